import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { defaultVocabulary, type Meaning, meaningsOf, reconcile, scopeOf } from '../../reconcile/index.ts'
import { pairsOf } from '../../reconcile/meaning.ts'
import { type ClaimValues, claim, source } from './build.ts'

const context = { vocabulary: defaultVocabulary(), ...scopeOf(source()) }

function meaningsIn(claims: ClaimValues[], product = 'kubernetes'): Meaning[] {
  return meaningsOf(claims.map(claim), { ...context, ...scopeOf(source({ product })) })
}

function pairsIn(values: ClaimValues): string[] {
  return pairsOf(meaningsIn([values])[0]!, context).map(
    ({ from, to, local }) => `${from.id}>${local ? 'self ' : ''}${to.id}`,
  )
}

const ends: { title: string; claim: ClaimValues; pairs: string[] }[] = [
  {
    title: 'two sources',
    claim: { source: ['etcd', 'worker'], destination: ['etcd'] },
    pairs: ['etcd>etcd', 'worker>etcd'],
  },
  {
    title: '"A and B"',
    claim: { source: ['etcd and worker nodes'], destination: ['etcd'] },
    pairs: ['etcd>etcd', 'worker>etcd'],
  },
  {
    title: '"A, B" of which one is known',
    claim: { source: ['etcd, quays'], destination: ['etcd'] },
    pairs: ['etcd>etcd', 'quays>etcd'],
  },
  {
    title: 'a phrase with a comma',
    claim: { source: ['worker nodes, except those of quays'], destination: ['etcd'] },
    pairs: ['worker nodes, except those of quays>etcd'],
  },
  {
    title: '"Self"',
    claim: { source: ['Self'], destination: ['Control plane'] },
    pairs: ['controlplane>self controlplane'],
  },
  {
    title: '"自身" beside another end',
    claim: { source: ['自身、控制面'], destination: ['工作节点'] },
    pairs: ['controlplane>worker', 'worker>self worker'],
  },
  {
    title: '"Self" as the destination of several',
    claim: { source: ['etcd', 'worker'], destination: ['itself'] },
    pairs: ['etcd>self etcd', 'worker>self worker'],
  },
  { title: '"Self" of nobody', claim: { source: ['Self'] }, pairs: [] },
  {
    title: 'traffic that the document calls local',
    claim: { source: ['etcd node itself'], local: true },
    pairs: ['etcd>self etcd'],
  },
  {
    title: 'a domain with a wildcard',
    claim: { source: ['etcd'], destination: ['*.example.org'] },
    pairs: ['etcd>*.example.org'],
  },
  {
    title: 'an address range',
    claim: { source: ['10.0.0.0/8'], destination: ['etcd'] },
    pairs: ['10.0.0.0/8>etcd'],
  },
  { title: 'no end', claim: {}, pairs: [] },
]
for (const { title, claim, pairs } of ends)
  test(`pairsOf: ${title}`, () => assert.equal(pairsIn(claim), pairs))

test('meaningsOf: "Self" is local, and has the other end at both sides', () => {
  const [self, both] = meaningsIn([
    { source: ['Self'], destination: ['etcd'] },
    { source: ['Self', 'worker'], destination: ['etcd'] },
  ])
  assert.is(self!.local, true)
  assert.equal([self!.from.roles, self!.to.roles], [['etcd'], ['etcd']])
  assert.is(both!.local, false)
  assert.equal(both!.from.roles, ['etcd', 'worker'])
})

test('meaningsOf: an end that no role explains is unknown, by its words', () => {
  const [meaning] = meaningsIn([{ source: ['Quay cranes'], destination: ['etcd'] }])
  assert.equal(meaning!.from.nodes, [{ kind: 'unknown', id: 'Quay cranes' }])
  assert.equal(meaning!.from.roles, ['unknown:quay crane'])
})

function column(labels: string[], header: string | null = null): ClaimValues[] {
  const names = { ports: 'Port', protocol: null, source: header, destination: null, description: null }
  return labels.map((label, row) => ({ source: [label], table: { line: 1, row: row + 1, header: names } }))
}

const columns: { title: string; claims: ClaimValues[]; product?: string; all: string }[] = [
  {
    title: 'in a column of nodes: all of the product',
    claims: column(['Control plane', 'Worker', 'All']),
    all: 'cluster-nodes',
  },
  {
    title: 'in a column of nodes of no known product',
    claims: column(['Control plane', 'Worker', 'All']),
    product: 'quay',
    all: 'controlplane worker',
  },
  { title: 'below a head that says nodes', claims: column(['Worker', 'All'], 'Nodes'), all: 'cluster-nodes' },
  {
    title: 'beside addresses: anyone',
    claims: column(['Control plane', 'Worker', '10.0.0.0/8', 'All']),
    all: 'any',
  },
  {
    title: 'beside unknown ends: anyone',
    claims: column(['Control plane', 'Worker', 'Quays', 'All']),
    all: 'any',
  },
  { title: 'beside "Self": anyone', claims: column(['Self, Control plane', 'Self', 'All']), all: 'any' },
]
for (const { title, claims, product, all } of columns)
  test(`"All" ${title}`, () => {
    const nodes = meaningsIn(claims, product).at(-1)!.from.nodes
    assert.is(nodes.map(({ id }) => id).join(' '), all)
  })

const portless: { title: string; claim: ClaimValues; expected: Partial<Meaning>; ids: string[] }[] = [
  {
    title: 'a type with its code',
    claim: { protocol: 'icmp', ports: null, portText: '8/0' },
    expected: { icmp: [{ type: 8, code: 0 }], ipProtocol: null, portText: null },
    ids: ['icmp/type-8-0'],
  },
  {
    title: 'two types',
    claim: { protocol: 'icmp', ports: null, portText: '0, 8' },
    expected: {
      icmp: [
        { type: 0, code: null },
        { type: 8, code: null },
      ],
      portText: null,
    },
    ids: ['icmp/type-0', 'icmp/type-8'],
  },
  {
    title: 'an IP protocol, whose number is said again',
    claim: { protocol: 'gre', ports: null, portText: 'IP Protocol ID 47' },
    expected: { icmp: [], ipProtocol: 47, portText: null },
    ids: ['gre/unspecified'],
  },
  {
    title: 'words about something else',
    claim: { protocol: 'esp', ports: null, portText: 'Provider dependent' },
    expected: { ipProtocol: 50, portText: 'Provider dependent' },
    ids: ['esp/provider-dependent'],
  },
]
for (const { title, claim: values, expected, ids } of portless)
  test(`protocols without ports: ${title}`, () => {
    const whole = { ...values, source: ['etcd'], destination: ['etcd'] }
    const [meaning] = meaningsIn([whole])
    for (const [key, value] of Object.entries(expected))
      assert.equal(meaning![key as keyof Meaning], value, key)
    const { flows } = reconcile([{ source: source(), claims: [claim(whole)], corrections: [] }])
    assert.equal(
      flows.map(({ id }) => id),
      ids.map(id => `kubernetes/cluster/etcd>etcd/${id}`),
    )
  })

test('reconcile: ends that no role explains are unknown, and counted', () => {
  const claims = [claim({ id: 'pages:1:1', source: ['etcd, quays'], destination: ['etcd'] })]
  const { flows, unknownLabels } = reconcile([{ source: source(), claims, corrections: [] }])
  assert.equal(
    flows.map(({ from }) => from),
    [
      { kind: 'role', id: 'etcd' },
      { kind: 'unknown', id: 'unknown' },
    ],
  )
  assert.equal(unknownLabels, [{ label: 'quays', claims: ['pages:1:1'] }])
})

test('reconcile: a null protocol beside a tcp twin is the twin', () => {
  const ends = { source: ['etcd'], destination: ['worker'] }
  const claims = [
    claim({ ...ends, id: 'pages:1:1', protocol: null }),
    claim({ ...ends, id: 'pages:2:1', conditions: ['only if Canal is used'] }),
  ]
  const { flows } = reconcile([{ source: source(), claims, corrections: [] }])
  assert.equal(
    flows.map(({ protocol, claims }) => ({ protocol, claims })),
    [{ protocol: 'tcp', claims: ['pages:1:1', 'pages:2:1'] }],
  )
})

test.run()
