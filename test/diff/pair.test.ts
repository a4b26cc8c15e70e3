import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { brief, stateOf } from './helpers.ts'

const head = '| Protocol | Port | Source | Destination | Description |\n|---|---|---|---|---|\n'
const page = (sections: Record<string, string[]>) =>
  Object.entries(sections)
    .map(([heading, rows]) => `## ${heading}\n\n${head}${rows.join('\n')}\n`)
    .join('\n')

const cases: {
  title: string
  before: Record<string, string[]>
  after: Record<string, string[]>
  expected: string[]
}[] = [
  {
    title: 'a row in place of another one that has nothing to do with it',
    before: { Piers: ['| TCP | 22 | quays | cranes | Ropes and knots |'] },
    after: { Piers: ['| TCP | 6443 | quays | cranes | Signals |'] },
    expected: ['added 6443', 'removed 22'],
  },
  {
    title: 'two rows edited at once',
    before: { Piers: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 53 | quays | cranes | Names |'] },
    after: { Piers: ['| UDP | 54 | quays | cranes | Names |', '| TCP | 22 | boats | cranes | Ropes |'] },
    expected: ['port-changed 54', 'source-changed 22'],
  },
  {
    title: 'port and protocol of a row with the same purpose',
    before: { Piers: ['| TCP | 8472 | quays | cranes | Overlay |', '| TCP | 22 | quays | cranes | Ropes |'] },
    after: { Piers: ['| UDP | 4789 | quays | cranes | Overlay |', '| TCP | 22 | quays | cranes | Ropes |'] },
    expected: ['port-changed 4789', 'protocol-changed 4789'],
  },
  {
    title: 'of several rows the one whose port is nearest',
    before: { Piers: ['| TCP | 379 | quays | cranes | |'] },
    after: { Piers: ['| TCP | 6443 | quays | cranes | |', '| TCP | 2379 | quays | cranes | |'] },
    expected: ['added 6443', 'port-changed 2379'],
  },
  {
    title: 'the edit of a row, though another section has the row as it was',
    before: {
      Piers: ['| TCP | 22 | quays | cranes | Ropes |'],
      Docks: ['| TCP | 23 | quays | cranes | Ropes |'],
    },
    after: {
      Piers: ['| TCP | 24 | quays | cranes | Ropes |'],
      Docks: ['| TCP | 23 | quays | cranes | Ropes |'],
    },
    expected: ['port-changed 24'],
  },
  {
    title: 'a row gone from one of two sections that are alike',
    before: {
      Piers: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 53 | quays | cranes | Names |'],
      Docks: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 53 | quays | cranes | Names |'],
    },
    after: {
      Piers: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 53 | quays | cranes | Names |'],
      Docks: ['| UDP | 53 | quays | cranes | Names |'],
    },
    expected: ['removed 22'],
  },
  {
    title: 'a section under another heading, with an edit',
    before: { Piers: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 53 | quays | cranes | Names |'] },
    after: { Docks: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 54 | quays | cranes | Names |'] },
    expected: ['port-changed 54', 'moved 22'],
  },
  {
    title: 'a port that stays with its row, though another row has taken its ends',
    before: { Piers: ['| TCP | 2379 | quays | cranes | |', '| TCP | 6443 | quays | boats | |'] },
    after: { Piers: ['| TCP | 6443 | quays | cranes | |', '| TCP | 2379 | quays | boats | |'] },
    expected: ['destination-changed 6443', 'destination-changed 2379'],
  },
  {
    title: 'a section whose heading and ends are all called otherwise',
    before: {
      Piers: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 53 | quays | cranes | Names |'],
      Docks: ['| TCP | 80 | boats | docks | Nets |'],
    },
    after: {
      Docks: ['| TCP | 80 | boats | docks | Nets |'],
      Berths: ['| TCP | 22 | harbours | hoists | Ropes |', '| UDP | 53 | harbours | hoists | Names |'],
    },
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
    before: {
      Piers: ['| TCP | 22 | quays | cranes | Ropes |', '| UDP | 53 | quays | cranes | Names |'],
      Docks: ['| TCP | 80 | boats | docks | Nets |'],
    },
    after: {
      Piers: ['| UDP | 53 | quays | cranes | Names |'],
      Docks: ['| TCP | 80 | boats | docks | Nets |', '| TCP | 22 | boats | docks | Ropes |'],
    },
    expected: ['added 22', 'removed 22'],
  },
]

for (const { title, before, after, expected } of cases)
  test(title, async () => {
    const { changes } = diff(await stateOf(page(before)), await stateOf(page(after)))
    assert.equal(
      changes.map(change => `${change.class} ${[...change.after, ...change.before][0]!.ports!.first}`),
      expected,
      brief({ changes }).join('\n'),
    )
  })

test.run()
