import type { Places } from '../places.ts'
import type { Stretch } from '../quiet.ts'
import type { Cell, Table } from './model.ts'
import type { Page } from './page.ts'
import { pairUp, type Slot } from './slots.ts'

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
