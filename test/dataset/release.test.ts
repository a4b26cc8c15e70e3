import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dataset/build.ts'
import { changelogOf } from '../../dataset/release/changelog.ts'
import { type Committed, indexOf, problemsOf } from '../../dataset/release/committed.ts'
import { type Reason, stepOf } from '../../dataset/release/policy.ts'
import { firstRelease, nextRelease, type Release } from '../../dataset/release/release.ts'
import { byVersion, follows, next, type Step } from '../../dataset/release/semver.ts'
import { shapeChanges } from '../../dataset/release/shapes.ts'
import { type Snapshot, snapshotOf, writeSnapshot } from '../../dataset/release/snapshot.ts'
import { loadSources } from '../../dataset/sources.ts'
import type { JsonSchema } from '../../schema/load.ts'

const built = build(loadSources(fileURLToPath(new URL('../fixtures/cli/sources', import.meta.url))))
const before = snapshotOf('1.2.3', built.files)

/** A dataset after an edit of its files. */
function edited(edits: Record<string, [from: string | RegExp, to: string]>): Snapshot {
  const files = new Map(built.files)
  for (const [name, [from, to]] of Object.entries(edits)) {
    const text = files.get(name)!
    const after = typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to)
    assert.not.equal(after, text, `${name} holds ${from}`)
    files.set(name, after)
  }
  return snapshotOf('1.2.3', files)
}

const flows = 'data/flows.json'
/** The last flow. */
const last = /,\n[^\n]*(?=\n\]\n$)/
const cases: {
  title: string
  edits: Record<string, [from: string | RegExp, to: string]>
  step: Step | null
  reasons: RegExp[]
}[] = [
  { title: 'nothing', edits: {}, step: null, reasons: [] },
  {
    title: 'another version of the package',
    edits: { 'datapackage.json': ['{', ' {'] },
    step: null,
    reasons: [],
  },
  { title: 'a port', edits: { [flows]: ['4443', '4444'] }, step: 'minor', reasons: [/^1 change of facts$/] },
  {
    title: 'a condition',
    edits: { [flows]: ['"conditions":[]', '"conditions":["only at high tide"]'] },
    step: 'minor',
    reasons: [/^\d changes? of facts$/],
  },
  {
    title: 'a flow less',
    edits: { [flows]: [last, ''] },
    step: 'minor',
    reasons: [/^1 change of facts$/],
  },
  {
    title: 'another name of a deployment',
    edits: { [flows]: [/(ferry-1\.x\/|"deployment":")cluster/g, '$1fleet'] },
    step: 'major',
    reasons: [
      /^deployment ferry-1\.x\/cluster is gone$/,
      /^deployment ferry-1\.x\/fleet is new$/,
      /changes? of facts$/,
    ],
  },
  {
    title: 'a role less',
    edits: { 'data/roles.json': [/\n\{"id":"heapster"[^\n]*/, ''] },
    step: 'major',
    reasons: [/^role heapster is gone$/],
  },
  {
    title: 'a role more',
    edits: {
      'data/roles.json': ['[\n', '[\n{"id":"lighthouse","title":"Lighthouse","kind":"role","members":[]},\n'],
    },
    step: 'minor',
    reasons: [/^role lighthouse is new$/],
  },
  {
    title: 'a member less of a group',
    edits: { 'data/roles.json': [/("id":"rke2-nodes"[^\n]*"members":\["[^"]+"),"[^"]+"/g, '$1'] },
    step: 'minor',
    reasons: [/^member \S+ of rke2-nodes is gone$/],
  },
  {
    title: 'a service by another title',
    edits: { 'data/services.json': ['"title":"', '"title":"The '] },
    step: 'patch',
    reasons: [/^other bytes in data\/services\.json$/],
  },
  {
    title: 'a status',
    edits: { [flows]: ['"status":"corrected"', '"status":"stated"'] },
    step: 'patch',
    reasons: [/^1 change that leaves the facts$/],
  },
  {
    title: 'the place of a document',
    edits: { 'data/sources.json': ['pier.md', 'pier.html'] },
    step: 'patch',
    reasons: [/^other bytes in data\/sources\.json$/],
  },
  {
    title: 'a word in a schema',
    edits: { 'schema/flow.schema.json': ['"description":"', '"description":"So: '] },
    step: 'patch',
    reasons: [/^other bytes in schema\/flow\.schema\.json$/],
  },
  {
    title: 'a property less in a schema',
    edits: { 'schema/flow.schema.json': [/"service":\{[^}]*\},/, ''] },
    step: 'major',
    reasons: [/flow\.schema\.json: service is gone$/],
  },
]
for (const { title, edits, step, reasons } of cases)
  test(`policy: ${title}`, () => {
    const release = nextRelease(before, edited(edits), '2026-01-31', null)
    assert.is(release?.step ?? null, step)
    const messages = (release?.reasons ?? []).map(({ message }) => message)
    assert.is(messages.length, reasons.length, messages.join('; '))
    for (const [i, reason] of reasons.entries()) assert.match(messages[i]!, reason)
  })

test('policy: findings that come or go leave the facts', () => {
  const more = {
    ...before,
    findings: [...before.findings, { rule: 'port-slip', message: 'x' }],
    files: { ...before.files, 'data/findings.json': 'x' },
  }
  assert.equal(nextRelease(before, more, '2026-01-31', null)!.reasons, [
    { step: 'patch', message: '1 finding came or went' },
  ])
})

test('a release has the step that is asked for, where that is farther', () => {
  const step = (least: Step | null, now = edited({ [flows]: ['4443', '4444'] })) =>
    nextRelease(before, now, '2026-01-31', least)?.version
  assert.equal([step(null), step('patch'), step('major')], ['1.3.0', '1.3.0', '2.0.0'])
  assert.is(step('patch', before), '1.2.4', 'even when the data are the same')
})

test('1.0.0 is made when that is asked for, and once', () => {
  const now = edited({ [flows]: ['4443', '4444'] })
  const after = (version: string) =>
    nextRelease({ ...before, version }, now, '2026-01-31', null, true)?.version
  assert.equal([after('0.4.2'), after('1.0.0')], ['1.0.0', '1.1.0'])
  assert.equal([follows('0.4.2', 'minor', '1.0.0'), follows('1.4.2', 'minor', '1.0.0')], [true, false])
})

const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
})
const text: JsonSchema = { type: 'string' }
const shapes: { title: string; before: JsonSchema; after: JsonSchema; reasons: string[] }[] = [
  { title: 'the same', before: object({ a: text }), after: object({ a: text }), reasons: [] },
  {
    title: 'a property more',
    before: object({ a: text }),
    after: object({ a: text, b: text }),
    reasons: ['minor x: b is new'],
  },
  {
    title: 'a property less',
    before: object({ a: text, b: text }),
    after: object({ a: text }),
    reasons: ['major x: b is gone'],
  },
  {
    title: 'a property that may be left out',
    before: object({ a: text }),
    after: object({ a: text }, []),
    reasons: ['major x: a may be left out'],
  },
  {
    title: 'a property that may not be left out any more',
    before: object({ a: text }, []),
    after: object({ a: text }),
    reasons: ['patch x: a is always there'],
  },
  {
    title: 'null where there was none',
    before: object({ a: text }),
    after: object({ a: { type: ['string', 'null'] } }),
    reasons: ['major x/a: may be null'],
  },
  {
    title: 'no null any more',
    before: object({ a: { anyOf: [{ $ref: 'y' }, { type: 'null' }] } }),
    after: object({ a: { anyOf: [{ $ref: 'y' }] } }),
    reasons: ['patch x/a: is never null'],
  },
  {
    title: 'another type',
    before: object({ a: text }),
    after: object({ a: { type: 'integer' } }),
    reasons: ['major x/a: may be integer', 'patch x/a: is never string'],
  },
  {
    title: 'a value more in a list',
    before: { enum: ['a'] },
    after: { enum: ['a', 'b'] },
    reasons: ['minor x: may be "b"'],
  },
  {
    title: 'a value less in a list',
    before: { enum: ['a', 'b'] },
    after: { enum: ['a'] },
    reasons: ['patch x: is never "b"'],
  },
  {
    title: 'any value in place of a list',
    before: { type: 'string', enum: ['a'] },
    after: text,
    reasons: ['major x: may be any value'],
  },
  {
    title: 'inside of a list, inside of a definition',
    before: { $defs: { y: { type: 'array', items: text } } },
    after: { $defs: { y: { type: 'array', items: { type: 'null' } } } },
    reasons: ['major x/#y/[]: may be null', 'patch x/#y/[]: is never string'],
  },
  {
    title: 'other bounds',
    before: { type: 'integer', maximum: 1 },
    after: { type: 'integer', maximum: 2 },
    reasons: ['patch x: other bounds'],
  },
]
for (const { title, before, after, reasons } of shapes)
  test(`shape: ${title}`, () => {
    const said = ({ step, message }: Reason) => `${step} ${message}`
    assert.equal(shapeChanges({ x: before, gone: text }, { x: after, came: text }).map(said), reasons)
  })

const versions: [version: string, step: Step, expected: string][] = [
  ['1.2.3', 'major', '2.0.0'],
  ['1.2.3', 'minor', '1.3.0'],
  ['1.2.3', 'patch', '1.2.4'],
  ['0.1.9', 'major', '0.2.0'],
  ['0.1.9', 'minor', '0.1.10'],
  ['0.1.9', 'patch', '0.1.10'],
]
for (const [version, step, expected] of versions)
  test(`version: ${version}, ${step}`, () => assert.is(next(version, step), expected))

test('version: order, and what is none', () => {
  assert.equal(['0.9.0', '1.0.0', '0.10.0', '0.9.10'].sort(byVersion), ['1.0.0', '0.10.0', '0.9.10', '0.9.0'])
  assert.throws(() => next('1.2', 'patch'), /no version of a release/)
})

test('snapshot: what is written is read again, and small', () => {
  const written = writeSnapshot(before)
  assert.equal(JSON.parse(written), JSON.parse(JSON.stringify(before)))
  assert.not.match(JSON.stringify(before.schemas), /"(?:description|examples)":(?!\{)/)
})

const first = firstRelease({ ...before, version: '0.1.0' }, '2026-01-01')
const second = {
  ...nextRelease({ ...before, version: '0.1.0' }, edited({ [flows]: ['4443', '4444'] }), '2026-01-31', null)!,
}
const good: Committed = {
  version: '0.1.1',
  releases: [first, second],
  snapshot: { ...before, version: '0.1.1' },
  changelog: changelogOf([first, second]),
  index: indexOf([first, second]),
}

test('changelog: the latest first, with what to open and why', () => {
  assert.is(
    good.changelog!.slice(good.changelog!.indexOf('## ')),
    `## 0.1.1 – 2026-01-31

4 flows. A minor step:

- 1 change of facts

### To open

- ferry\\-1.x/cluster: port 4443 is now 4444: tcp 4444 from worker to etcd

## 0.1.0 – 2026-01-01

First release: 4 flows.
`,
  )
})

const release = (more: Partial<Release>): Committed['releases'] => [first, { ...second, ...more }]
const wrong: { title: string; more: Partial<Committed>; problem: RegExp }[] = [
  {
    title: 'a version that is not released',
    more: { version: '0.2.0' },
    problem: /package\.json is at 0\.2\.0, and the latest release is 0\.1\.1/,
  },
  { title: 'another snapshot', more: { snapshot: before }, problem: /released\/ lacks 0\.1\.1/ },
  { title: 'no snapshot', more: { snapshot: null }, problem: /released\/ lacks 0\.1\.1/ },
  {
    title: 'a changelog that was edited',
    more: { changelog: `${good.changelog}\n` },
    problem: /CHANGELOG\.md/,
  },
  { title: 'an index that was edited', more: { index: '[]' }, problem: /index\.json/ },
  {
    title: 'a gap',
    more: { releases: release({ previous: '0.0.9' }) },
    problem: /0\.1\.1\.json does not follow 0\.1\.0/,
  },
  {
    title: 'a step that is not that far',
    more: { releases: release({ step: 'major' }) },
    problem: /no major step from 0\.1\.0/,
  },
  {
    title: 'a day before the last',
    more: { releases: release({ date: '2025-01-01' }) },
    problem: /older than 0\.1\.0/,
  },
  {
    title: 'a change that is none',
    more: { releases: release({ changes: [{} as never] }) },
    problem: /changes\/0\.1\.1\.json: \/class is missing/,
  },
  {
    title: 'a snapshot alone',
    more: { releases: [] },
    problem: /released\/ holds a version that changes\/ lacks/,
  },
]
test('committed files that fit together', () => assert.equal(problemsOf(good), []))
test('nothing committed yet is no problem', () => {
  assert.equal(
    problemsOf({ version: '0.1.0', releases: [], snapshot: null, changelog: null, index: null }),
    [],
  )
})
for (const { title, more, problem } of wrong)
  test(`committed: ${title}`, () => assert.match(problemsOf({ ...good, ...more }).join('\n'), problem))

test('the farthest reason decides', () => {
  const reasons: Reason[] = [
    { step: 'patch', message: '' },
    { step: 'major', message: '' },
    { step: 'minor', message: '' },
  ]
  assert.is(stepOf(reasons), 'major')
  assert.is(stepOf([]), null)
})

test.run()
