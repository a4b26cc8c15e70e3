import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { check } from '../../check/index.ts'
import { deprecated } from '../../check/rules/currency/deprecated.ts'
import { type DeprecationsFile, deprecations } from '../../check/rules/currency/vocabulary.ts'
import { defaultVocabulary } from '../../reconcile/index.ts'

const table = (...rows: string[]) =>
  [
    '| Protocol | Port | Source | Purpose |',
    '| --- | --- | --- | --- |',
    ...rows.map(row => `| ${row} |`),
  ].join('\n')

const run = async (text: string, path = 'page.md') => (await check([{ path, text }], [deprecated])).findings
const found = async (text: string, path?: string) =>
  (await run(text, path)).map(({ rule, message }) => `${rule}: ${message.split(/[,;]/)[0]}`)

const cases: { title: string; input: string; path?: string; expected: string[] }[] = [
  {
    title: 'a port of another program with the same number',
    input: table(
      'TCP | 4001 | clients | game server',
      'TCP | 8080 | users | web',
      'TCP | 8400 | pumps | oil',
    ),
    expected: [],
  },
  {
    title: 'ports that their words tell',
    input: table('TCP | 4001 | clients | etcd client', 'TCP | 8400 | agents | Consul RPC'),
    expected: [
      'deprecated: TCP 4001 is a port that etcd had before its own were registered',
      'deprecated: TCP 8400 is Consul’s RPC port for its command line',
    ],
  },
  {
    title: 'a port on a page about something else',
    input: table('TCP | 10255 | clients | chat'),
    expected: [],
  },
  {
    title: 'a claim that names another service than the port once had',
    input: `# Kubernetes\n\n${table('TCP | 10252 | nodes | node exporter')}`,
    expected: [],
  },
  {
    title: 'two programs beside one port, and one program told by port and name',
    input: `# Kubernetes\n\n${table('TCP | 10255 | Heapster | kubelet', 'TCP | 44134 | nodes | Tiller')}`,
    expected: [
      'deprecated: TCP 10255 is the kubelet’s read-only port',
      'deprecated: Heapster is retired since Kubernetes 1.13 (2018-12)',
      'deprecated: “Tiller” means Helm 2 with Tiller',
    ],
  },
  {
    title: 'words in part of other words, in another case, or for what came later',
    input: `# Rancher\n\n${table('TCP | 9345 | RKE2 nodes | brke', 'TCP | 22 | weavers | TLS 1.0 or later')}`,
    expected: [],
  },
  {
    title: 'a page that knows',
    input: `# Kubernetes\n\n## Ports that were removed\n\n${table('TCP | 10251 | monitoring | scheduler')}\n\n${table('TCP | 443 | Heapster (retired) | metrics')}`,
    expected: [],
  },
  {
    title: 'tables that are not about ports',
    input: '| Program | Version |\n| --- | --- |\n| Heapster | 1.5 |\n\nHeapster collects metrics.',
    expected: [],
  },
  {
    title: 'HTML and reStructuredText',
    path: 'page.rst',
    input: [
      'Kubernetes',
      '==========',
      '',
      '====== ===== ======= =======',
      'Port   Proto Source  Purpose',
      '====== ===== ======= =======',
      '10252  TCP   nodes   health',
      '====== ===== ======= =======',
    ].join('\n'),
    expected: ['deprecated: TCP 10252 is the controller manager’s port without TLS and authentication'],
  },
  {
    title: 'masters of a cluster, and of no cluster',
    input: table('TCP | 6379 | master nodes | replication'),
    expected: [],
  },
]

for (const { title, input, path, expected } of cases) {
  test(title, async () => assert.equal(await found(input, path), expected))
}

test('one cause on a page is one finding, with the other places as evidence', async () => {
  const text = `# Kubernetes\n\n${table('TCP | 10255 | a | kubelet', 'TCP | 10255 | b | kubelet')}`
  const [finding, ...others] = await run(text)
  assert.equal(others, [])
  assert.equal(finding?.location, { document: 'page.md', line: 5, column: 9, endLine: 5, endColumn: 14 })
  assert.equal(finding?.evidence, [{ document: 'page.md', line: 6, column: 1, note: 'here too' }])
  assert.is(finding?.claims.length, 2)
  assert.match(finding?.suggestion?.text ?? '', /^Use TCP 10250 \(https:/)
})

test('a word is marked where it stands', async () => {
  const [finding] = await run(table('TCP | 9080 | Promtail and others | logs'))
  assert.equal(finding?.location, { document: 'page.md', line: 3, column: 16, endLine: 3, endColumn: 24 })
})

test('every entry says since when and where it stands', () => {
  const text = readFileSync(new URL('../../check/vocabulary/deprecations.yaml', import.meta.url), 'utf8')
  const file = parse(text) as DeprecationsFile
  const entries = [file.ports, file.components, file.names].flatMap(section => Object.entries(section))
  for (const [id, { date, reference, instead, state }] of entries) {
    assert.match(date, /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?$/, id)
    assert.match(reference, /^https:\/\/\S+$/, id)
    assert.ok(instead !== '' && !instead.endsWith('.') && !state.endsWith('.'), id)
  }
})

test('ports of the vocabulary are told by words or pages, or belong to nobody else', () => {
  const { ports } = deprecations()
  const bare = ports.filter(({ beside, about }) => beside === null && about === null)
  assert.equal(
    bare.map(({ title }) => title),
    ['Tiller, the server of Helm 2'],
  )
  const services = ports.flatMap(entry => [...entry.services])
  assert.equal(
    services.filter(id => !defaultVocabulary().services.has(id)),
    [],
  )
})

test.run()
