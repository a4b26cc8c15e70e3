import type { Text } from 'hast'
import stringWidth from 'string-width'
import type { Places } from '../places.ts'
import { countWhile } from '../sorted.ts'

/** A line of reStructuredText as it stands in its block: the indentation that the block has is not counted. */
export interface Line {
  /** Columns before the words. */
  indent: number
  /** The words, without the blanks around them; empty for a blank line. */
  text: string
  /** Offset of the words in the document. */
  at: number
}

const tabStop = 8

/** The lines of a text. */
export function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map(full => {
    const text = full.trim()
    const blanks = full.slice(0, full.length - full.trimStart().length)
    const line = { indent: columnsOf(blanks), text, at: start + (text ? blanks.length : 0) }
    start += full.length + 1
    return line
  })
}

function columnsOf(blanks: string): number {
  let column = 0
  for (const char of blanks) column = char === '\t' ? column - (column % tabStop) + tabStop : column + 1
  return column
}

export function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text === ''
}

/** Where the words of a line end in the document. */
export function endOf(line: Line): number {
  return line.at + line.text.length
}

/** The stretch from the first to the last line that has words. */
export function stretchOf(lines: Line[]): { start: number; end: number } {
  const first = lines.find(line => line.text) ?? lines[0]
  const last = lines.findLast(line => line.text) ?? first
  return { start: first?.at ?? 0, end: last ? endOf(last) : 0 }
}

/** A line whose words begin further on. */
export function from(line: Line, index: number): Line {
  const rest = line.text.slice(index)
  const blanks = rest.length - rest.trimStart().length
  return { indent: line.indent + index + blanks, text: rest.trim(), at: line.at + index + blanks }
}

/** Lines without the indentation that they share, or without as much as given. */
export function dedent(lines: Line[], by = sharedIndent(lines)): Line[] {
  return lines.map(line => ({ ...line, indent: Math.max(0, line.indent - by) }))
}

function sharedIndent(lines: Line[]): number {
  return lines.reduce(
    (least, line) => (line.text ? Math.min(least, line.indent) : least),
    Number.MAX_SAFE_INTEGER,
  )
}

/** Where the lines end, from an index on, that are blank or indented deeper than `indent`. */
export function endOfIndented(lines: Line[], at: number, indent = 0): number {
  let end = at
  for (let next = at; next < lines.length; next++) {
    const line = lines[next]!
    if (line.text && line.indent <= indent) break
    if (line.text) end = next + 1
  }
  return end
}

/** Lines without blank ones at either end. */
export function trimLines(lines: Line[]): Line[] {
  const first = lines.findIndex(line => line.text)
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(line => line.text) + 1)
}

const plain = /^[ -~]*$/
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Columns that words take on a screen. */
export function widthOf(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text)
}

/** For each column of a text the index of the character that stands there: wide ones take two. */
export function indexByColumn(text: string): number[] | null {
  if (plain.test(text)) return null
  return [...characters.segment(text)].flatMap(({ segment, index }) =>
    new Array<number>(stringWidth(segment)).fill(index),
  )
}

/** Lines side by side as one string that knows its place. */
export interface Joined {
  text: string
  /** Index of each line in the string, and its offset in the document. */
  starts: { index: number; at: number }[]
}

/** Puts lines side by side. */
export function join(lines: Line[]): Joined {
  const starts: Joined['starts'] = []
  let text = ''
  for (const line of lines) {
    if (text) text += '\n'
    starts.push({ index: text.length, at: line.at })
    text += line.text
  }
  return { text, starts }
}

/** Where a character of the string stands in the document. */
export function placeOf({ starts }: Joined, index: number): number {
  const line = starts[countWhile(starts, start => start.index <= index) - 1]!
  return line.at + index - line.index
}

/**
 * Plain words: a text for each line, so that each is exactly what stands in the document.
 *
 * @param escapes whether backslashes in them are marks
 */
export function textBetween(
  joined: Joined,
  from: number,
  to: number,
  places: Places,
  escapes = false,
): Text[] {
  let index = from
  return joined.text
    .slice(from, to)
    .split(/(\n)/)
    .flatMap(part => {
      const start = index
      index += part.length
      if (part === '\n') return [{ type: 'text', value: ' ' }]
      return escapes ? unescaped(joined, part, start, places) : words(joined, part, start, places)
    })
}

/** Inside markup a backslash makes the character behind it plain, or a blank nothing. */
function unescaped(joined: Joined, part: string, start: number, places: Places): Text[] {
  let index = start
  return part.split(/(\\\s?)/).flatMap((piece, i) => {
    const at = index
    index += piece.length
    return i % 2 ? [] : words(joined, piece, at, places)
  })
}

function words(joined: Joined, value: string, index: number, places: Places): Text[] {
  if (value === '') return []
  const start = placeOf(joined, index)
  return [{ type: 'text', value, position: places.position({ start, end: start + value.length }) }]
}
