import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { matrix } from '../../dataset/api/matrix.ts'
import { expand } from '../../dataset/api/nodes.ts'
import { portList, portsOf } from '../../dataset/api/ports.ts'
import type { Flow, Node } from '../../schema/types.ts'
import { flow } from '../reconcile/build.ts'

const roles = [
  { id: 'crew', members: ['lamp', 'keeper'] },
  { id: 'keeper', members: [] },
  { id: 'lamp', members: [] },
]
const keeper: Node = { kind: 'role', id: 'keeper' }
const lamp: Node = { kind: 'role', id: 'lamp' }
const crew: Node = { kind: 'group', id: 'crew' }

test('matrix: a row for each end that starts, a column for each that listens, sorted', () => {
  const flows = [
    flow({ id: 'a', from: lamp, to: keeper }),
    flow({ id: 'b', from: keeper, to: lamp }),
    flow({ id: 'c', from: lamp, to: keeper }),
  ]
  const { from, to, cells } = matrix(flows)
  assert.equal(
    [from, to],
    [
      [keeper, lamp],
      [keeper, lamp],
    ],
  )
  assert.equal(cells, [
    [[], [flows[1]]],
    [[flows[0], flows[2]], []],
  ])
})

test('matrix: groups stay, or stand with each of their roles', () => {
  const flows = [flow({ from: crew, to: lamp })]
  assert.equal(matrix(flows).from, [crew])
  const { from, cells } = matrix(flows, { expand: roles })
  assert.equal(from, [keeper, lamp])
  assert.equal(cells, [[flows], [flows]])
})

test('matrix: a host that is called like a role has a row of its own', () => {
  const host: Node = { kind: 'host', id: 'keeper' }
  const { from } = matrix([flow({ from: keeper }), flow({ from: host })])
  assert.equal(from, [host, keeper])
})

test('matrix: no flows', () => assert.equal(matrix([]), { from: [], to: [], cells: [] }))

const groups: { title: string; id: string; expected: string[] }[] = [
  { title: 'a group', id: 'crew', expected: ['keeper', 'lamp'] },
  { title: 'a role', id: 'lamp', expected: ['lamp'] },
  { title: 'an address', id: '10.0.0.0/8', expected: ['10.0.0.0/8'] },
]
for (const { title, id, expected } of groups) {
  test(`expand: ${title}`, () => assert.equal(expand(id, roles), expected))
}

const one = (first: number, last = first): Partial<Flow> => ({ ports: { first, last } })
const lists: { title: string; flows: Partial<Flow>[]; expected: string }[] = [
  { title: 'none', flows: [], expected: '' },
  { title: 'in order, each once', flows: [one(443), one(80), one(443)], expected: '80, 443 tcp' },
  {
    title: 'a range after the port that it begins with',
    flows: [one(80, 90), one(80)],
    expected: '80, 80-90 tcp',
  },
  { title: 'protocols', flows: [{ ...one(53), protocol: 'udp' }, one(53)], expected: '53 tcp; 53 udp' },
  { title: 'no protocol', flows: [{ ...one(53), protocol: null }], expected: '53' },
  { title: 'a condition', flows: [{ ...one(53), required: false }, one(54)], expected: '53*, 54 tcp' },
  {
    title: 'needed always by one of two',
    flows: [{ ...one(53), required: false }, one(53)],
    expected: '53 tcp',
  },
  { title: 'words go last', flows: [{ ports: null, portText: 'ALL' }, one(9)], expected: '9, ALL tcp' },
  { title: 'neither number nor words', flows: [{ ports: null }], expected: 'tcp' },
]
for (const { title, flows, expected } of lists) {
  test(`ports: ${title}`, () => assert.is(portList(flows.map(values => flow(values))), expected))
}

test('ports of a flow: one, a range, words, nothing', () => {
  const values = [one(1), one(1, 2), { ports: null, portText: 'ALL' }, { ports: null }]
  assert.equal(
    values.map(value => portsOf(flow(value))),
    ['1', '1-2', 'ALL', ''],
  )
})

test.run()
