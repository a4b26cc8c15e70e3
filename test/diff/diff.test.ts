import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type DocumentsState, diff, KindError, reaches } from '../../diff/index.ts'
import { validate } from '../../schema/validate.ts'
import { brief, changes, stateOf } from './helpers.ts'

const table = (...rows: string[]) =>
  `## Piers\n\n| Protocol | Port | Source | Destination |\n|---|---|---|---|\n${rows.join('\n')}\n`
const lamps = '| TCP | 7000 | etcd nodes | worker nodes |'
const cargo = '| UDP | 9000 | quay nodes | crane nodes |'

const fingerprints = async (before: string, after: string) =>
  (await changes(before, after)).map(({ fingerprint }) => fingerprint)

test('a fingerprint stays when lines, words and other rows change', async () => {
  const there = await fingerprints(table(lamps, cargo), table(cargo))
  const elsewhere = await fingerprints(`Hello.\n\n${table(cargo, lamps)}`, `${table(cargo)}\nBye.\n`)
  const named = await fingerprints(table(lamps.replace('etcd nodes', 'ETCD node'), cargo), table(cargo))
  assert.equal([elsewhere, named], [there, there])
  assert.match(there[0]!, /^[0-9a-f]{16}$/)
})

test('other facts, another class and another document have other fingerprints', async () => {
  const all = [
    ...(await fingerprints(table(lamps, cargo), table(cargo))),
    ...(await fingerprints(table(cargo), table(lamps, cargo))),
    ...(await fingerprints(table(lamps.replace('7000', '7001'), cargo), table(cargo))),
    ...(await fingerprints(
      table(lamps, cargo).replace('Piers', 'Quays'),
      table(cargo).replace('Piers', 'Quays'),
    )),
    ...(await changes({ 'a.md': table(lamps, cargo) }, { 'a.md': table(cargo) })).map(
      ({ fingerprint }) => fingerprint,
    ),
  ]
  assert.is(new Set(all).size, 5)
})

test('equal changes have fingerprints of their own', async () => {
  const night = '\nAt night:\n\n'
  const [a, b] = await fingerprints(
    table(cargo) + night + table(cargo),
    table(lamps, cargo) + night + table(lamps, cargo),
  )
  assert.ok(a && b && a !== b)
})

test('changes are those of the schema, the gravest first', async () => {
  const found = await changes(
    table('| TCP | 1 | a | b |', cargo, lamps, '| TCP | 22 | c | d |'),
    table(lamps.replace('7000', '7001'), '| TCP | 22 | c | d |', cargo),
  )
  for (const change of found) validate('change', change, 'changes')
  assert.equal(
    found.map(({ level }) => level),
    ['open', 'close'],
  )
})

test('a level is reached by itself and by graver ones', async () => {
  const closed = await changes(table(lamps, cargo), table(lamps))
  assert.equal(
    (['open', 'close', 'review', 'none'] as const).map(level => reaches(closed, level)),
    [false, true, true, true],
  )
  assert.not(reaches([], 'none'))
})

test('a dataset cannot be compared with documents', async () => {
  const documents = await stateOf(table(lamps))
  const dataset = { kind: 'dataset', name: 'dataset', flows: [], claims: [], findings: null } as const
  assert.throws(
    () => diff(documents, { ...dataset, flows: [], claims: [] }),
    (error: unknown) => error instanceof KindError,
  )
})

test('of documents that a side cannot read nothing is said', async () => {
  const before = await stateOf({ 'a.md': table(lamps), 'b.md': table(cargo) })
  const after: DocumentsState = { ...(await stateOf({ 'b.md': table(cargo, lamps) })), unread: ['a.md'] }
  assert.equal(brief(diff(before, after)), ['open added: tcp 7000 from etcd to worker is newly stated'])
  assert.equal(brief(diff(after, before)), [
    'close removed: tcp 7000 from etcd to worker is no longer stated',
  ])
})

test('a document that is found again under another name keeps its rows', async () => {
  const other = table('| TCP | 1 | a | b |', '| TCP | 2 | a | b |')
  const before = { 'docs/a.md': table(lamps, cargo), 'docs/c.md': other }
  const after = { 'manual/b.adoc': table(lamps.replace('7000', '7001'), cargo), 'docs/c.md': other }
  assert.equal(brief(diff(await stateOf(before), await stateOf(after))), [
    'open port-changed: port 7000 is now 7001: tcp 7001 from etcd to worker',
  ])
})

test('findings are compared by rule and message, wherever they stand', async () => {
  const finding = {
    id: 'x:1:1',
    rule: 'port-slip',
    severity: 'error' as const,
    message: 'Port 700 should be 7000',
    location: { document: 'a.md', line: 1, column: 1, endLine: 1, endColumn: 2 },
    evidence: [],
    suggestion: null,
    claims: [],
    corrected: false,
    fingerprint: '1',
  }
  const moved = { ...finding, location: { ...finding.location, document: 'b.md', line: 9 }, fingerprint: '2' }
  const page = await stateOf(table(lamps))
  const told = (before: (typeof finding)[] | null, after: (typeof finding)[] | null) => {
    const { findings } = diff({ ...page, findings: before }, { ...page, findings: after })
    return findings && [findings.appeared.length, findings.gone.length]
  }
  assert.equal(told([finding], [moved]), [0, 0])
  assert.equal(told([finding], [moved, moved]), [1, 0])
  assert.equal(told([finding, { ...finding, rule: 'other' }], []), [0, 2])
  assert.is(told(null, [finding]), null)
  const about = (message: string) => [{ ...finding, message }]
  assert.equal(told(about('is missing in old/docs/twin.md'), about('is missing in `new/twin.md`')), [1, 1])
  assert.equal(told(about('is missing in old/docs/twin.md'), about('is missing in ../new/twin.md')), [0, 0])
  assert.equal(told(about('TCP/UDP is missing in a/twin.md'), about('UDP is missing in a/twin.md')), [1, 1])
  assert.equal(told(about('is missing in a/twin.md'), about('is missing in a/other.md')), [1, 1])
})

test('rows that have each other’s purpose now', async () => {
  const rows = (...purposes: string[]) =>
    [
      'Port | Protocol | Purpose',
      '--- | --- | ---',
      ...purposes.map((purpose, i) => `${7000 + i} | TCP | ${purpose}`),
    ]
      .map(row => `| ${row} |`)
      .join('\n')
  const found = await changes(rows('Lamps', 'Fog horns', 'Gauges'), rows('Fog horns', 'Lamps', 'Gauges'))
  assert.equal(
    found.filter(({ level }) => level !== 'none').map(({ class: id, message }) => `${id} ${message}`),
    [
      'purpose-changed “Lamps” is now “Fog horns”: tcp 7000',
      'purpose-changed “Fog horns” is now “Lamps”: tcp 7001',
    ],
  )
})

const silent: { title: string; before: string; after: string }[] = [
  {
    title: 'a role within an unknown label has another name',
    before: '| Port | Source | Destination |\n| --- | --- | --- |\n| 7000 | Pier master | Cranes |',
    after: '| Port | Source | Destination |\n| --- | --- | --- |\n| 7000 | Pier control plane | Cranes |',
  },
  {
    title: 'a sentence repeats a port with other words for the ends',
    before: 'The lamps connect to TCP port 7443 of the keeper.',
    after: 'Keepers reply. Their TCP port 7443 is open to each of the lamps outside.',
  },
]
for (const { title, before, after } of silent)
  test(`no change: ${title}`, async () => {
    const found = await changes(before, after)
    assert.equal(
      found.filter(({ level }) => level !== 'none'),
      [],
    )
  })

test('a range from its upper end is the same range, and is told from the lower one', async () => {
  const [up, down] = ['8000-9000', '9000-8000'].map(range => table(lamps.replace('7000', range)))
  assert.equal(await changes(up!, down!), [])
  const [added] = await changes(table(cargo), table(cargo, lamps.replace('7000', '9000-8000')))
  assert.equal(
    added!.open.map(({ ports }) => ports),
    [{ first: 8000, last: 9000 }],
  )
})

test.run()
