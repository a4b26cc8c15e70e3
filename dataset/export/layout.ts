import elk, { type ElkEdgeSection, type ElkNode, type ElkPoint } from 'elkjs/lib/elk.bundled.js'
import stringWidth from 'string-width'
import { wrap } from '../../check/report/terminal.ts'
import type { Arrow, Box, Picture } from './picture.ts'

/** A rectangle by its upper left corner, in pixels. */
export interface Area extends Size {
  x: number
  y: number
}

/** A picture whose boxes, arrows and labels have their places; in pixels, from its upper left corner. */
export interface Placed {
  picture: Picture
  width: number
  height: number
  boxes: (Area & { box: Box })[]
  arrows: { arrow: Arrow; label: Area; paths: ElkPoint[][] }[]
}

/** Layers from top to bottom, arrows with right angles, each label on its arrow. */
const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.aspectRatio': '1.2',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.nodeSelfLoop': '14',
  'elk.spacing.componentComponent': '36',
  'elk.layered.spacing.nodeNodeBetweenLayers': '36',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '30',
}

/**
 * Finds places for what a picture shows, such that no box and no label lies upon another.
 * The same picture gives the same places.
 */
export async function layout(picture: Picture): Promise<Placed> {
  // The layout writes the places into the graph that it is given.
  const graph: ElkNode = await new elk.default().layout(graphOf(picture))
  const areas = new Map((graph.children ?? []).map(node => [node.id, areaOf(node)]))
  return {
    picture,
    width: graph.width ?? 0,
    height: graph.height ?? 0,
    boxes: picture.boxes.map(box => ({ box, ...areas.get(box.id)! })),
    arrows: (graph.edges ?? []).map(({ labels, sections = [] }, i) => ({
      arrow: picture.arrows[i]!,
      label: areaOf(labels![0]!),
      paths: sections.map(pathOf),
    })),
  }
}

function graphOf({ boxes, arrows }: Picture): ElkNode {
  const inline = { 'elk.edgeLabels.inline': 'true' }
  return {
    id: 'picture',
    layoutOptions: options,
    children: boxes.map(box => ({ id: box.id, ...boxSize(box) })),
    edges: arrows.map((arrow, i) => ({
      id: `a${i}`,
      sources: [arrow.from],
      targets: [arrow.to],
      labels: [{ text: arrow.lines.join('\n'), layoutOptions: inline, ...labelSize(arrow) }],
    })),
  }
}

function areaOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Area>): Area {
  return { x, y, width, height }
}

function pathOf({ startPoint, bendPoints = [], endPoint }: ElkEdgeSection): ElkPoint[] {
  return [startPoint, ...bendPoints, endPoint]
}

/** Sizes in pixels; fonts are those of the reader, so that letters are taken to be as wide as they get. */
export const text = {
  /** Ports are set in a monospaced font. */
  label: { size: 12, line: 16, padding: 4 },
  name: { size: 13, line: 18, padding: 12 },
  member: { size: 11, line: 15 },
  title: { size: 16, line: 28 },
} as const

/** Letters of monospaced fonts are 0.6 em wide, or a little more. */
const monospaced = 0.605
/** Most columns of a line of members. */
const widest = 36

/** A line in a box. */
interface BoxLine {
  text: string
  kind: 'name' | 'member'
}

/** The room that something takes, in pixels. */
interface Size {
  width: number
  height: number
}

/** What is written in a box: names, and below them the members of a group. */
export function boxLines({ names, members }: Box): BoxLine[] {
  const inside = members.length > 0 ? wrap(`(${members.join(', ')})`, widest) : []
  return [
    ...names.map(line => ({ text: line, kind: 'name' as const })),
    ...inside.map(line => ({ text: line, kind: 'member' as const })),
  ]
}

/** The room that a box takes with what is written in it. */
function boxSize(box: Box): Size {
  const lines = boxLines(box)
  const width = Math.max(...lines.map(({ text: line, kind }) => proportional(line) * text[kind].size))
  const height = lines.reduce((sum, { kind }) => sum + text[kind].line, 0)
  return { width: Math.ceil(width + 2 * text.name.padding), height: height + text.name.padding * 1.5 }
}

/** The room that the words at an arrow take. */
function labelSize({ lines }: Arrow): Size {
  const { size, line, padding } = text.label
  const columns = Math.max(...lines.map(one => stringWidth(one)))
  return {
    width: Math.ceil(columns * size * monospaced + 2 * padding),
    height: lines.length * line + padding,
  }
}

/** Width in em of a bold text in the widest of the usual fonts. */
export function proportional(line: string): number {
  return [...line].reduce((sum, char) => sum + (/[\p{Lu}mw@%&]/u.test(char) ? 1 : stringWidth(char) * 0.7), 0)
}
