import type { Places } from '../places.ts'
import type { Stretch } from '../quiet.ts'
import type { Cell, Table } from './engine.ts'
import type { Page } from './inline.ts'

/** A cell with its place; without a `cell` it is one that Asciidoctor left out. */
export interface Placed {
  slot: Slot
  cell: Cell | null
}

export type Rows = Record<'head' | 'body' | 'foot', Placed[][]>

/**
 * Finds where the rows of a table stand, whose inside is a stretch of the text.
 *
 * Asciidoctor counts cells off into rows, so that after a missing one every cell is in the wrong row and
 * those at the end are left out. Where the lines tell the rows apart, they are believed instead.
 *
 * @returns the rows and, when cells were left over, the first of the row that is to blame
 */
export function rowsOf(
  node: Table,
  inside: Stretch,
  { places, written }: Page,
): { rows: Rows; uneven: Placed | null } {
  const cells = [...node.rows.head, ...node.rows.body, ...node.rows.foot].flat()
  const { format = 'psv', separator = node.document.nested() ? '!' : '|' } = node.attributes
  const words = cells.map(cell => written.get(cell) ?? '')
  places.at = inside.start
  const { slots, rest } =
    format === 'psv'
      ? pairUp(words, inside, places.text, separator)
      : { slots: words.map(cell => findWords(cell, inside, places)), rest: [] }
  const left = rest.map(slot => ({ slot, cell: null }))
  const placed = cells.map((cell, i) => ({ slot: slots[i]!, cell }))
  const rows = asCounted(node, placed)
  if (left.length === 0) return { rows, uneven: null }
  const lines = asWritten([...placed, ...left], node.columns.length, places.text)
  if (!lines) return { rows: { ...rows, foot: [...rows.foot, left] }, uneven: left[0]! }
  const heads = node.rows.head.length
  const found = widths(lines).findIndex(width => width !== node.columns.length)
  return {
    rows: { head: lines.slice(0, heads), body: lines.slice(heads), foot: [] },
    uneven: lines[found]?.[0] ?? left[0]!,
  }
}

function asCounted({ rows }: Table, placed: Placed[]): Rows {
  const left = [...placed]
  const take = (row: Cell[]) => left.splice(0, row.length)
  return { head: rows.head.map(take), body: rows.body.map(take), foot: rows.foot.map(take) }
}

/** Rows as blank lines, or else lines, part them, if most of these are as wide as the table. */
function asWritten(cells: Placed[], width: number, text: string): Placed[][] | null {
  for (const edge of [/\n[ \t]*\n/, /\n/]) {
    const rows: Placed[][] = []
    cells.forEach((cell, i) => {
      const before = cells[i - 1]
      const next = before && !edge.test(text.slice(before.slot.start, cell.slot.start))
      if (next) rows.at(-1)!.push(cell)
      else rows.push([cell])
    })
    const fitting = widths(rows).filter(found => found === width).length
    if (rows.length >= fewestRows && fitting * 3 >= rows.length * 2) return rows
  }
  return null
}

const fewestRows = 3

/** How many columns each row covers, with the cells that reach into it from above. */
function widths(rows: Placed[][]): number[] {
  const reaching: number[] = []
  return rows.map((row, index) => {
    const own = row.reduce((sum, { cell }) => sum + (cell?.colspan ?? 1), 0)
    for (const { cell } of row)
      for (let below = index + 1; below < Math.min(index + (cell?.rowspan ?? 1), rows.length); below++)
        reaching[below] = (reaching[below] ?? 0) + (cell?.colspan ?? 1)
    return own + (reaching[index] ?? 0)
  })
}

/** A cell of comma-separated values and the like: where its words come next. */
function findWords(words: string, { end }: Stretch, places: Places): Slot {
  const [first = ''] = words.split(/[\n"]/)
  const found = places.text.slice(places.at, end).indexOf(first)
  const start = places.at + Math.max(found, 0)
  places.at = found < 0 ? start : start + first.length
  return { start, content: { start, end: Math.max(start, Math.min(end, start + words.length)) } }
}

/** Where a cell stands: from its separator (or what is written before that) on. */
export interface Slot {
  /** Offset of the separator, or of the span or style before it. */
  start: number
  /** The stretch of its content. */
  content: Stretch
}

/** Spans, alignment and style of a cell, as Asciidoctor knows them: `2+`, `.3+^.>s`, `3*`. */
const spec =
  '(?:(\\d{1,3}(?:\\.\\d{0,3})?|(?:\\d{0,3}\\.)?\\d{1,3})([*+]))?(?:[<^>](?:\\.[<^>]?)?|(?:[<^>]?\\.)?[<^>])?[a-z]?$'
const specAtStart = new RegExp(`^[ \\t]*${spec}`)
const specBehind = new RegExp(`(?<![ \\t])[ \\t]+${spec}`)

/** Finds the cells of a table that is written with separators, in order; a repeated one as often. */
function findSlots(text: string, { start, end }: Stretch, separator: string): Slot[] {
  const slots: Slot[] = []
  let at = start
  for (const line of text.slice(start, end).split(/(?<=\n)/)) {
    readLine(line, at)
    at += line.length
  }
  finish(end)
  return slots

  function readLine(line: string, offset: number): void {
    let from = 0
    for (let bar = line.indexOf(separator); bar >= 0; bar = line.indexOf(separator, bar + separator.length)) {
      if (line[bar - 1] === '\\') continue
      const before = line.slice(from, bar)
      const found = (from === 0 && specAtStart.exec(before)) || specBehind.exec(before)
      const written = found?.[0].trimStart() ?? ''
      if (slots.length === 0 && before.slice(0, before.length - written.length).trim())
        open(offset, offset, 1)
      const begin = offset + bar - written.length
      finish(begin)
      open(begin, offset + bar + separator.length, found?.[2] === '*' ? Number(found[1]) : 1)
      from = bar + separator.length
    }
    if (slots.length === 0 && line.trim()) open(offset, offset, 1)
  }

  function open(start: number, from: number, times: number): void {
    const slot = { start, content: { start: from, end: from } }
    for (let i = 0; i < times; i++) slots.push(slot)
  }

  /** Ends the cells that are still open. */
  function finish(end: number): void {
    const last = slots.at(-1)
    if (last && last.content.end === last.content.start) last.content.end = Math.max(end, last.content.start)
  }
}

/** Cells that Asciidoctor may have dropped on end. */
const mostDropped = 50

/**
 * Finds for each of Asciidoctor's cells, in order, where it stands. A cell that cannot be found takes the
 * next place.
 *
 * @returns the places, and those behind the last of them: cells of a row that Asciidoctor dropped
 */
export function pairUp(
  words: string[],
  inside: Stretch,
  text: string,
  separator: string,
): { slots: Slot[]; rest: Slot[] } {
  const all = findSlots(text, inside, separator)
  let next = 0
  const slots = words.map(cell => {
    const wanted = flat(cell, separator)
    const found = all.slice(next, next + mostDropped).findIndex(slot => said(slot) === wanted)
    next += Math.max(found, 0) + 1
    return all[next - 1] ?? all.at(-1) ?? { start: inside.start, content: inside }
  })
  const rest = all.slice(next)
  return { slots, rest: rest.some(slot => said(slot) !== '') ? rest : [] }

  function said({ content }: Slot): string {
    return flat(text.slice(content.start, content.end), separator)
  }
}

function flat(words: string, separator: string): string {
  return words.replaceAll(`\\${separator}`, separator).replace(/\s+/g, ' ').trim()
}
