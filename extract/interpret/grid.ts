import type { Element } from 'hast'
import { defaultLimits } from '../limits.ts'
import { countWhile } from '../read/sorted.ts'
import type { RowGroup, Section } from './table-parts.ts'
import { childrenNamed, columnSpan, declaredColumns, rowGroups, rowSpan } from './table-parts.ts'

/** One `<td>` or `<th>` and the rectangle it covers, counted in rows and columns of the grid from 0. */
export interface Cell {
  element: Element
  row: number
  column: number
  width: number
  /** Only rows that exist count, however large the declared span. */
  height: number
  /** A `<th>`, or any cell in the `<thead>`. */
  header: boolean
}

/** One `<tr>`. */
export interface GridRow {
  element: Element
  /** The cells that start in this row, left to right: none in an empty row. */
  cells: Cell[]
  section: Section
}

/** A table made rectangular: every slot belongs to a cell or to none. */
export interface Grid {
  width: number
  height: number
  /** All rows, the head's first, then in source order, those of a `<tfoot>` too. */
  rows: GridRow[]
  /** The first `<caption>`. */
  caption: Element | null
  /** Whether cells were cut or dropped because the table is too wide, or has too many. */
  truncated: boolean
  /** Its cells, each counted in every row that it covers; beyond the limit rows are left out. */
  cells: number
  /**
   * The cell that covers a slot; `undefined` where there is none, inside the grid or out. Where cells
   * overlap it is the later one in the source, so that a row's own words win over those from above.
   */
  at(row: number, column: number): Cell | undefined
  /** Slot by slot what `at` gives for a row: always `width` long, empty for a row that is not there. */
  across(row: number): (Cell | undefined)[]
  /** Each cell that touches a row, once, left to right, with those that start above or are overlapped. */
  covering(row: number): Cell[]
}

/** Columns kept: no real table comes near. */
export const mostColumns = 10_000

interface Draft {
  width: number
  rows: GridRow[]
  /** For each row the cells that cover it, in source order: never one entry per slot. */
  covers: Cell[][]
  cells: number
  truncated: boolean
}

/** What a row must know of its group: the row after its last one, and its kind. */
interface Bounds {
  end: number
  section: Section
}

/**
 * Forms the grid of a table, row and column spans resolved.
 *
 * Cells stand where the HTML standard puts them. It differs in three things that move no cell sideways: a row
 * span too long adds no rows and the head comes first (as in browsers), a `<tfoot>` stays where it was written.
 *
 * @param table a hast `<table>`, with or without sections
 * @param most cells that are dealt with, which keeps a few kilobytes from filling memory
 * @see {@link https://html.spec.whatwg.org/multipage/tables.html#forming-a-table | HTML: Forming a table}
 */
export function formGrid(table: Element, most: number = defaultLimits.cells): Grid {
  const columns = declaredColumns(table)
  const width = Math.min(columns, mostColumns)
  const draft: Draft = { width, rows: [], covers: [], cells: 0, truncated: columns > width }
  for (const group of rowGroups(table)) addGroup(draft, group, most)
  return finish(draft, childrenNamed(table, 'caption')[0] ?? null)
}

function addGroup(draft: Draft, { section, rows }: RowGroup, most: number): void {
  const end = draft.rows.length + rows.length
  let above: Cell[] = []
  for (const element of rows) {
    if (draft.cells > most) break
    const carried = above.filter(cell => cell.row + cell.height > draft.rows.length)
    const cells = placeCells(draft, element, carried, { end, section })
    above = [...carried, ...cells]
    draft.cells += above.length
    draft.truncated ||= draft.cells > most
    draft.covers.push(above)
    draft.rows.push({ element, cells, section })
  }
}

/** Puts a row's cells in the free slots; only where a cell starts must be free, so wide ones may overlap. */
function placeCells(draft: Draft, tr: Element, carried: Cell[], group: Bounds): Cell[] {
  const row = draft.rows.length
  const taken = carried.toSorted(leftToRight)
  const cells: Cell[] = []
  let column = 0
  let next = 0
  for (const element of childrenNamed(tr, 'td', 'th')) {
    for (; next < taken.length && taken[next]!.column <= column; next++) {
      column = Math.max(column, endOf(taken[next]!))
    }
    const width = fit(draft, column, columnSpan(element))
    if (width === 0) break
    const height = Math.min(rowSpan(element), group.end - row)
    const header = element.tagName === 'th' || group.section === 'head'
    cells.push({ element, row, column, width, height, header })
    column += width
  }
  draft.width = Math.max(draft.width, column)
  return cells
}

function fit(draft: Draft, column: number, width: number): number {
  const left = mostColumns - column
  if (width > left) draft.truncated = true
  return Math.min(width, left)
}

function finish({ width, rows, covers, cells, truncated }: Draft, caption: Element | null): Grid {
  const sorted: (Cell[] | null)[] = []
  return {
    width,
    height: rows.length,
    rows,
    caption,
    truncated,
    cells,
    at: (row, column) => {
      const cells = covers[row]
      if (!cells) return undefined
      if (sorted[row] === undefined) sorted[row] = sortedApart(cells)
      return coverAt(cells, sorted[row], column)
    },
    across: row => (covers[row] ? paint(covers[row], width) : []),
    covering: row => covers[row]?.toSorted(leftToRight) ?? [],
  }
}

/** More cells than these are searched by halves, unless they overlap. */
const few = 8

function coverAt(cells: Cell[], sorted: Cell[] | null, column: number): Cell | undefined {
  const covers = (cell: Cell | undefined) => cell && cell.column <= column && column < endOf(cell)
  if (!sorted) return cells.findLast(covers)
  const found = sorted[countWhile(sorted, cell => cell.column <= column) - 1]
  return covers(found) ? found : undefined
}

/** The cells from left to right; null when they are few or some overlap. */
function sortedApart(cells: Cell[]): Cell[] | null {
  if (cells.length <= few) return null
  const sorted = cells.toSorted(leftToRight)
  return sorted.every((cell, i) => i === 0 || endOf(sorted[i - 1]!) <= cell.column) ? sorted : null
}

function paint(cells: Cell[], width: number): (Cell | undefined)[] {
  const slots = new Array<Cell | undefined>(width).fill(undefined)
  for (const cell of cells) slots.fill(cell, cell.column, endOf(cell))
  return slots
}

function endOf(cell: Cell): number {
  return cell.column + cell.width
}

function leftToRight(a: Cell, b: Cell): number {
  return a.column - b.column
}
