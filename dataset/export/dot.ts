import type { Arrow, Box, Picture } from './picture.ts'

/**
 * Draws pictures in the DOT language of Graphviz; several stand in a frame each.
 * No word of a document can end its label or be taken for one of DOT's own marks.
 */
export function toDot(pictures: readonly Picture[]): string {
  const framed = pictures.length > 1
  const title = framed || pictures.length === 0 ? [] : [`  label=${quoted([pictures[0]!.title])}`]
  const parts = pictures.flatMap((picture, i) => (framed ? frame(picture, i + 1) : linesOf(picture, '')))
  return `${['digraph flows {', ...head, ...title, ...parts.map(line => `  ${line}`), '}'].join('\n')}\n`
}

const head = [
  '  graph [labelloc=t, fontname="sans-serif"]',
  '  node [shape=box, style=rounded, fontname="sans-serif"]',
  '  edge [fontname="monospace", fontsize=10]',
]

function frame(picture: Picture, number: number): string[] {
  const inner = [`label=${quoted([picture.title])}`, ...linesOf(picture, `d${number}`)]
  return [`subgraph cluster_${number} {`, ...inner.map(line => `  ${line}`), '}']
}

function linesOf({ boxes, arrows }: Picture, prefix: string): string[] {
  return [...boxes.map(box => boxLine(box, prefix)), ...arrows.map(arrow => arrowLine(arrow, prefix))]
}

function boxLine({ id, kind, names, members }: Box, prefix: string): string {
  const text = quoted(members.length > 0 ? [...names, `(${members.join(', ')})`] : names)
  return `${prefix}${id} [label=${text}${looks[kind]}]`
}

/** A group is a doubled box; what is no node of the installation is dashed or an ellipse. */
const looks: Record<Box['kind'], string> = {
  role: '',
  group: ', peripheries=2',
  cidr: ', shape=ellipse',
  host: ', shape=ellipse',
  domain: ', shape=ellipse',
  any: ', shape=ellipse',
  unknown: ', shape=ellipse, style=dashed',
}

function arrowLine({ from, to, lines, flows }: Arrow, prefix: string): string {
  const doubt = flows.some(({ status }) => status === 'disputed') ? ', style=dashed' : ''
  return `${prefix}${from} -> ${prefix}${to} [label=${quoted(lines)}${doubt}]`
}

/** Lines are centred, so that an indent would say nothing. A backslash would begin one of DOT's escapes, `&` an entity of HTML. */
function quoted(lines: string[]): string {
  const text = lines.map(line => line.trim().replace(/[\\"]/g, '\\$&').replace(/&/g, '&amp;'))
  return `"${text.join('\\n')}"`
}
