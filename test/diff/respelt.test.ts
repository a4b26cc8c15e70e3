import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { brief, stateOf } from './helpers.ts'

const page = (source: string, heading = 'worker nodes - Inbound rules') =>
  `## ${heading}\n\n| Protocol | Port | Source |\n|---|---|---|\n| TCP | 7000 | ${source} |\n| TCP | 7001 | etcd nodes |\n`

const cases: { title: string; before: string; after: string; expected: string[] }[] = [
  {
    title: 'a letter dropped',
    before: page('contolplane nodes'),
    after: page('controlplane nodes'),
    expected: ['reworded'],
  },
  {
    title: 'letters that have changed places, in a list',
    before: page('etcd nodes, wroker nodes'),
    after: page('etcd nodes, worker nodes'),
    expected: ['reworded'],
  },
  {
    title: 'in a heading',
    before: page('etcd nodes', 'workre nodes - Inbound rules'),
    after: page('etcd nodes'),
    expected: ['reworded', 'moved'],
  },
  {
    title: 'another end that nobody knows',
    before: page('quayside nodes'),
    after: page('bayside nodes'),
    expected: ['source-changed'],
  },
  {
    title: 'two that nobody knows, a letter apart',
    before: page('harbour nodes'),
    after: page('harbors nodes'),
    expected: ['source-changed'],
  },
  {
    title: 'two that are known, a letter apart',
    before: page('10.0.0.1'),
    after: page('10.0.0.2'),
    expected: ['source-changed'],
  },
  {
    title: 'a number in it',
    before: page('worker1 nodes'),
    after: page('worker nodes'),
    expected: ['source-changed'],
  },
  {
    title: 'a slip, and one end more',
    before: page('contolplane nodes'),
    after: page('controlplane nodes, worker nodes'),
    expected: ['source-changed'],
  },
]

for (const { title, before, after, expected } of cases)
  test(title, async () => {
    for (const difference of [
      diff(await stateOf(before), await stateOf(after)),
      diff(await stateOf(after), await stateOf(before)),
    ])
      assert.equal(
        difference.changes.map(change => change.class),
        expected,
        brief(difference).join('\n'),
      )
  })

test.run()
