import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type ChangeClass, type DatasetState, diff, taxonomy } from '../../diff/index.ts'
import type { Flow } from '../../schema/types.ts'
import { flow as anyFlow } from '../reconcile/build.ts'
import { brief, page, row, stateOf } from './helpers.ts'

/** What is reported from the first state to the second, and back. */
interface Example<State> {
  title: string
  states: [State, State]
  there: string[]
  back: string[]
}

const lamps = row('7000', { from: 'etcd nodes', to: 'worker nodes', for: 'Lamps' })
const cargo = row('9000', { protocol: 'UDP', from: 'quay nodes', to: 'crane nodes', for: 'Cargo' })
const piers = (...rows: string[]) => page({ Piers: rows })
const local = 'worker node itself (local traffic, not across nodes)'
const inWorker = (to: string) => row('7000', { from: 'worker nodes', to, for: 'Lamps' })
const grouped = (from: string) => page({ 'K3s ports': [row('7000', { from, to: 'servers' })] })
const headed = (node: string) =>
  `## ${node} nodes - inbound\n\n|Protocol|Port|Source|\n|---|---|---|\n|TCP|7000|quay nodes|\n|UDP|9000|quay nodes|\n`
const columns = (names: string) =>
  `## Piers\n\n|Protocol|Port|${names}|\n|---|---|---|---|\n|TCP|7000|etcd|worker|\n|UDP|9000|etcd|worker|\n`
const what = 'tcp 7000 from etcd to worker'
const both = 'tcp 7000 from quay nodes to'

const pages: Example<string>[] = [
  {
    title: 'a row more or less',
    states: [piers(lamps), piers(lamps, cargo)],
    there: ['open added: udp 9000 from quay nodes to crane nodes is newly stated'],
    back: ['close removed: udp 9000 from quay nodes to crane nodes is no longer stated'],
  },
  {
    title: 'a row with two protocols and two ports is one change',
    states: [
      piers(lamps),
      piers(
        lamps,
        row('53, 853', { protocol: 'TCP/UDP', from: 'quay nodes', to: 'crane nodes', for: 'Names' }),
      ),
    ],
    there: ['open added: tcp, udp 53, 853 from quay nodes to crane nodes is newly stated'],
    back: ['close removed: tcp, udp 53, 853 from quay nodes to crane nodes is no longer stated'],
  },
  {
    title: 'the same row under another heading is another fact',
    states: [piers(lamps), page({ Piers: [lamps], Quays: [lamps] })],
    there: [`open added: ${what} is newly stated`],
    back: [`close removed: ${what} is no longer stated`],
  },
  {
    title: 'a row twice in a table',
    states: [piers(lamps, cargo), piers(lamps, cargo, lamps)],
    there: [`none repeated: ${what} is said once more`],
    back: [`none unrepeated: ${what} is said once less, and is still stated`],
  },
  {
    title: 'a row again in a sentence, which leaves the protocol open',
    states: [
      piers(lamps),
      `${piers(lamps)}\nThe etcd nodes must be able to reach the worker nodes on port 7000.\n`,
    ],
    there: ['none repeated: 7000 from etcd to worker is said once more'],
    back: ['none unrepeated: 7000 from etcd to worker is said once less, and is still stated'],
  },
  {
    title: 'part of a range, of a group and of an address range',
    states: [
      piers(row('7000-7009', { from: '10.0.0.0/8', to: 'all K3s nodes', for: 'Lamps' })),
      piers(
        row('7000-7009', { from: '10.0.0.0/8', to: 'all K3s nodes', for: 'Lamps' }),
        row('7003', { from: '10.1.2.3', to: 'K3s agent nodes', for: 'Cargo' }),
      ),
    ],
    there: ['none repeated: tcp 7003 from 10.1.2.3 to k3s-agent is said once more'],
    back: ['none unrepeated: tcp 7003 from 10.1.2.3 to k3s-agent is said once less, and is still stated'],
  },
  {
    title: 'two sources in one row, or in two',
    states: [
      piers(lamps.replace('etcd nodes', 'etcd nodes, worker nodes')),
      piers(lamps, inWorker('worker nodes')),
    ],
    there: [
      `none regrouped: tcp 7000 from etcd, worker to worker is now said as ${what}; all of it is stated before and after`,
      'none repeated: tcp 7000 from worker to worker is said once more',
    ],
    back: [
      `none regrouped: ${what} is now said as tcp 7000 from etcd, worker to worker; all of it is stated before and after`,
      'none unrepeated: tcp 7000 from worker to worker is said once less, and is still stated',
    ],
  },
  {
    title: 'a range in one row, or in two',
    states: [
      piers(lamps.replace('7000', '7000-7001')),
      piers(lamps, row('7001', { from: 'etcd nodes', to: 'worker nodes', for: 'Lamps' })),
    ],
    there: [
      `none regrouped: tcp 7000-7001 from etcd to worker is now said as ${what}; all of it is stated before and after`,
      'none repeated: tcp 7001 from etcd to worker is said once more',
    ],
    back: [
      `none regrouped: ${what} is now said as tcp 7000-7001 from etcd to worker; all of it is stated before and after`,
      'none unrepeated: tcp 7001 from etcd to worker is said once less, and is still stated',
    ],
  },
  {
    title: 'a digit that was missing, in another order of rows',
    states: [piers(lamps.replace('7000', '700'), cargo), piers(cargo, lamps)],
    there: [`open port-changed: port 700 is now 7000: ${what}`],
    back: ['open port-changed: port 7000 is now 700: tcp 700 from etcd to worker'],
  },
  {
    title: 'both protocols of a row',
    states: ['53', '54'].map(port => piers(row(port, { protocol: 'TCP/UDP' }))) as [string, string],
    there: ['open port-changed: port 53 is now 54: tcp, udp 54 from quays to cranes'],
    back: ['open port-changed: port 54 is now 53: tcp, udp 53 from quays to cranes'],
  },
  {
    title: 'K3s agents, or all nodes where the page is about K3s',
    states: [grouped('agents'), grouped('all nodes')],
    there: ['open source-widened: source k3s-agent is now k3s-nodes: tcp 7000 from k3s-nodes to k3s-server'],
    back: ['close source-narrowed: source k3s-nodes is now k3s-agent: tcp 7000 from k3s-agent to k3s-server'],
  },
  {
    title: 'the heading of two rows names another end: one change',
    states: [headed('etcd'), headed('worker')],
    there: [
      `open destination-changed: destination etcd is now worker: ${both} worker; udp 9000 from quay nodes to worker`,
      'none moved: moved here from under “etcd nodes - inbound”: 2 statements',
    ],
    back: [
      `open destination-changed: destination worker is now etcd: ${both} etcd; udp 9000 from quay nodes to etcd`,
      'none moved: moved here from under “worker nodes - inbound”: 2 statements',
    ],
  },
  {
    title: 'swapped ends of a row',
    states: [piers(lamps), piers(row('7000', { from: 'worker nodes', to: 'etcd nodes', for: 'Lamps' }))],
    there: ['open reversed: the ends have changed places: tcp 7000 from worker to etcd'],
    back: [`open reversed: the ends have changed places: ${what}`],
  },
  {
    title: 'a misnamed column: one change for its table',
    states: [columns('Source|Destination'), columns('Destination|Source')],
    there: [
      'open reversed: the ends have changed places: tcp 7000 from worker to etcd; udp 9000 from worker to etcd',
    ],
    back: [`open reversed: the ends have changed places: ${what}; udp 9000 from etcd to worker`],
  },
  {
    title: 'a rule for the other end',
    states: [page({ 'Inbound rules': [lamps] }), page({ 'Outbound rules': [lamps] })],
    there: [
      `review direction-changed: stated as inbound before, now as outbound: ${what}`,
      'none moved: moved here from under “Inbound rules”: 1 statement',
    ],
    back: [
      `review direction-changed: stated as outbound before, now as inbound: ${what}`,
      'none moved: moved here from under “Outbound rules”: 1 statement',
    ],
  },
  {
    title: 'traffic within a node',
    states: [piers(inWorker('worker nodes')), piers(inWorker(local))],
    there: ['review local-gained: said to stay on one node now: tcp 7000 within worker'],
    back: ['review local-lost: said to go between nodes now: tcp 7000 from worker to worker'],
  },
  {
    title: 'joined rows: one change',
    states: [piers(lamps, cargo), piers(`${lamps}${cargo.slice(1)}`)],
    there: [
      `none repair-came: read by a repair (joined-rows): ${what}; udp 9000 from quay nodes to crane nodes`,
    ],
    back: [
      `none repair-went: needs no repair any more (joined-rows): ${what}; udp 9000 from quay nodes to crane nodes`,
    ],
  },
  {
    title: 'under another heading',
    states: [
      page({ Piers: [lamps, cargo], Quays: [row('1000')] }),
      page({ Piers: [cargo], Quays: [lamps, row('1000')] }),
    ],
    there: ['none moved: moved here from under “Piers”: 1 statement'],
    back: ['none moved: moved here from under “Quays”: 1 statement'],
  },
  {
    title: 'a table split in two: the smaller part has moved',
    states: [
      piers(lamps, cargo, row('1000')),
      `${piers(lamps, cargo)}\nAnd at night:\n\n${piers(row('1000')).replace(/^.*\n\n/, '')}`,
    ],
    there: ['none moved: moved to another table: 1 statement'],
    back: ['none moved: moved to another table: 1 statement'],
  },
]

for (const { title, states, there, back } of pages)
  test(title, async () => {
    const [before, after] = await Promise.all(states.map(text => stateOf(text)))
    assert.equal(brief(diff(before!, after!)), there)
    assert.equal(brief(diff(after!, before!)), back)
  })

const condition = (text: string) => lamps.replace('Lamps', `Lamps (${text})`)
const named = (name: string) => lamps.replace('etcd nodes', name)
const target = (name: string) => lamps.replace('worker nodes', name)

/** A row beside another one that stays, before and after: what is reported there and back. */
const edits: [before: string, after: string, there: string, back: string][] = [
  [
    lamps,
    lamps.replace('7000', '7000-7009'),
    'open port-widened: port 7000 is now 7000-7009: tcp 7000-7009 from etcd to worker',
    `close port-narrowed: port 7000-7009 is now 7000: ${what}`,
  ],
  [
    lamps.replace('7000', 'Provider dependent'),
    lamps,
    `review port-named: port Provider dependent is now 7000: ${what}`,
    'review port-unnamed: port 7000 is now Provider dependent: tcp Provider dependent from etcd to worker',
  ],
  [
    lamps,
    lamps.replace('TCP', 'UDP'),
    'open protocol-changed: protocol tcp is now udp: udp 7000 from etcd to worker',
    `open protocol-changed: protocol udp is now tcp: ${what}`,
  ],
  [
    lamps,
    lamps.replace('TCP', 'All'),
    'open protocol-widened: protocol tcp is now any protocol: any protocol 7000 from etcd to worker',
    `close protocol-narrowed: protocol any protocol is now tcp: ${what}`,
  ],
  [
    lamps.replace('TCP', ''),
    lamps,
    `review protocol-named: protocol unnamed is now tcp: ${what}`,
    'review protocol-unnamed: protocol tcp is now unnamed: 7000 from etcd to worker',
  ],
  [
    lamps,
    named('controlplane nodes'),
    'open source-changed: source etcd is now controlplane: tcp 7000 from controlplane to worker',
    `open source-changed: source controlplane is now etcd: ${what}`,
  ],
  [
    named('10.1.0.0/16'),
    named('10.0.0.0/8'),
    'open source-widened: source 10.1.0.0/16 is now 10.0.0.0/8: tcp 7000 from 10.0.0.0/8 to worker',
    'close source-narrowed: source 10.0.0.0/8 is now 10.1.0.0/16: tcp 7000 from 10.1.0.0/16 to worker',
  ],
  [
    lamps,
    named('0.0.0.0/0'),
    'open source-widened: source etcd is now anyone: tcp 7000 from anyone to worker',
    `close source-narrowed: source anyone is now etcd: ${what}`,
  ],
  [
    named(''),
    lamps,
    `review source-named: source unnamed is now etcd: ${what}`,
    'review source-unnamed: source etcd is now unnamed: tcp 7000 to worker',
  ],
  [
    lamps,
    target('worker nodes, crane nodes'),
    'open destination-widened: destination worker is now worker, crane nodes: tcp 7000 from etcd to worker, crane nodes',
    `close destination-narrowed: destination worker, crane nodes is now worker: ${what}`,
  ],
  [
    target(''),
    lamps,
    `review destination-named: destination unnamed is now worker: ${what}`,
    'review destination-unnamed: destination worker is now unnamed: tcp 7000 from etcd',
  ],
  [
    lamps,
    condition('only if Cilium is used'),
    `review condition-added: needed always before, now under “cni=cilium”: ${what} (cni=cilium)`,
    `review condition-removed: needed under “cni=cilium” before, now always: ${what}`,
  ],
  [
    condition('only needed at night'),
    condition('only if Calico is used'),
    `review condition-changed: needed under “only needed at night” before, now under “cni=calico”: ${what} (cni=calico)`,
    `review condition-changed: needed under “cni=calico” before, now under “only needed at night”: ${what} (only needed at night)`,
  ],
  [
    lamps,
    lamps.replace('Lamps', 'Lamp signals'),
    `none reworded: “Lamps” is now “Lamp signals”: ${what}`,
    `none reworded: “Lamp signals” is now “Lamps”: ${what}`,
  ],
  [
    lamps,
    lamps.replace('Lamps', 'Lamps (removed in 2.0)'),
    `review purpose-changed: “Lamps” is now “Lamps (removed in 2.0)”: ${what}`,
    `review purpose-changed: “Lamps (removed in 2.0)” is now “Lamps”: ${what}`,
  ],
  [
    named('Master nodes'),
    named('Control plane'),
    'none reworded: “Master nodes” is now “Control plane”: tcp 7000 from controlplane to worker',
    'none reworded: “Control plane” is now “Master nodes”: tcp 7000 from controlplane to worker',
  ],
]

for (const [before, after, there, back] of edits)
  test(`a row: ${there}`, async () => {
    const [old, now] = [await stateOf(piers(before, cargo)), await stateOf(piers(after, cargo))]
    assert.equal(brief(diff(old, now)), [there])
    assert.equal(brief(diff(now, old)), [back])
  })

const flow = anyFlow({
  product: 'ferry',
  archived: true,
  versions: [{ first: '1.0', last: '1.0' }],
  deployment: 'pier',
  ports: { first: 7000, last: 7000 },
  claims: [],
})
const dataset = (values: Partial<Flow>): DatasetState => ({
  kind: 'dataset',
  name: 'dataset',
  flows: [{ ...flow, ...values }],
  claims: [],
  findings: null,
})
const corrected: Partial<Flow> = { status: 'corrected', corrections: ['lamp-port'] }
const disputed: Partial<Flow> = { status: 'disputed', findings: ['port-slip:a:1:1'] }
const renamed = 'review deployment-renamed: ferry-1.0/pier is now called'
const flows: [before: Partial<Flow>, after: Partial<Flow>, there: string, back: string][] = [
  [
    {},
    { versions: [{ first: '2.0', last: '2.0' }] },
    `${renamed} ferry-2.0/pier: 1 statement`,
    'review deployment-renamed: ferry-2.0/pier is now called ferry-1.0/pier: 1 statement',
  ],
  [
    {},
    { deployment: 'jetty' },
    `${renamed} ferry-1.0/jetty: 1 statement`,
    'review deployment-renamed: ferry-1.0/jetty is now called ferry-1.0/pier: 1 statement',
  ],
  [
    {},
    corrected,
    `none status-corrected: stated before, now corrected: ${what}`,
    `none status-stated: corrected before, now stated: ${what}`,
  ],
  [
    corrected,
    disputed,
    `review status-disputed: corrected before, now disputed: ${what}`,
    `review status-settled: disputed before, now corrected: ${what}`,
  ],
  [
    { from: { kind: 'role', id: 'k3s-agent' } },
    { from: { kind: 'group', id: 'k3s-nodes' } },
    'open source-widened: source k3s-agent is now k3s-nodes: tcp 7000 from k3s-nodes to worker',
    'close source-narrowed: source k3s-nodes is now k3s-agent: tcp 7000 from k3s-agent to worker',
  ],
  [
    { to: { kind: 'unknown', id: 'unknown' } },
    {},
    `review destination-named: destination unnamed is now worker: ${what}`,
    'review destination-unnamed: destination worker is now unnamed: tcp 7000 from etcd',
  ],
]

for (const [before, after, there, back] of flows)
  test(`a flow: ${there}`, () => {
    const [old, now] = [dataset(before), dataset(after)]
    assert.equal(brief(diff(old, now)), [there])
    assert.equal(brief(diff(now, old)), [back])
  })

test('every class is shown by an example', () => {
  const lines = [...pages.flatMap(one => [...one.there, ...one.back]), ...[...edits, ...flows].flat()]
  const shown = new Set(lines.map(line => /^\w+ ([\w-]+):/.exec(`${line}`)?.[1] as ChangeClass))
  assert.equal(
    [...taxonomy.keys()].filter(id => !shown.has(id)),
    [],
  )
})

test.run()
