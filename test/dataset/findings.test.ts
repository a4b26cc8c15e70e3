import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Rule } from '../../check/index.ts'
import { build } from '../../dataset/build.ts'
import { disputes, linkFindings } from '../../dataset/link-findings.ts'
import { loadSources } from '../../dataset/sources.ts'
import type { Finding } from '../../schema/types.ts'
import { validate } from '../../schema/validate.ts'
import { finding } from '../check/report/build.ts'
import { flow } from '../reconcile/build.ts'

const made = (values: Partial<Rule>): Rule => ({
  id: 'made-up',
  family: 'numbers',
  severity: 'warning',
  description: 'It finds what the test asks for.',
  why: 'No reason.',
  examples: [],
  check: () => [],
  ...values,
})

const cases: { title: string; family?: Rule['family']; values?: Partial<Finding>; expected: boolean }[] = [
  { title: 'a warning about numbers', expected: true },
  { title: 'an error', values: { severity: 'error' }, expected: true },
  { title: 'a contradiction within a document', family: 'document', expected: true },
  { title: 'one between documents', family: 'documents', expected: true },
  { title: 'damage in the markup', family: 'structure', expected: false },
  { title: 'a misspelt word', family: 'words', expected: false },
  { title: 'too wide a door', family: 'exposure', expected: false },
  { title: 'something outdated', family: 'currency', expected: false },
  { title: 'a remark', values: { severity: 'info' }, expected: false },
  { title: 'what a correction sets right', values: { corrected: true }, expected: false },
  { title: 'no claim named', values: { claims: [] }, expected: false },
  { title: 'a rule that is not known', values: { rule: 'other' }, expected: false },
]
for (const { title, family = 'numbers', values, expected } of cases) {
  test(`${expected ? 'casts doubt' : 'no doubt'}: ${title}`, async () => {
    const one = finding({ rule: 'made-up', severity: 'warning', claims: ['a:1:1'], ...values })
    assert.is(disputes(one, [made({ family })]), expected)
  })
}

test('flows of doubted claims are disputed, with all that is against them; the others stay', () => {
  const about = (id: string, claims: string[]) => finding({ rule: 'made-up', id, claims })
  const findings = [about('made-up:a:2:1', ['a:1:1', 'b:1:1']), about('made-up:a:1:1', ['a:1:1'])]
  const flows = [
    flow({
      claims: ['a:1:1', 'b:1:1'],
      status: 'corrected',
      corrections: ['x'],
      stated: { protocol: 'udp' },
    }),
    flow({ claims: ['c:1:1'] }),
  ]
  const [doubted, stated] = linkFindings(flows, findings, [made({})])
  assert.equal(doubted, { ...flows[0]!, status: 'disputed', findings: ['made-up:a:1:1', 'made-up:a:2:1'] })
  assert.is(stated, flows[1])
  validate('flow', doubted, 'disputed')
})

test('a corrected flow names the finding that its correction resolves, and stays corrected', async () => {
  const resolved = finding({ rule: 'made-up', id: 'made-up:a:1:1', claims: ['a:1:1'], corrected: true })
  const values = { claims: ['a:1:1'], corrections: ['x'], stated: { protocol: 'udp' } }
  const flows = [flow({ ...values, status: 'corrected' }), flow({ claims: ['a:1:1'] })]
  assert.equal(linkFindings(flows, [resolved], [made({})]), [
    { ...flows[0]!, findings: [resolved.id] },
    flows[1],
  ])
  assert.equal(linkFindings(flows, [resolved], [made({ family: 'exposure' })]), flows)
})

const fog = 'fog '.repeat(12).trim()
const short = `${'fog '.repeat(8).trim()}…`
const folder = fileURLToPath(new URL('../fixtures/cli/sources', import.meta.url))
const sources = loadSources(folder)
/** Reports each claim to port 4443, and those that a correction changes. */
const doubt = made({
  check: ({ facts }) =>
    facts
      .filter(({ claim }) => [379, 4443].includes(claim.ports?.first ?? 0))
      .map(({ claim }) => ({ at: claim.location, message: `“${fog}” is doubtful`, claims: [claim.id] })),
})
const built = await build(sources, [doubt])
const written: Finding[] = JSON.parse(built.files.get('data/findings.json')!)

test('build: findings in order of the sources, as the schema has them, and shortened', () => {
  assert.equal(
    written.map(({ id, corrected }) => [id, corrected]),
    [
      ['made-up:harbour:6:1', false],
      ['made-up:pier:5:1', true],
      ['made-up:pier:6:1', false],
    ],
  )
  for (const one of written) {
    validate('finding', one, one.id)
    assert.is(one.message, `“${short}” is doubtful`)
  }
  assert.match(built.findings[0]!.message, fog)
})

test('build: their flows are disputed in all files, and what is corrected is not', () => {
  const flows = built.flows.filter(({ status }) => status === 'disputed')
  assert.equal(
    flows.map(({ id, findings }) => [id, findings]),
    [['ferry/cluster/worker>etcd/tcp/4443', ['made-up:harbour:6:1', 'made-up:pier:6:1']]],
  )
  assert.equal(JSON.parse(built.files.get('data/flows.json')!), built.flows)
  assert.match(built.files.get('data/flows.csv')!, 'disputed,,made-up:harbour:6:1 | made-up:pier:6:1,')
})

test('build: documents are called as the sources are', async () => {
  const elsewhere = await build(loadSources(folder, path.posix.join('docs', 'ports')), [doubt])
  assert.is(elsewhere.findings[0]!.location.document, 'docs/ports/harbour/document.md')
})

test.run()
