import { Graphviz } from '@hpcc-js/wasm-graphviz'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { toDot } from '../../../dataset/export/flowchart.ts'
import { pictureOf } from '../../../dataset/export/picture.ts'
import { between, groups } from './build.ts'

const graphviz = await Graphviz.load()

interface Drawn {
  objects?: { name: string }[]
  edges?: object[]
}

/** What Graphviz reads in a text. */
function read(dot: string): Drawn {
  return JSON.parse(graphviz.layout(dot, 'dot_json', 'dot'))
}

test('boxes by kind, arrows with their lines, doubtful ones dashed', () => {
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

test('several pictures are clusters with names of their own', () => {
  const picture = pictureOf([between('a>b tcp/1')], [], 'Pier')
  const { objects = [], edges = [] } = read(toDot([picture, picture]))
  assert.equal(
    objects.map(({ name }) => name),
    ['cluster_1', 'cluster_2', 'd1n1', 'd1n2', 'd2n1', 'd2n2'],
  )
  assert.is(edges.length, 2)
})

test('no flows', () => assert.equal(read(toDot([])).objects, undefined))

test.run()
