import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type ChangeClass, type DatasetState, diff, taxonomy } from '../../diff/index.ts'
import type { Flow } from '../../schema/types.ts'
import { brief, stateOf } from './helpers.ts'

/** A page with a table under each heading; a row is protocol, port, source, destination, description. */
function page(sections: Record<string, string[]>): string {
  const table = (rows: string[]) =>
    ['| Protocol | Port | Source | Destination | Description |', '|---|---|---|---|---|', ...rows].join('\n')
  return Object.entries(sections)
    .map(([heading, rows]) => `## ${heading}\n\n${table(rows)}\n`)
    .join('\n')
}

const rows = (...lines: string[]) => page({ Piers: lines })
const base = '| TCP | 7000 | etcd nodes | worker nodes | Lamps |'
const other = '| UDP | 9000 | quay nodes | crane nodes | Cargo |'

/** Pages before and after, and what is told of them. */
interface Example {
  title?: string
  before: string
  after: string
  expected: string[]
}

const examples: Partial<Record<ChangeClass, Example[]>> = {
  added: [
    {
      before: rows(base),
      after: rows(base, other),
      expected: ['open added: udp 9000 from quay nodes to crane nodes is newly stated'],
    },
    {
      title: 'a row with two protocols and two ports is one change',
      before: rows(base),
      after: rows(base, '| TCP/UDP | 53, 853 | quay nodes | crane nodes | Names |'),
      expected: ['open added: tcp, udp 53, 853 from quay nodes to crane nodes is newly stated'],
    },
    {
      title: 'the same row under another heading is another fact',
      before: page({ Piers: [base] }),
      after: page({ Piers: [base], Quays: [base] }),
      expected: ['open added: tcp 7000 from etcd to worker is newly stated'],
    },
  ],
  removed: [
    {
      before: rows(base, other),
      after: rows(other),
      expected: ['close removed: tcp 7000 from etcd to worker is no longer stated'],
    },
  ],
  repeated: [
    {
      title: 'a row twice in a table',
      before: rows(base, other),
      after: rows(base, other, base),
      expected: ['none repeated: tcp 7000 from etcd to worker is said once more'],
    },
    {
      title: 'a row again in a sentence, which leaves the protocol open',
      before: rows(base),
      after: `${rows(base)}\nThe etcd nodes must be able to reach the worker nodes on port 7000.\n`,
      expected: ['none repeated: 7000 from etcd to worker is said once more'],
    },
    {
      title: 'part of a range, of a group and of an address range',
      before: rows('| TCP | 7000-7009 | 10.0.0.0/8 | all K3s nodes | Lamps |'),
      after: rows(
        '| TCP | 7000-7009 | 10.0.0.0/8 | all K3s nodes | Lamps |',
        '| TCP | 7003 | 10.1.2.3 | K3s agent nodes | Cargo |',
      ),
      expected: ['none repeated: tcp 7003 from 10.1.2.3 to k3s-agent is said once more'],
    },
  ],
  unrepeated: [
    {
      before: rows(base, other, base),
      after: rows(base, other),
      expected: ['none unrepeated: tcp 7000 from etcd to worker is said once less, and is still stated'],
    },
  ],
  regrouped: [
    {
      title: 'two sources in one row, then in two',
      before: rows('| TCP | 7000 | etcd nodes, worker nodes | worker nodes | Lamps |'),
      after: rows(base, '| TCP | 7000 | worker nodes | worker nodes | Lamps |'),
      expected: [
        'none regrouped: tcp 7000 from etcd, worker to worker is now said as tcp 7000 from etcd to worker; all of it is stated before and after',
        'none repeated: tcp 7000 from worker to worker is said once more',
      ],
    },
    {
      title: 'a range in one row, then in two',
      before: rows('| TCP | 7000-7001 | etcd nodes | worker nodes | Lamps |'),
      after: rows(base, '| TCP | 7001 | etcd nodes | worker nodes | Lamps |'),
      expected: [
        'none regrouped: tcp 7000-7001 from etcd to worker is now said as tcp 7000 from etcd to worker; all of it is stated before and after',
        'none repeated: tcp 7001 from etcd to worker is said once more',
      ],
    },
  ],
  'port-changed': [
    {
      title: 'a digit that was missing',
      before: rows(base.replace('7000', '700'), other),
      after: rows(other, base),
      expected: ['open port-changed: port 700 is now 7000: tcp 7000 from etcd to worker'],
    },
    {
      title: 'both protocols of a row',
      before: rows('| TCP/UDP | 53 | etcd nodes | worker nodes | Names |'),
      after: rows('| TCP/UDP | 54 | etcd nodes | worker nodes | Names |'),
      expected: ['open port-changed: port 53 is now 54: tcp, udp 54 from etcd to worker'],
    },
  ],
  'port-widened': [
    {
      before: rows(base),
      after: rows(base.replace('7000', '7000-7009')),
      expected: ['open port-widened: port 7000 is now 7000-7009: tcp 7000-7009 from etcd to worker'],
    },
  ],
  'port-narrowed': [
    {
      before: rows(base.replace('7000', '7000-7009')),
      after: rows(base.replace('7000', '7002-7009')),
      expected: ['close port-narrowed: port 7000-7009 is now 7002-7009: tcp 7002-7009 from etcd to worker'],
    },
  ],
  'port-named': [
    {
      before: rows(base.replace('7000', 'Provider dependent'), other),
      after: rows(base, other),
      expected: ['review port-named: port Provider dependent is now 7000: tcp 7000 from etcd to worker'],
    },
  ],
  'port-unnamed': [
    {
      before: rows(base, other),
      after: rows(base.replace('7000', 'Provider dependent'), other),
      expected: [
        'review port-unnamed: port 7000 is now Provider dependent: tcp Provider dependent from etcd to worker',
      ],
    },
  ],
  'protocol-changed': [
    {
      before: rows(base, other),
      after: rows(base.replace('TCP', 'UDP'), other),
      expected: ['open protocol-changed: protocol tcp is now udp: udp 7000 from etcd to worker'],
    },
  ],
  'protocol-widened': [
    {
      before: rows(base, other),
      after: rows(base.replace('TCP', 'All'), other),
      expected: [
        'open protocol-widened: protocol tcp is now any protocol: any protocol 7000 from etcd to worker',
      ],
    },
  ],
  'protocol-narrowed': [
    {
      before: rows(base.replace('TCP', 'All'), other),
      after: rows(base, other),
      expected: ['close protocol-narrowed: protocol any protocol is now tcp: tcp 7000 from etcd to worker'],
    },
  ],
  'protocol-named': [
    {
      before: rows(base.replace('TCP', ''), other),
      after: rows(base, other),
      expected: ['review protocol-named: protocol unnamed is now tcp: tcp 7000 from etcd to worker'],
    },
  ],
  'protocol-unnamed': [
    {
      before: rows(base, other),
      after: rows(base.replace('TCP', ''), other),
      expected: ['review protocol-unnamed: protocol tcp is now unnamed: 7000 from etcd to worker'],
    },
  ],
  'source-changed': [
    {
      before: rows(base),
      after: rows(base.replace('etcd', 'controlplane')),
      expected: [
        'open source-changed: source etcd is now controlplane: tcp 7000 from controlplane to worker',
      ],
    },
  ],
  'source-widened': [
    {
      title: 'from agents to all nodes, where the page is about K3s',
      before: page({ 'K3s ports': ['| TCP | 7000 | agents | servers | Lamps |'] }),
      after: page({ 'K3s ports': ['| TCP | 7000 | all nodes | servers | Lamps |'] }),
      expected: [
        'open source-widened: source k3s-agent is now k3s-nodes: tcp 7000 from k3s-nodes to k3s-server',
      ],
    },
    {
      title: 'from an address range to a larger one',
      before: rows('| TCP | 7000 | 10.1.0.0/16 | worker nodes | Lamps |'),
      after: rows('| TCP | 7000 | 10.0.0.0/8 | worker nodes | Lamps |'),
      expected: [
        'open source-widened: source 10.1.0.0/16 is now 10.0.0.0/8: tcp 7000 from 10.0.0.0/8 to worker',
      ],
    },
  ],
  'source-narrowed': [
    {
      before: rows(base.replace('etcd nodes', '0.0.0.0/0')),
      after: rows(base),
      expected: ['close source-narrowed: source anyone is now etcd: tcp 7000 from etcd to worker'],
    },
  ],
  'source-named': [
    {
      before: rows(base.replace('etcd nodes', ''), other),
      after: rows(base, other),
      expected: ['review source-named: source unnamed is now etcd: tcp 7000 from etcd to worker'],
    },
  ],
  'source-unnamed': [
    {
      before: rows(base, other),
      after: rows(base.replace('etcd nodes', ''), other),
      expected: ['review source-unnamed: source etcd is now unnamed: tcp 7000 to worker'],
    },
  ],
  'destination-changed': [
    {
      title: 'told by the heading of two rows: one change',
      before:
        '## etcd nodes - inbound\n\n|Protocol|Port|Source|\n|---|---|---|\n|TCP|7000|quay nodes|\n|UDP|9000|quay nodes|\n',
      after:
        '## worker nodes - inbound\n\n|Protocol|Port|Source|\n|---|---|---|\n|TCP|7000|quay nodes|\n|UDP|9000|quay nodes|\n',
      expected: [
        'open destination-changed: destination etcd is now worker: tcp 7000 from quay nodes to worker; udp 9000 from quay nodes to worker',
        'none moved: moved here from under “etcd nodes - inbound”: 2 statements',
      ],
    },
  ],
  'destination-widened': [
    {
      before: rows(base),
      after: rows(base.replace('worker nodes', 'worker nodes, crane nodes')),
      expected: [
        'open destination-widened: destination worker is now worker, crane nodes: tcp 7000 from etcd to worker, crane nodes',
      ],
    },
  ],
  'destination-narrowed': [
    {
      before: rows(base.replace('worker nodes', 'worker nodes, crane nodes')),
      after: rows(base),
      expected: [
        'close destination-narrowed: destination worker, crane nodes is now worker: tcp 7000 from etcd to worker',
      ],
    },
  ],
  'destination-named': [
    {
      before: rows(base.replace('worker nodes', ''), other),
      after: rows(base, other),
      expected: ['review destination-named: destination unnamed is now worker: tcp 7000 from etcd to worker'],
    },
  ],
  'destination-unnamed': [
    {
      before: rows(base, other),
      after: rows(base.replace('worker nodes', ''), other),
      expected: ['review destination-unnamed: destination worker is now unnamed: tcp 7000 from etcd'],
    },
  ],
  reversed: [
    {
      before: rows(base),
      after: rows('| TCP | 7000 | worker nodes | etcd nodes | Lamps |'),
      expected: ['open reversed: the ends have changed places: tcp 7000 from worker to etcd'],
    },
    {
      title: 'a column that was misnamed: one change for its table',
      before:
        '## Piers\n\n|Protocol|Port|Source|Destination|\n|---|---|---|---|\n|TCP|7000|etcd|worker|\n|UDP|9000|etcd|worker|\n',
      after:
        '## Piers\n\n|Protocol|Port|Destination|Source|\n|---|---|---|---|\n|TCP|7000|etcd|worker|\n|UDP|9000|etcd|worker|\n',
      expected: [
        'open reversed: the ends have changed places: tcp 7000 from worker to etcd; udp 9000 from worker to etcd',
      ],
    },
  ],
  'direction-changed': [
    {
      before: page({ 'Inbound rules': [base] }),
      after: page({ 'Outbound rules': [base] }),
      expected: [
        'review direction-changed: stated as inbound before, now as outbound: tcp 7000 from etcd to worker',
        'none moved: moved here from under “Inbound rules”: 1 statement',
      ],
    },
  ],
  'local-gained': [
    {
      before: rows('| TCP | 7000 | worker nodes | worker nodes | Lamps |'),
      after: rows(
        '| TCP | 7000 | worker nodes | worker node itself (local traffic, not across nodes) | Lamps |',
      ),
      expected: ['review local-gained: said to stay on one node now: tcp 7000 within worker'],
    },
  ],
  'local-lost': [
    {
      before: rows(
        '| TCP | 7000 | worker nodes | worker node itself (local traffic, not across nodes) | Lamps |',
      ),
      after: rows('| TCP | 7000 | worker nodes | worker nodes | Lamps |'),
      expected: ['review local-lost: said to go between nodes now: tcp 7000 from worker to worker'],
    },
  ],
  'condition-added': [
    {
      before: rows(base),
      after: rows(base.replace('Lamps', 'Lamps (only if Cilium is used)')),
      expected: [
        'review condition-added: needed always before, now under “cni=cilium”: tcp 7000 from etcd to worker (cni=cilium)',
      ],
    },
  ],
  'condition-removed': [
    {
      before: rows(base.replace('Lamps', 'Lamps (only needed at night)')),
      after: rows(base),
      expected: [
        'review condition-removed: needed under “only needed at night” before, now always: tcp 7000 from etcd to worker',
      ],
    },
  ],
  'condition-changed': [
    {
      before: rows(base.replace('Lamps', 'Lamps (only if Cilium is used)')),
      after: rows(base.replace('Lamps', 'Lamps (only if Calico is used)')),
      expected: [
        'review condition-changed: needed under “cni=cilium” before, now under “cni=calico”: tcp 7000 from etcd to worker (cni=calico)',
      ],
    },
  ],
  'repair-came': [
    {
      title: 'one line, two rows: one change',
      before: rows(base, other),
      after: rows(`${base}${other.slice(1)}`),
      expected: [
        'none repair-came: read by a repair (joined-rows): tcp 7000 from etcd to worker; udp 9000 from quay nodes to crane nodes',
      ],
    },
  ],
  'repair-went': [
    {
      before: rows(base).replace('## ', '##'),
      after: rows(base),
      expected: ['none repair-went: needs no repair any more (heading-space): tcp 7000 from etcd to worker'],
    },
  ],
  reworded: [
    {
      title: 'the description',
      before: rows(base),
      after: rows(base.replace('Lamps', 'Lamp signals')),
      expected: ['none reworded: “Lamps” is now “Lamp signals”: tcp 7000 from etcd to worker'],
    },
    {
      title: 'another name for the same role',
      before: rows(base.replace('etcd nodes', 'Master nodes')),
      after: rows(base.replace('etcd nodes', 'Control plane')),
      expected: [
        'none reworded: “Master nodes” is now “Control plane”: tcp 7000 from controlplane to worker',
      ],
    },
  ],
  moved: [
    {
      title: 'under another heading',
      before: page({ Piers: [base, other], Quays: ['| TCP | 1000 | a | b | c |'] }),
      after: page({ Piers: [other], Quays: [base, '| TCP | 1000 | a | b | c |'] }),
      expected: ['none moved: moved here from under “Piers”: 1 statement'],
    },
    {
      title: 'a table split in two: the smaller part has moved',
      before: rows(base, other, '| TCP | 1000 | a | b | c |'),
      after: `${rows(base, other)}\nAnd at night:\n\n| Protocol | Port | Source | Destination | Description |\n|---|---|---|---|---|\n| TCP | 1000 | a | b | c |\n`,
      expected: ['none moved: moved to another table: 1 statement'],
    },
  ],
}

for (const [id, list] of Object.entries(examples))
  for (const { title, before, after, expected } of list)
    test(`${id}${title ? `: ${title}` : ''}`, async () => {
      assert.equal(brief(diff(await stateOf(before), await stateOf(after))), expected)
    })

const flow: Flow = {
  id: 'ferry/pier/etcd>worker/tcp/7000',
  product: 'ferry',
  version: '1.0',
  deployment: 'pier',
  from: { kind: 'role', id: 'etcd' },
  to: { kind: 'role', id: 'worker' },
  protocol: 'tcp',
  ports: { first: 7000, last: 7000 },
  portText: null,
  icmp: null,
  ipProtocol: null,
  service: null,
  local: false,
  when: {},
  conditions: [],
  required: true,
  status: 'stated',
  stated: null,
  claims: [],
  corrections: [],
  findings: [],
}

const dataset = (...flows: Flow[]): DatasetState => ({
  kind: 'dataset',
  name: 'dataset',
  flows,
  claims: [],
  findings: null,
})

const what = 'tcp 7000 from etcd to worker'
const flowExamples: Partial<Record<ChangeClass, { before: Flow; after: Flow; expected: string[] }[]>> = {
  'deployment-renamed': [
    {
      before: flow,
      after: { ...flow, version: '2.0' },
      expected: ['review deployment-renamed: ferry-1.0/pier is now called ferry-2.0/pier: 1 statement'],
    },
    {
      before: flow,
      after: { ...flow, deployment: 'jetty' },
      expected: ['review deployment-renamed: ferry-1.0/pier is now called ferry-1.0/jetty: 1 statement'],
    },
  ],
  'status-corrected': [
    {
      before: flow,
      after: { ...flow, status: 'corrected', corrections: ['lamp-port'] },
      expected: [`none status-corrected: stated before, now corrected: ${what}`],
    },
  ],
  'status-stated': [
    {
      before: { ...flow, status: 'corrected', corrections: ['lamp-port'] },
      after: flow,
      expected: [`none status-stated: corrected before, now stated: ${what}`],
    },
  ],
  'status-disputed': [
    {
      before: flow,
      after: { ...flow, status: 'disputed', findings: ['port-slip:a:1:1'] },
      expected: [`review status-disputed: stated before, now disputed: ${what}`],
    },
  ],
  'status-settled': [
    {
      before: { ...flow, status: 'disputed', findings: ['port-slip:a:1:1'] },
      after: { ...flow, status: 'corrected', corrections: ['lamp-port'] },
      expected: [`review status-settled: disputed before, now corrected: ${what}`],
    },
  ],
  'source-widened': [
    {
      before: { ...flow, from: { kind: 'role', id: 'k3s-agent' } },
      after: { ...flow, from: { kind: 'group', id: 'k3s-nodes' } },
      expected: ['open source-widened: source k3s-agent is now k3s-nodes: tcp 7000 from k3s-nodes to worker'],
    },
  ],
  'destination-named': [
    {
      before: { ...flow, to: { kind: 'unknown', id: 'unknown' } },
      after: flow,
      expected: [`review destination-named: destination unnamed is now worker: ${what}`],
    },
  ],
}

for (const [id, list] of Object.entries(flowExamples))
  for (const [i, { before, after, expected }] of list.entries())
    test(`flows, ${id}, ${i + 1}`, () => {
      assert.equal(brief(diff(dataset(before), dataset(after))), expected)
    })

test('every class is shown by an example', () => {
  const shown = new Set([...Object.keys(examples), ...Object.keys(flowExamples)])
  assert.equal(
    [...taxonomy.keys()].filter(id => !shown.has(id)),
    [],
  )
})

test.run()
