import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Filter, query } from '../../dataset/api/query.ts'
import type { Flow } from '../../schema/types.ts'
import { flow } from '../reconcile/build.ts'

// Keepers tend lamps; two kinds of keepers make a crew, and crews with pilots all hands.
const roles = [
  { id: 'keeper', members: [] },
  { id: 'lamp', members: [] },
  { id: 'pilot', members: [] },
  { id: 'crew', members: ['keeper', 'lamp'] },
  { id: 'all-hands', members: ['crew', 'pilot'] },
]

function end(id: string): Flow['from'] {
  if (id === 'any') return { kind: 'any', id }
  return { kind: roles.some(role => role.id === id && role.members.length > 0) ? 'group' : 'role', id }
}

/** A flow named by its ends and what else is given. */
function from(name: string, values: Partial<Flow> = {}): Flow {
  const [first = '', second = ''] = name.split('>')
  return flow({ id: name, from: end(first), to: end(second), ...values })
}

const flows = [
  from('keeper>lamp', {
    product: 'ferry',
    versions: [{ first: '1.2', last: '1.10' }],
    deployment: 'pier',
    service: 'light',
  }),
  from('lamp>keeper', { protocol: 'udp', ports: { first: 7000, last: 7010 }, when: { cni: 'calico' } }),
  from('crew>crew', { when: { cni: ['calico', 'canal'], os: 'linux' }, required: false, status: 'disputed' }),
  from('pilot>all-hands', { ports: null, portText: 'ALL', protocol: 'all', status: 'corrected' }),
  from('any>pilot', { protocol: null, ports: { first: 7010, last: 7010 }, conditions: ['Only in Fog'] }),
  from('keeper>keeper', { local: true }),
]

const cases: { title: string; filter: Filter; expected: string[] }[] = [
  { title: 'nothing: all', filter: {}, expected: flows.map(({ id }) => id) },
  {
    title: 'what is undefined is left out',
    filter: { from: undefined, status: 'corrected' },
    expected: ['pilot>all-hands'],
  },
  { title: 'product', filter: { product: 'ferry' }, expected: ['keeper>lamp'] },
  { title: 'version', filter: { version: '1.9' }, expected: ['keeper>lamp'] },
  { title: 'a later version', filter: { version: '1.11' }, expected: [] },
  { title: 'no version, among products', filter: { version: null, product: ['ferry'] }, expected: [] },
  { title: 'deployment', filter: { deployment: ['pier', 'quay'] }, expected: ['keeper>lamp'] },
  { title: 'service', filter: { service: 'light' }, expected: ['keeper>lamp'] },
  {
    title: 'status, one of two',
    filter: { status: ['corrected', 'disputed'] },
    expected: ['crew>crew', 'pilot>all-hands'],
  },
  { title: 'needed under conditions only', filter: { required: false }, expected: ['crew>crew'] },
  { title: 'stays on the node', filter: { local: true }, expected: ['keeper>keeper'] },
  { title: 'from a role: its groups too', filter: { from: 'lamp' }, expected: ['lamp>keeper', 'crew>crew'] },
  {
    title: 'to a role: through groups within groups',
    filter: { to: 'keeper', local: false },
    expected: ['lamp>keeper', 'crew>crew', 'pilot>all-hands'],
  },
  {
    title: 'from a group: its members too',
    filter: { from: 'crew', to: 'lamp' },
    expected: ['keeper>lamp', 'crew>crew'],
  },
  {
    title: 'from any of several',
    filter: { from: ['pilot', 'any'] },
    expected: ['pilot>all-hands', 'any>pilot'],
  },
  { title: 'anybody is not everybody', filter: { from: 'pilot' }, expected: ['pilot>all-hands'] },
  { title: 'either end', filter: { node: 'pilot' }, expected: ['pilot>all-hands', 'any>pilot'] },
  {
    title: 'inbound',
    filter: { node: 'pilot', direction: 'inbound' },
    expected: ['pilot>all-hands', 'any>pilot'],
  },
  { title: 'outbound', filter: { node: 'pilot', direction: 'outbound' }, expected: ['pilot>all-hands'] },
  { title: 'a role that nobody has', filter: { from: 'mate' }, expected: [] },
  { title: 'a port within a range', filter: { port: 7005 }, expected: ['lamp>keeper'] },
  { title: 'the first port of a range', filter: { port: 7000 }, expected: ['lamp>keeper'] },
  {
    title: 'the last port, and the same alone',
    filter: { port: 7010 },
    expected: ['lamp>keeper', 'any>pilot'],
  },
  { title: 'a port beyond', filter: { port: 7011 }, expected: [] },
  {
    title: 'a range finds what it overlaps',
    filter: { port: { first: 7009, last: 8000 } },
    expected: ['lamp>keeper', 'any>pilot'],
  },
  {
    title: 'one of several ports',
    filter: { port: [6443, 6999], to: 'lamp' },
    expected: ['keeper>lamp', 'crew>crew'],
  },
  {
    title: 'a protocol, and what is open for all',
    filter: { protocol: 'udp' },
    expected: ['lamp>keeper', 'pilot>all-hands'],
  },
  { title: 'no protocol named', filter: { protocol: null, node: 'any' }, expected: ['any>pilot'] },
  {
    title: 'with Canal: not what needs Calico',
    filter: { when: { cni: 'canal' }, node: 'crew', local: false },
    expected: ['keeper>lamp', 'crew>crew', 'pilot>all-hands'],
  },
  {
    title: 'one of two networks',
    filter: { when: { cni: ['canal', 'calico'] }, from: 'lamp' },
    expected: ['lamp>keeper', 'crew>crew'],
  },
  { title: 'two axes', filter: { when: { cni: 'canal', os: 'windows' }, from: 'lamp' }, expected: [] },
  { title: 'an axis on which there is nothing', filter: { when: { cni: null }, from: 'lamp' }, expected: [] },
  {
    title: 'an axis that is not given',
    filter: { when: { cni: undefined }, from: 'lamp' },
    expected: ['lamp>keeper', 'crew>crew'],
  },
  { title: 'a condition in words', filter: { condition: 'fog' }, expected: ['any>pilot'] },
  { title: 'a condition in normal form', filter: { condition: 'canal' }, expected: ['crew>crew'] },
]

for (const { title, filter, expected } of cases) {
  test(`query: ${title}`, () => {
    assert.equal(
      query(flows, filter, roles).map(({ id }) => id),
      expected,
    )
  })
}

test('query: the very flows, in the order given', () => {
  const reversed = flows.toReversed()
  const found = query(reversed, { from: 'lamp' }, roles)
  assert.is(found[0], flows[2])
  assert.is(found[1], flows[1])
})

test('query: a group that holds itself does no harm', () => {
  const odd = [{ id: 'crew', members: ['crew', 'keeper'] }]
  assert.is(query(flows, { from: 'crew', to: 'lamp' }, odd).length, 1)
})

const mistakes: { title: string; filter: Filter; says: RegExp }[] = [
  { title: 'a direction without a node', filter: { direction: 'inbound' }, says: /seen from a node/ },
  {
    title: 'a part that is not known',
    filter: JSON.parse('{"form":"lamp"}'),
    says: /no "form"; it may have .*from/,
  },
  { title: 'a part of every object', filter: JSON.parse('{"constructor":"lamp"}'), says: /no "constructor"/ },
]
for (const { title, filter, says } of mistakes) {
  test(`query refuses: ${title}`, () => {
    assert.throws(
      () => query(flows, filter, roles),
      (error: unknown) => error instanceof TypeError && says.test(error.message),
    )
  })
}

test.run()
