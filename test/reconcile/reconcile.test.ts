import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { CorrectionError, type Input, reasons, reconcile } from '../../reconcile/index.ts'
import { validate } from '../../schema/validate.ts'
import { runs } from '../runs.ts'
import { type ClaimValues, claim, correction, source } from './build.ts'

function input(claims: ClaimValues[], values: Partial<Input> = {}): Input {
  return { source: source(), corrections: [], ...values, claims: claims.map(claim) }
}

function idsOf(claims: ClaimValues[]): string[] {
  return reconcile([input(claims)]).flows.map(({ id }) => id)
}

const expansions: { title: string; claims: ClaimValues[]; expected: string[] }[] = [
  {
    title: 'every source with every destination',
    claims: [{ source: ['etcd', 'worker'], destination: ['etcd', 'master'] }],
    expected: [
      'kubernetes/cluster/etcd>controlplane/tcp/6443',
      'kubernetes/cluster/etcd>etcd/tcp/6443',
      'kubernetes/cluster/worker>controlplane/tcp/6443',
      'kubernetes/cluster/worker>etcd/tcp/6443',
    ],
  },
  {
    title: 'a joined phrase',
    claims: [{ source: ['Master & Worker Nodes'], destination: ['etcd nodes'] }],
    expected: ['kubernetes/cluster/controlplane>etcd/tcp/6443', 'kubernetes/cluster/worker>etcd/tcp/6443'],
  },
  {
    title: 'a range that is stated from its upper end',
    claims: [{ source: ['worker'], destination: ['etcd nodes'], ports: [9000, 8000] }],
    expected: ['kubernetes/cluster/worker>etcd/tcp/8000-9000'],
  },
  {
    title: 'an end that nobody names',
    claims: [{ destination: ['etcd nodes'] }],
    expected: ['kubernetes/cluster/unknown>etcd/tcp/6443'],
  },
  {
    title: 'an end that nobody knows',
    claims: [{ source: ['little green men'], destination: ['etcd nodes'] }],
    expected: ['kubernetes/cluster/unknown>etcd/tcp/6443'],
  },
  {
    title: 'known ends beside unknown ones',
    claims: [{ source: ['little green men', 'worker'], destination: [] }],
    expected: ['kubernetes/cluster/worker>unknown/tcp/6443'],
  },
  {
    title: 'local traffic, the other end left out',
    claims: [{ source: ['each node'], local: true }],
    expected: ['kubernetes/cluster/cluster-nodes>self/tcp/6443'],
  },
  {
    title: 'local traffic of several nodes',
    claims: [{ source: ['etcd', 'worker'], destination: ['worker', 'etcd'], local: true }],
    expected: ['kubernetes/cluster/etcd>self/tcp/6443', 'kubernetes/cluster/worker>self/tcp/6443'],
  },
  {
    title: 'both sides of one rule as one flow',
    claims: [
      { id: 'pages:1:1', source: ['etcd nodes'], destination: ['Master Node'], direction: 'inbound' },
      { id: 'pages:2:1', source: ['etcd'], destination: ['master nodes'], direction: 'outbound' },
    ],
    expected: ['kubernetes/cluster/etcd>controlplane/tcp/6443'],
  },
  { title: 'nothing', claims: [], expected: [] },
]

for (const { title, claims, expected } of expansions) {
  test(`flows of ${title}`, () => assert.equal(idsOf(claims), expected))
}

test('claims without flow are listed with the reason', () => {
  const strict = source({ id: 'strict', deployments: [{ id: 'k3s', title: 'K3s', match: ['K3s'] }] })
  const { unresolved, unknownLabels } = reconcile([
    input([{ id: 'strict:1:1', source: ['etcd'] }], { source: strict }),
    input([
      { id: 'pages:10:1', source: ['little green men'], destination: ['big red women'] },
      { id: 'pages:2:1' },
      { id: 'pages:3:1', source: ['little green men'], destination: ['etcd'] },
    ]),
  ])
  assert.equal(unresolved, [
    { claim: 'pages:2:1', reason: 'no-endpoints' },
    { claim: 'pages:10:1', reason: 'unknown-labels' },
    { claim: 'strict:1:1', reason: 'no-deployment' },
  ])
  assert.equal(unknownLabels, [
    { label: 'big red women', claims: ['pages:10:1'] },
    { label: 'little green men', claims: ['pages:3:1', 'pages:10:1'] },
  ])
  for (const { reason } of unresolved) assert.ok(reasons[reason])
})

test('a label that a correction replaces is not missed', () => {
  const mend = correction({ where: { source: ['etc Node'] }, set: { source: ['etcd Node'] } })
  const { flows, unknownLabels, corrected } = reconcile([
    input([{ source: ['etc Node'], destination: ['worker'] }], { corrections: [mend] }),
  ])
  assert.equal(unknownLabels, [])
  assert.equal(corrected, [{ source: 'pages', correction: 'mend', claims: ['pages:1:1'] }])
  assert.equal(flows[0]?.stated, { from: { kind: 'unknown', id: 'unknown' } })
})

test('a corrected flow knows both values', () => {
  const mend = correction({
    where: { ports: { first: 379, last: 379 } },
    set: { ports: { first: 2379, last: 2379 } },
  })
  const claims = [
    { ports: 379, source: ['etcd'], destination: ['etcd'], description: 'etcd client requests' },
  ]
  const [flow] = reconcile([input(claims, { corrections: [mend] })]).flows
  assert.is(flow?.id, 'kubernetes/cluster/etcd>etcd/tcp/2379')
  assert.is(flow?.service, 'etcd-client')
  assert.is(flow?.status, 'corrected')
  assert.equal(flow?.stated, { ports: { first: 379, last: 379 } })
  assert.equal(flow?.corrections, ['mend'])
})

test('swapped ends are stated pair by pair', () => {
  const ends = { source: ['10.0.0.1', '10.0.0.2'], destination: ['worker'] }
  const mend = correction({ where: ends, set: { source: ends.destination, destination: ends.source } })
  const { flows } = reconcile([input([ends], { corrections: [mend] })])
  const worker = { kind: 'role', id: 'worker' }
  assert.equal(
    flows.map(({ from, to, stated }) => ({ from, to, stated })),
    ['10.0.0.1', '10.0.0.2'].map(id => ({
      from: worker,
      to: { kind: 'host', id },
      stated: { from: { kind: 'host', id }, to: worker },
    })),
  )
})

test('a correction that no flow shows leaves the flow stated', () => {
  const mend = correction({ where: { kind: 'row' }, set: { direction: 'inbound' } })
  const [flow] = reconcile([input([{ source: ['etcd'] }], { corrections: [mend] })]).flows
  assert.equal([flow?.status, flow?.stated, flow?.corrections], ['stated', null, ['mend']])
})

test('corrections that do not fit are reported all at once', () => {
  const mend = correction({ where: { kind: 'cell' }, set: { ports: null } })
  const inputs = ['b', 'a'].map(id => input([{}], { source: source({ id }), corrections: [mend] }))
  try {
    reconcile(inputs)
    assert.unreachable()
  } catch (error) {
    assert.instance(error, CorrectionError)
    const files = (error as CorrectionError).problems.map(({ file }) => file)
    assert.equal(files, ['sources/a/corrections.yaml', 'sources/b/corrections.yaml'])
  }
})

const labels = ['etcd', 'worker nodes', 'Master & Worker Nodes', '10.0.0.0/8', 'any', 'little green men']
const anyClaims = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 99 }).map(line => `pages:${line}:1`),
    protocol: fc.constantFrom('tcp', null),
    ports: fc.constantFrom(22, null),
    portText: fc.constantFrom('ALL', null),
    source: fc.subarray(labels),
    destination: fc.subarray(labels),
    local: fc.boolean(),
    conditions: fc.subarray(['Canal only', 'by day']),
    description: fc.constantFrom('SSH', null),
  }),
  { selector: ({ id }) => id },
)

test('every claim backs a flow or is listed, and every flow is valid', () => {
  fc.assert(
    fc.property(anyClaims, claims => {
      const { flows, unresolved } = reconcile([input(claims)])
      const listed = [
        ...new Set([...flows.flatMap(flow => flow.claims), ...unresolved.map(one => one.claim)]),
      ]
      assert.equal(listed.sort(), claims.map(({ id }) => id).sort())
      for (const flow of flows) validate('flow', flow, flow.id)
    }),
    runs(100),
  )
})

test('the order of sources and claims does not matter', () => {
  const orders = anyClaims.chain(claims =>
    fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
  )
  const other = input([{ id: 'other:1:1', source: ['etcd'], destination: ['worker'] }], {
    source: source({ id: 'other' }),
  })
  fc.assert(
    fc.property(orders, ([claims, shuffled]) => {
      assert.equal(reconcile([other, input(shuffled)]), reconcile([input(claims), other]))
    }),
    runs(100),
  )
})

test.run()
