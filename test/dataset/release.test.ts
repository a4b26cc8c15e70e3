import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Dataset, loadDataset } from '../../dataset/files.ts'
import { type Edition, entryOf, nextVersion, releaseOf, type Step } from '../../dataset/release.ts'
import { root } from '../cli/helpers.ts'

const dataset = loadDataset(path.join(root, 'dataset'))
const port = { type: 'object', properties: { first: { type: 'integer' } } }
const edition = (more: Partial<Dataset> = {}, properties: object = { port }): Edition => ({
  dataset: { ...dataset, ...more },
  schemas: { 'flow.schema.json': { properties } as Edition['schemas'][string] },
})
const [flow, ...others] = dataset.flows
const [role, ...roles] = dataset.roles

const cases: { title: string; after: Edition; step: Step; reasons: RegExp[] }[] = [
  { title: 'nothing', after: edition(), step: 'patch', reasons: [] },
  {
    title: 'a finding less',
    after: edition({ findings: dataset.findings.slice(1) }),
    step: 'patch',
    reasons: [],
  },
  {
    title: 'a port',
    after: edition({ flows: [{ ...flow!, ports: { first: 4443, last: 4443 } }, ...others] }),
    step: 'minor',
    reasons: [/4443/],
  },
  {
    title: 'a new property',
    after: edition({}, { port, rate: {} }),
    step: 'minor',
    reasons: [/^property flow.schema.json\/rate is new$/],
  },
  {
    title: 'a property inside another is gone',
    after: edition({}, { port: { type: 'object' } }),
    step: 'major',
    reasons: [/^property flow.schema.json\/port\/first is gone$/],
  },
  {
    title: 'a role is gone',
    after: edition({ roles }),
    step: 'major',
    reasons: [new RegExp(`^role ${role!.id} is gone$`)],
  },
]
for (const { title, after, step, reasons } of cases)
  test(`release of the data: ${title} is a ${step} step`, () => {
    const found = releaseOf(edition(), after)
    assert.is(found.step, step)
    assert.is(found.reasons.length, reasons.length, found.reasons.join('\n'))
    for (const [i, reason] of reasons.entries()) assert.match(found.reasons[i]!, reason)
  })

for (const [version, step, next] of [
  ['0.1.4', 'major', '0.2.0'],
  ['0.1.4', 'minor', '0.1.5'],
  ['0.1.4', 'patch', '0.1.5'],
  ['1.2.3', 'major', '2.0.0'],
  ['1.2.3', 'minor', '1.3.0'],
  ['1.2.3', 'patch', '1.2.4'],
] as const)
  test(`a ${step} step from ${version} leads to ${next}`, () => assert.is(nextVersion(version, step), next))

test('a version before a release has no next one', () => {
  assert.throws(() => nextVersion('1.0.0-rc.1', 'patch'), /'1.0.0-rc.1' is not a version like 1.2.3/)
})

test('the entry of the changelog has the changes by what is to be done', () => {
  const release = releaseOf(edition(), edition({ flows: others }))
  const entry = entryOf('0.1.1', '2026-01-31', release)
  assert.match(
    entry,
    /^## 0\.1\.1 – 2026-01-31\n\nA minor step\. Findings: 0 new, 0 gone\.\n\n### To close\n\n- /,
  )
})

test.run()
