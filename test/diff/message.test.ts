import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { brief, stateOf } from './helpers.ts'

const page = (description: string, heading = '## Berths', port = '7000') =>
  `${heading}\n\n| Protocol | Port | Source | Destination | Description |\n|---|---|---|---|---|\n| TCP | ${port} | quays | cranes | ${description} |\n`
const long = 'Lamp signals that keepers of the light house send at night to the boats'
const when = 'only needed where keepers of the light house send signals at night to'

const cases: { title: string; before: string; after: string; expected: string[] }[] = [
  {
    title: 'descriptions that part late are told from there',
    before: page(`${long} outside`),
    after: page(`${long} inside`),
    expected: [
      'none reworded: “…the boats outside” is now “…the boats inside”: tcp 7000 from quays to cranes',
    ],
  },
  {
    title: 'one that goes on where the other one ends',
    before: page(long),
    after: page(`${long} inside`),
    expected: ['none reworded: “…the boats” is now “…the boats inside”: tcp 7000 from quays to cranes'],
  },
  {
    title: 'words without blanks',
    before: page('灯塔看守人每天夜里向所有停靠在港口外面的大船发出信号'),
    after: page('灯塔看守人每天夜里向所有停靠在港口外面的小船发出信号'),
    expected: [
      'none reworded: “…在港口外面的大船发 …” is now “…在港口外面的小船发 …”: tcp 7000 from quays to cranes',
    ],
  },
  {
    title: 'conditions that part late',
    before: page(`Lamps (${when} boats)`),
    after: page(`Lamps (${when} ferries)`),
    expected: [
      'review condition-changed: needed under “…night to boats” before, now under “…night to ferries”: tcp 7000 from quays to cranes (only needed where keepers of the light house send signals …)',
    ],
  },
  {
    title: 'a section numbered anew is no move',
    before: page('Lamps', '## 1.2 Berths'),
    after: page('Lamps', '## 1.3 Berths'),
    expected: [],
  },
  {
    title: 'another port in its heading is no number',
    before: page('Lamps', '## 80 TCP'),
    after: page('Lamps', '## 81 TCP'),
    expected: ['none moved: moved here from under “80 TCP”: 1 statement'],
  },
]

for (const { title, before, after, expected } of cases)
  test(title, async () => assert.equal(brief(diff(await stateOf(before), await stateOf(after))), expected))

test.run()
