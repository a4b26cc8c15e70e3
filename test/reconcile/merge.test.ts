import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { flowId } from '../../reconcile/ids.ts'
import { merge } from '../../reconcile/merge.ts'
import type { Flow } from '../../schema/types.ts'
import { runs } from '../runs.ts'
import { flow } from './build.ts'

/** A flow with the id that its values give. */
function made(values: Partial<Flow>): Flow {
  const one = flow(values)
  return { ...one, id: flowId(one) }
}

const cases: { title: string; flows: Partial<Flow>[]; expected: Partial<Flow>[] }[] = [
  { title: 'nothing', flows: [], expected: [] },
  {
    title: 'claims together, in reading order',
    flows: [{ claims: ['a:19:1'] }, { claims: ['a:8:2'] }, { claims: ['a:8:1'] }],
    expected: [{ claims: ['a:8:1', 'a:8:2', 'a:19:1'] }],
  },
  {
    title: 'different ports apart',
    flows: [{ ports: { first: 9, last: 9 } }, { ports: { first: 10, last: 10 } }],
    expected: [{ ports: { first: 10, last: 10 } }, { ports: { first: 9, last: 9 } }],
  },
  {
    title: 'local and remote traffic apart',
    flows: [
      { to: { kind: 'role', id: 'etcd' }, local: true },
      { to: { kind: 'role', id: 'etcd' }, local: false },
    ],
    expected: [
      { to: { kind: 'role', id: 'etcd' }, local: false },
      { to: { kind: 'role', id: 'etcd' }, local: true },
    ],
  },
  {
    title: 'the first service that is known',
    flows: [
      { claims: ['a:3:1'], service: 'late' },
      { claims: ['a:2:1'], service: 'early' },
      { claims: ['a:1:1'], service: null },
    ],
    expected: [{ claims: ['a:1:1', 'a:2:1', 'a:3:1'], service: 'early' }],
  },
  {
    title: 'conditions together while all have some',
    flows: [
      { claims: ['a:1:1'], conditions: ['by day'], required: false },
      { claims: ['a:2:1'], conditions: ['at night'], required: false },
    ],
    expected: [{ claims: ['a:1:1', 'a:2:1'], conditions: ['at night', 'by day'], required: false }],
  },
  {
    title: 'no conditions once a claim has none',
    flows: [
      { claims: ['a:1:1'], conditions: ['by day'], required: false },
      { claims: ['a:2:1'], required: true },
    ],
    expected: [{ claims: ['a:1:1', 'a:2:1'], conditions: [], required: true }],
  },
  {
    title: 'a corrected claim and a right one',
    flows: [
      { claims: ['a:1:1'] },
      { claims: ['a:2:1'], status: 'corrected', stated: { protocol: 'udp' }, corrections: ['mend'] },
      { claims: ['a:3:1'], status: 'corrected', stated: { protocol: null }, corrections: ['amend'] },
    ],
    expected: [
      {
        claims: ['a:1:1', 'a:2:1', 'a:3:1'],
        status: 'corrected',
        stated: { protocol: 'udp' },
        corrections: ['amend', 'mend'],
      },
    ],
  },
  {
    title: 'a mention without protocol',
    flows: [{ claims: ['a:1:1'], protocol: null, service: 'odd' }, { claims: ['a:2:1'] }],
    expected: [{ claims: ['a:1:1', 'a:2:1'], service: 'odd' }],
  },
  {
    title: 'a mention without protocol and condition',
    flows: [
      { claims: ['a:1:1'], protocol: null },
      { claims: ['a:2:1'], when: { cni: 'canal' }, required: false },
    ],
    expected: [{ claims: ['a:1:1', 'a:2:1'], when: { cni: 'canal' }, required: false }],
  },
  {
    title: 'a mention with another condition apart',
    flows: [
      { claims: ['a:1:1'], protocol: null, when: { cni: 'flannel' }, required: false },
      { claims: ['a:2:1'], when: { cni: 'canal' }, required: false },
    ],
    expected: [
      { claims: ['a:2:1'], when: { cni: 'canal' }, required: false },
      { claims: ['a:1:1'], protocol: null, when: { cni: 'flannel' }, required: false },
    ],
  },
  {
    title: 'a mention that may mean two flows apart',
    flows: [{ claims: ['a:1:1'], protocol: null }, { protocol: 'tcp' }, { protocol: 'udp' }],
    expected: [{ protocol: 'tcp' }, { protocol: 'udp' }, { claims: ['a:1:1'], protocol: null }],
  },
]

for (const { title, flows, expected } of cases) {
  test(`merges ${title}`, () => assert.equal(merge(flows.map(made)), expected.map(made)))
}

/** Flows that often meet. */
const anyFlow = fc
  .record({
    claims: fc.integer({ min: 1, max: 30 }).map(line => [`a:${line}:1`]),
    protocol: fc.constantFrom('tcp', 'udp', null),
    local: fc.boolean(),
    service: fc.constantFrom('kubelet', 'ssh', null),
    when: fc.constantFrom({}, { cni: 'canal' }),
    conditions: fc.constantFrom<string[][]>([], ['by day'], ['at night']),
    stated: fc.constantFrom(null, { protocol: 'sctp' }),
  })
  .map(values =>
    made({
      ...values,
      required: Object.keys(values.when).length + values.conditions.length === 0,
      status: values.stated ? 'corrected' : 'stated',
      corrections: values.stated ? ['mend'] : [],
    }),
  )

const manyFlows = fc.array(anyFlow)

test('ids are unique and sorted', () => {
  fc.assert(
    fc.property(manyFlows, flows => {
      const ids = merge(flows).map(({ id }) => id)
      assert.equal(ids, [...new Set(ids)].sort())
    }),
    runs(100),
  )
})

test('merging once is enough', () => {
  fc.assert(fc.property(manyFlows, flows => assert.equal(merge(merge(flows)), merge(flows))))
})

test('the order does not matter', () => {
  const twoOrders = manyFlows.chain(flows =>
    fc.tuple(fc.constant(flows), fc.shuffledSubarray(flows, { minLength: flows.length })),
  )
  fc.assert(fc.property(twoOrders, ([flows, other]) => assert.equal(merge(other), merge(flows))))
})

test('no claim is lost, and ids stay what the values give', () => {
  fc.assert(
    fc.property(manyFlows, flows => {
      const merged = merge(flows)
      const claims = (all: Flow[]) => [...new Set(all.flatMap(one => one.claims))].sort()
      assert.equal(claims(merged), claims(flows))
      for (const one of merged) assert.is(one.id, flowId(one))
    }),
    runs(100),
  )
})

test.run()
