import stringWidth from 'string-width'
import { oneLine, stripControls } from './plain.ts'

/**
 * Breaks a text into lines at its blanks; a word that is wider than a line is cut. Other white space, control
 * characters and marks of the direction of text count as blanks.
 *
 * @param width most columns of a line; wide characters take two
 * @param long what is done with a word that is wider: an address that is left whole can be followed
 * @returns the lines, one at the least
 */
export function wrap(text: string, width: number, long: 'cut' | 'leave' = 'cut'): string[] {
  const lines = ['']
  for (const word of oneLine(text).split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)!
    const longer = last === '' ? word : `${last} ${word}`
    if (stringWidth(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(...(long === 'cut' ? cut(word, width) : [word]))
  }
  return lines.length > 1 && lines[0] === '' ? lines.slice(1) : lines
}

/** No text is pressed into fewer columns, however wide its margin is. */
const narrowest = 20

/**
 * Writes a text behind a margin; lines that go on stand below its first word.
 *
 * @param margin may be coloured
 * @param width most columns of a line, the margin among them
 */
export function hang(margin: string, text: string, width: number): string[] {
  const indent = stringWidth(margin)
  const room = Math.max(narrowest, width - indent)
  const whole = oneLine(text)
  // What fits keeps its blanks.
  const lines = stringWidth(whole) <= room ? [whole] : wrap(whole, room, 'leave')
  return lines.map((line, i) => (i === 0 ? margin : ' '.repeat(indent)) + line)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function cut(word: string, width: number): string[] {
  const lines = ['']
  for (const { segment } of graphemes.segment(word)) {
    if (stringWidth(lines.at(-1)! + segment) > width) lines.push(segment)
    else lines[lines.length - 1] += segment
  }
  return lines
}

/** What stands for a tab. */
const tab = '  '
const ellipsis = '…'
/** Part of the width that the place itself may take when the line is cut. */
const most = 2 / 3

/** A part of a line and the line of marks below it. */
export interface Excerpt {
  text: string
  marks: string
}

/** One character as a terminal shows it. */
interface Cell {
  text: string
  width: number
  marked: boolean
}

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Shows a place in a line, marked below it; a line that is too wide is cut around the place.
 *
 * @param line the line as it is written
 * @param start first column of the place, 1-based, in UTF-16 units
 * @param end column after the place; none: it goes on to the end of the line
 * @param width terminal columns that the excerpt may take
 */
export function excerptOf(line: string, start: number, end: number | null, width: number): Excerpt {
  const text = line.trimEnd()
  const [near, far] = surroundings(start - 1, width)
  const place = { start: start - 1 - near, end: (end ?? text.length + 1) - 1 - near }
  const cells = cellsOf(text.slice(near, far), place)
  const first = cells.findIndex(cell => cell.marked)
  const at = first < 0 ? cells.length : first
  const [from, to] = window(cells, at, at + cells.filter(cell => cell.marked).length, width)
  return drawn(
    cells,
    { from, at, to },
    { before: near + from > 0, behind: far < text.length || to < cells.length },
  )
}

/** A page may be one line: what is far from a place is not looked at. */
function surroundings(at: number, width: number): [number, number] {
  return [Math.max(0, at - 2 * width), at + 2 * width]
}

/** The cells of a window with the marks below the place at its cell `at`. */
function drawn(
  cells: Cell[],
  { from, at, to }: { from: number; at: number; to: number },
  cut: { before: boolean; behind: boolean },
): Excerpt {
  const shown = cells.slice(from, to)
  const words = shown.map(cell => cell.text).join('')
  const ahead = (cut.before ? ellipsis.length : 0) + widthOf(cells.slice(from, at))
  const length = Math.max(1, widthOf(shown.filter(cell => cell.marked)))
  return {
    text: stripControls(`${cut.before ? ellipsis : ''}${words}${cut.behind ? ellipsis : ''}`),
    marks: ' '.repeat(ahead) + '^'.repeat(length),
  }
}

/** Cells of a text; a place without width marks the character behind it. */
function cellsOf(text: string, { start, end }: { start: number; end: number }): Cell[] {
  const last = Math.max(end, start + 1)
  return [...segments.segment(text)].map(({ segment, index }) => {
    const shown = segment === '\t' ? tab : stripControls(segment)
    return { text: shown, width: columnsOf(shown), marked: index + segment.length > start && index < last }
  })
}

/** The cells to show: the place, then as much at its left and right as there is room for. */
function window(cells: Cell[], start: number, end: number, width: number): [number, number] {
  if (widthOf(cells) <= width) return [0, cells.length]
  const room = Math.max(1, width - 2 * ellipsis.length)
  const last = grow(cells, start, end, room * most)
  const side = (room - widthOf(cells.slice(start, last))) / 2
  const from = start - grow(cells.slice(0, start).reverse(), 0, start, side)
  const to = grow(cells, from, cells.length, room)
  // What the right side leaves goes to the left one.
  return [to - grow(cells.slice(0, to).reverse(), 0, to, room), to]
}

/** The index up to which cells from `start` fit a width, at most `end`. */
function grow(cells: Cell[], start: number, end: number, width: number): number {
  let at = start
  for (let used = 0; at < end; at++) {
    used += cells[at]!.width
    if (used > width) break
  }
  return at
}

/** Most characters are of the kind that is soon measured. */
function columnsOf(text: string): number {
  return /^[ -~]+$/.test(text) ? text.length : stringWidth(text)
}

function widthOf(cells: Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0)
}
