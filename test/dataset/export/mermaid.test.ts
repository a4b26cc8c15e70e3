import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { toMermaid } from '../../../dataset/export/flowchart.ts'
import { pictureOf } from '../../../dataset/export/picture.ts'
import { between, groups } from './build.ts'

const house = pictureOf(
  [
    between('any>lights tcp/80'),
    between('lamp>keeper tcp/7443'),
    between('lamp>keeper udp/7000', { status: 'disputed' }),
    between('keeper>keeper tcp/1', { conditions: ['in fog'], required: false }),
  ],
  groups,
)

test('boxes by kind, arrows with their lines, doubtful ones dotted', () => {
  assert.is(
    toMermaid([house]),
    `flowchart TB
  accTitle: light / house
  n1(["any"])
  n2["keeper"]
  n3["lamp"]
  n4[["lights<br/>(keeper, lamp, warden)"]]
  n1 -->|"tcp 80"| n4
  n2 -->|"tcp 1#42;"| n2
  n3 -.->|"tcp 7443<br/>udp 7000"| n2
`,
  )
})

test('several pictures stand in frames, with names of their own', () => {
  const other = pictureOf([between('a>b tcp/1')], [], 'Pier "1"')
  assert.is(
    toMermaid([other, other]),
    `flowchart TB
  subgraph d1["Pier #34;1#34;"]
    d1n1["a"]
    d1n2["b"]
    d1n1 -->|"tcp 1"| d1n2
  end
  subgraph d2["Pier #34;1#34;"]
    d2n1["a"]
    d2n2["b"]
    d2n1 -->|"tcp 1"| d2n2
  end
`,
  )
})

test('no flows', () => assert.is(toMermaid([]), 'flowchart TB\n  accTitle: No flows\n'))

test.run()
