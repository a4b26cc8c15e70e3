import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { brief, page, row, stateOf } from './helpers.ts'

/** A comparison and what it reports, either as classes with the first port or as whole messages. */
interface Case {
  title: string
  before: string
  after: string
  expected: string[]
}

const ropes = row(22, { for: 'Ropes' })
const names = row(53, { protocol: 'UDP', for: 'Names' })
const nets = row(80, { from: 'boats', to: 'docks', for: 'Nets' })
const inbound = (source: string, node = 'worker') =>
  `## ${node} nodes - Inbound rules\n\n| Protocol | Port | Source |\n|---|---|---|\n| TCP | 7000 | ${source} |\n| TCP | 7001 | etcd nodes |\n`

const classes: Case[] = [
  {
    title: 'a row in place of another one that has nothing to do with it',
    before: page({ Piers: [row(22, { for: 'Ropes and knots' })] }),
    after: page({ Piers: [row(6443, { for: 'Signals' })] }),
    expected: ['added 6443', 'removed 22'],
  },
  {
    title: 'two rows edited at once',
    before: page({ Piers: [ropes, names] }),
    after: page({ Piers: [names.replace('53', '54'), ropes.replace('quays', 'boats')] }),
    expected: ['port-changed 54', 'source-changed 22'],
  },
  {
    title: 'port and protocol of a row with the same purpose',
    before: page({ Piers: [row(8472, { for: 'Overlay' }), ropes] }),
    after: page({ Piers: [row(4789, { protocol: 'UDP', for: 'Overlay' }), ropes] }),
    expected: ['port-changed 4789', 'protocol-changed 4789'],
  },
  {
    title: 'of several rows the one whose port is nearest',
    before: page({ Piers: [row(379)] }),
    after: page({ Piers: [row(6443), row(2379)] }),
    expected: ['added 6443', 'port-changed 2379'],
  },
  {
    title: 'the edit of a row, though another section has the row as it was',
    before: page({ Piers: [ropes], Docks: [row(23, { for: 'Ropes' })] }),
    after: page({ Piers: [row(24, { for: 'Ropes' })], Docks: [row(23, { for: 'Ropes' })] }),
    expected: ['port-changed 24'],
  },
  {
    title: 'a row gone from one of two sections that are alike',
    before: page({ Piers: [ropes, names], Docks: [ropes, names] }),
    after: page({ Piers: [ropes, names], Docks: [names] }),
    expected: ['removed 22'],
  },
  {
    title: 'a section under another heading, with an edit',
    before: page({ Piers: [ropes, names] }),
    after: page({ Docks: [ropes, names.replace('53', '54')] }),
    expected: ['port-changed 54', 'moved 22'],
  },
  {
    title: 'a port that stays with its row, though another row has taken its ends',
    before: page({ Piers: [row(2379), row(6443, { to: 'boats' })] }),
    after: page({ Piers: [row(6443), row(2379, { to: 'boats' })] }),
    expected: ['destination-changed 6443', 'destination-changed 2379'],
  },
  {
    title: 'a section whose heading and ends all have other names',
    before: page({ Piers: [ropes, names], Docks: [nets] }),
    after: page({
      Docks: [nets],
      Berths: [ropes, names].map(line => line.replace('quays', 'harbours').replace('cranes', 'hoists')),
    }),
    expected: [
      'source-changed 22',
      'destination-changed 22',
      'source-changed 53',
      'destination-changed 53',
      'moved 22',
    ],
  },
  {
    title: 'a row that another section has between other ends: one gone, one new',
    before: page({ Piers: [ropes, names], Docks: [nets] }),
    after: page({ Piers: [names], Docks: [nets, row(22, { from: 'boats', to: 'docks', for: 'Ropes' })] }),
    expected: ['added 22', 'removed 22'],
  },
  {
    title: 'a letter dropped from a label',
    before: inbound('contolplane nodes'),
    after: inbound('controlplane nodes'),
    expected: ['reworded 7000'],
  },
  {
    title: 'letters of a label that have changed places, in a list',
    before: inbound('etcd nodes, wroker nodes'),
    after: inbound('etcd nodes, worker nodes'),
    expected: ['reworded 7000'],
  },
  {
    title: 'a slip in a heading',
    before: inbound('etcd nodes', 'workre'),
    after: inbound('etcd nodes'),
    expected: ['reworded 7000', 'moved 7000'],
  },
  {
    title: 'two unknown ends, a letter apart',
    before: inbound('harbour nodes'),
    after: inbound('harbors nodes'),
    expected: ['source-changed 7000'],
  },
  {
    title: 'two known ends, a digit apart',
    before: inbound('10.0.0.1'),
    after: inbound('10.0.0.2'),
    expected: ['source-changed 7000'],
  },
  {
    title: 'a number in a label',
    before: inbound('worker1 nodes'),
    after: inbound('worker nodes'),
    expected: ['source-changed 7000'],
  },
  {
    title: 'a slip, and one end more',
    before: inbound('contolplane nodes'),
    after: inbound('controlplane nodes, worker nodes'),
    expected: ['source-changed 7000'],
  },
]

for (const { title, before, after, expected } of classes)
  test(title, async () => {
    const { changes } = diff(await stateOf(before), await stateOf(after))
    assert.equal(
      changes.map(change => `${change.class} ${[...change.after, ...change.before][0]!.ports!.first}`),
      expected,
      brief({ changes }).join('\n'),
    )
  })

const berths = (purpose: string, heading = 'Berths') => page({ [heading]: [row(7000, { for: purpose })] })
const long = 'Lamp signals that keepers of the light house send at night to the boats'
const when = 'only needed where keepers of the light house send signals at night to'
const overlay = 'udp 8472 from worker to etcd'
const entry = (description: string) =>
  `# Berths\n\n### Port 8472\n\n- **Protocol:** UDP\n- **Source:** worker nodes\n- **Destination:** etcd nodes\n- **Description:** ${description}\n`
const tunnel = (purpose: string) =>
  page({ Berths: [row(8472, { protocol: 'UDP', from: 'worker nodes', to: 'etcd nodes', for: purpose })] })
const prose = (more = '') => `## Berths\n\nWorker nodes reach etcd nodes over UDP port 8472${more}.\n`

const messages: Case[] = [
  {
    title: 'descriptions that differ late are shown from there',
    before: berths(`${long} outside`),
    after: berths(`${long} inside`),
    expected: [
      'none reworded: “…the boats outside” is now “…the boats inside”: tcp 7000 from quays to cranes',
    ],
  },
  {
    title: 'one description goes on where the other one ends',
    before: berths(long),
    after: berths(`${long} inside`),
    expected: ['none reworded: “…the boats” is now “…the boats inside”: tcp 7000 from quays to cranes'],
  },
  {
    title: 'words without blanks',
    before: berths('灯塔看守人每天夜里向所有停靠在港口外面的大船发出信号'),
    after: berths('灯塔看守人每天夜里向所有停靠在港口外面的小船发出信号'),
    expected: [
      'none reworded: “…在港口外面的大船发 …” is now “…在港口外面的小船发 …”: tcp 7000 from quays to cranes',
    ],
  },
  {
    title: 'conditions that differ late',
    before: berths(`Lamps (${when} boats)`),
    after: berths(`Lamps (${when} ferries)`),
    expected: [
      'review condition-changed: needed under “…night to boats” before, now under “…night to ferries”: tcp 7000 from quays to cranes (only needed where keepers of the light house send signals …)',
    ],
  },
  {
    title: 'a section with another number is no move',
    before: berths('Lamps', '1.2 Berths'),
    after: berths('Lamps', '1.3 Berths'),
    expected: [],
  },
  {
    title: 'a number behind the words of a heading is no number of a section',
    before: berths('Lamps', 'Group 80'),
    after: berths('Lamps', 'Group 81'),
    expected: ['none moved: moved here from under “Group 80”: 1 statement'],
  },
  {
    title: 'a long description made a short one',
    before: entry('Over this port the Canal plugin wraps what nodes send to one another'),
    after: entry('Overlay of the Canal plugin'),
    expected: [],
  },
  {
    title: 'a row made prose',
    before: tunnel('Overlay of the Canal plugin'),
    after: prose(),
    expected: [],
  },
  {
    title: 'a short description that names another plugin',
    before: entry('Overlay of the Canal plugin'),
    after: entry('Overlay of the Flannel plugin'),
    expected: [
      `review condition-changed: needed under “cni=canal” before, now under “cni=flannel”: ${overlay} (cni=flannel)`,
    ],
  },
  {
    title: 'a row that names a plugin no longer',
    before: tunnel('Overlay of the Canal plugin'),
    after: tunnel('Overlay'),
    expected: [`review condition-removed: needed under “cni=canal” before, now always: ${overlay}`],
  },
  {
    title: 'prose that sets a condition',
    before: tunnel('Overlay'),
    after: prose(' only if Canal is used'),
    expected: [`review condition-added: needed always before, now under “cni=canal”: ${overlay} (cni=canal)`],
  },
  {
    title: 'the plugin of a row as a condition in prose',
    before: tunnel('Overlay of the Canal plugin'),
    after: prose(' only if Canal is used'),
    expected: [],
  },
]

for (const { title, before, after, expected } of messages)
  test(title, async () => assert.equal(brief(diff(await stateOf(before), await stateOf(after))), expected))

test.run()
