import type { Arrow, Box, Picture } from './picture.ts'

/** How a language of flowcharts writes the parts of a picture. */
interface Language {
  /** @param id unique in the chart */
  box(id: string, box: Box, lines: string[]): string
  arrow(from: string, to: string, arrow: Arrow): string
  /** Puts the lines of one of several pictures in a frame; all its ids begin with `d` and the number. */
  frame(number: number, title: string, lines: string[]): string[]
}

function linesOf(pictures: readonly Picture[], { box, arrow, frame }: Language): string[] {
  const framed = pictures.length > 1
  return pictures.flatMap(({ title, boxes, arrows }, i) => {
    const prefix = framed ? `d${i + 1}` : ''
    const lines = [
      ...boxes.map(one => box(prefix + one.id, one, textOf(one))),
      ...arrows.map(one => arrow(prefix + one.from, prefix + one.to, one)),
    ]
    return framed ? frame(i + 1, title, lines) : lines
  })
}

function textOf({ names, members }: Box): string[] {
  return members.length > 0 ? [...names, `(${members.join(', ')})`] : names
}

function isDoubtful({ flows }: Arrow): boolean {
  return flows.some(({ status }) => status === 'disputed')
}

function indent(line: string): string {
  return `  ${line}`
}

/**
 * Draws pictures in the DOT language of Graphviz; several are in a frame each.
 * No word of a document can end its label or be taken for one of DOT's own marks.
 */
export function toDot(pictures: readonly Picture[]): string {
  const [first, ...others] = pictures
  const title = first && others.length === 0 ? [`label=${quoted([first.title])}`] : []
  const lines = [...dotHead, ...title, ...linesOf(pictures, dot)]
  return `${['digraph flows {', ...lines.map(indent), '}'].join('\n')}\n`
}

const dotHead = [
  'graph [labelloc=t, fontname="sans-serif"]',
  'node [shape=box, style=rounded, fontname="sans-serif"]',
  'edge [fontname="monospace", fontsize=10]',
]

/** A group is a doubled box; what is no node of the installation is dashed or an ellipse. */
const dotLooks: Record<Box['kind'], string> = {
  role: '',
  group: ', peripheries=2',
  cidr: ', shape=ellipse',
  host: ', shape=ellipse',
  domain: ', shape=ellipse',
  any: ', shape=ellipse',
  unknown: ', shape=ellipse, style=dashed',
}

const dot: Language = {
  box: (id, { kind }, lines) => `${id} [label=${quoted(lines)}${dotLooks[kind]}]`,
  arrow: (from, to, arrow) =>
    `${from} -> ${to} [label=${quoted(arrow.lines)}${isDoubtful(arrow) ? ', style=dashed' : ''}]`,
  frame: (number, title, lines) => [
    `subgraph cluster_${number} {`,
    ...[`label=${quoted([title])}`, ...lines].map(indent),
    '}',
  ],
}

/** Lines are centred, so an indent would say nothing. A backslash would begin one of DOT's escapes, `&` an entity of HTML. */
function quoted(lines: string[]): string {
  const text = lines.map(line => line.trim().replace(/[\\"]/g, '\\$&').replace(/&/g, '&amp;'))
  return `"${text.join('\\n')}"`
}

/**
 * Draws pictures as a Mermaid flowchart, for wikis and READMEs; several are in a frame each.
 * No word of a document can end its label or be taken for markup.
 *
 * @returns the text for a code block marked `mermaid`
 */
export function toMermaid(pictures: readonly Picture[]): string {
  const title = pictures.length > 1 ? [] : [`accTitle: ${plain(pictures[0]?.title ?? 'No flows')}`]
  return `${['flowchart TB', ...[...title, ...linesOf(pictures, mermaid)].map(indent)].join('\n')}\n`
}

/** What is no node of the installation is round. */
const round: [string, string] = ['([', '])']

/** A group is a box with doubled sides. */
const mermaidShapes: Record<Box['kind'], [string, string]> = {
  role: ['[', ']'],
  group: ['[[', ']]'],
  cidr: round,
  host: round,
  domain: round,
  any: round,
  unknown: round,
}

const mermaid: Language = {
  box: (id, { kind }, lines) => `${id}${mermaidShapes[kind][0]}"${label(lines)}"${mermaidShapes[kind][1]}`,
  arrow: (from, to, arrow) => `${from} ${isDoubtful(arrow) ? '-.->' : '-->'}|"${label(arrow.lines)}"| ${to}`,
  frame: (number, title, lines) => [`subgraph d${number}["${label([title])}"]`, ...lines.map(indent), 'end'],
}

/** Lines are centred, so an indent would say nothing. */
function label(lines: string[]): string {
  return lines.map(line => escaped(line.trim())).join('<br/>')
}

/** Letters, digits and a few marks are safe anywhere; all others are written as numbers. */
function escaped(text: string): string {
  return text
    .replace(/[^\p{L}\p{M}\p{N} ,.()/-]/gu, mark => `#${mark.codePointAt(0)};`)
    .replace(/^(\d+)\. /, '$1#46; ')
    .replace(/^-/, '#45;')
}

/** A title is no label: it ends with its line, and marks cannot be written as numbers. */
function plain(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} ,.()/-]+/gu, ' ')
}
