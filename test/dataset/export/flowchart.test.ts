import { Graphviz } from '@hpcc-js/wasm-graphviz'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { toDot, toMermaid } from '../../../dataset/export/flowchart.ts'
import { pictureOf } from '../../../dataset/export/picture.ts'
import { between, groups } from './build.ts'

const graphviz = await Graphviz.load()

interface Drawn {
  objects?: { name: string }[]
  edges?: object[]
}

/** What Graphviz reads in a text. */
function readDot(dot: string): Drawn {
  return JSON.parse(graphviz.layout(dot, 'dot_json', 'dot'))
}

test('dot: boxes by kind, arrows with their lines, doubtful ones dashed', () => {
  const picture = pictureOf(
    [
      between('any>lights tcp/80'),
      between('lamp>keeper tcp/7443'),
      between('lamp>keeper udp/7000', { status: 'disputed' }),
    ],
    groups,
  )
  assert.is(
    toDot([picture]),
    `digraph flows {
  graph [labelloc=t, fontname="sans-serif"]
  node [shape=box, style=rounded, fontname="sans-serif"]
  edge [fontname="monospace", fontsize=10]
  label="light / house"
  n1 [label="any", shape=ellipse]
  n2 [label="keeper"]
  n3 [label="lamp"]
  n4 [label="lights\\n(keeper, lamp, warden)", peripheries=2]
  n1 -> n4 [label="tcp 80"]
  n3 -> n2 [label="tcp 7443\\nudp 7000", style=dashed]
}
`,
  )
})

test('dot: several pictures are clusters with names of their own', () => {
  const picture = pictureOf([between('a>b tcp/1')], [], 'Pier')
  const { objects = [], edges = [] } = readDot(toDot([picture, picture]))
  assert.equal(
    objects.map(({ name }) => name),
    ['cluster_1', 'cluster_2', 'd1n1', 'd1n2', 'd2n1', 'd2n2'],
  )
  assert.is(edges.length, 2)
})

test('dot: no flows', () => assert.equal(readDot(toDot([])).objects, undefined))

const house = pictureOf(
  [
    between('any>lights tcp/80'),
    between('lamp>keeper tcp/7443'),
    between('lamp>keeper udp/7000', { status: 'disputed' }),
    between('keeper>keeper tcp/1', { conditions: ['in fog'], required: false }),
  ],
  groups,
)

test('mermaid: boxes by kind, arrows with their lines, doubtful ones dotted', () => {
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

test('mermaid: several pictures stand in frames, with names of their own', () => {
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

test('mermaid: no flows', () => assert.is(toMermaid([]), 'flowchart TB\n  accTitle: No flows\n'))

test.run()
