import type { Arrow, Box, Picture } from './picture.ts'

/**
 * Draws pictures as a Mermaid flowchart, for wikis and READMEs; several stand in a frame each.
 * No word of a document can end its label or be taken for markup.
 *
 * @returns the text that belongs into a code block marked `mermaid`
 */
export function toMermaid(pictures: readonly Picture[]): string {
  const framed = pictures.length > 1
  const parts = pictures.flatMap((picture, i) => {
    const prefix = framed ? `d${i + 1}` : ''
    const lines = linesOf(picture, prefix)
    return framed
      ? [`  subgraph d${i + 1}["${label([picture.title])}"]`, ...lines.map(indent), '  end']
      : lines
  })
  const title = framed ? [] : [`  accTitle: ${plain(pictures[0]?.title ?? 'No flows')}`]
  return `${['flowchart TB', ...title, ...parts].join('\n')}\n`
}

function linesOf({ boxes, arrows }: Picture, prefix: string): string[] {
  return [...boxes.map(box => boxLine(box, prefix)), ...arrows.map(arrow => arrowLine(arrow, prefix))].map(
    indent,
  )
}

function boxLine({ id, kind, names, members }: Box, prefix: string): string {
  const text = label(members.length > 0 ? [...names, `(${members.join(', ')})`] : names)
  const [open, close] = shapes[kind]
  return `${prefix}${id}${open}"${text}"${close}`
}

/** A group is a box with doubled sides; what is no node of the installation is round. */
const shapes: Record<Box['kind'], [string, string]> = {
  role: ['[', ']'],
  group: ['[[', ']]'],
  cidr: ['([', '])'],
  host: ['([', '])'],
  domain: ['([', '])'],
  any: ['([', '])'],
  unknown: ['([', '])'],
}

function arrowLine({ from, to, lines, flows }: Arrow, prefix: string): string {
  const line = flows.some(({ status }) => status === 'disputed') ? '-.->' : '-->'
  return `${prefix}${from} ${line}|"${label(lines)}"| ${prefix}${to}`
}

/** Lines are centred there, so that an indent would say nothing. */
function label(lines: string[]): string {
  return lines.map(line => escaped(line.trim())).join('<br/>')
}

/** Letters, figures and a few marks are safe anywhere; of all else the number is written. */
function escaped(text: string): string {
  return text
    .replace(/[^\p{L}\p{M}\p{N} ,.()/-]/gu, mark => `#${mark.codePointAt(0)};`)
    .replace(/^(\d+)\. /, '$1#46; ')
    .replace(/^-/, '#45;')
}

/** A title is no label: it ends with its line, and has no way to write marks as numbers. */
function plain(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} ,.()/-]+/gu, ' ')
}

function indent(line: string): string {
  return `  ${line}`
}
