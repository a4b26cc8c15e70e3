import type { Element } from 'hast'
import type { Repair } from '../read/reading.ts'
import { type Cell, formGrid, type Grid } from './grid.ts'
import { stretchOfRow } from './lines.ts'
import { childrenNamed, rowGroups } from './table-parts.ts'

/** Each row that is split makes the grid be formed anew; more of them are no slip. */
const most = 50

/**
 * Splits rows of an HTML table that ran together when the tags between them were lost: the cells that the
 * header has no columns for must fill the next row exactly.
 *
 * @param table a hast `<table>`, which is changed
 * @param cells most cells of a table; a larger one is left as it is
 * @returns what was mended, each with the stretch of both rows
 */
export function splitJoinedTags(table: Element, cells: number): Repair[] {
  const repairs: Repair[] = []
  const find = () => joinedRow(table, cells)
  for (let row = find(); row && repairs.length < most; row = find()) {
    const stretch = stretchOfRow(row.element)
    if (!stretch) break
    repairs.push({ id: 'joined-rows', ...stretch })
    split(table, row)
  }
  return repairs
}

interface Joined {
  element: Element
  /** The first cell of the second row. */
  seam: Element
}

/** The first row that is two. */
function joinedRow(table: Element, cells: number): Joined | null {
  if (!mayBeJoined(table)) return null
  const grid = formGrid(table, cells)
  const width = widthOf(grid)
  for (const [index, { element, cells }] of grid.rows.entries()) {
    const seam = width > 1 && index > 0 ? seamOf(grid, index, cells, width) : null
    if (seam) return { element, seam: seam.element }
  }
  return null
}

/** Tells tables apart at little cost that need no grid: no row has more cells than the first, none spans rows. */
function mayBeJoined(table: Element): boolean {
  const rows = rowGroups(table).flatMap(group => group.rows)
  const cells = rows.map(row => childrenNamed(row, 'td', 'th'))
  return cells.some(
    own => own.length > cells[0]!.length || own.some(cell => cell.properties.rowSpan !== undefined),
  )
}

function widthOf(grid: Grid): number {
  return Math.max(0, ...grid.covering(0).map(({ column, width }) => column + width))
}

function seamOf(grid: Grid, row: number, cells: Cell[], width: number): Cell | null {
  const at = cells.findIndex(cell => cell.column >= width)
  const seam = cells[at]
  if (!seam || seam.column !== width || !cells.slice(at).some(cell => hasWords(cell.element))) return null
  const surplus = sum(cells.slice(at))
  const above = sum(grid.covering(row).filter(cell => cell.column < width && reachOf(cell) > row + 1))
  return surplus === width - above || (above === 0 && surplus % width === 0) ? seam : null
}

/** The row behind the last one that a cell was meant to cover, whether there is one or not. */
function reachOf({ row, height, element }: Cell): number {
  return row + Math.max(height, Number(element.properties.rowSpan) || 1)
}

function hasWords({ children }: Element): boolean {
  return children.some(child =>
    child.type === 'text' ? /\S/.test(child.value) : child.type === 'element' && hasWords(child),
  )
}

function sum(cells: Cell[]): number {
  return cells.reduce((total, { width }) => total + width, 0)
}

/** Puts what begins with the seam into a row of its own. */
function split(table: Element, { element, seam }: Joined): void {
  const at = element.children.indexOf(seam)
  const last = element.children.slice(0, at).findLast(child => child.type === 'element')
  const rest = element.children.splice(at)
  const position = element.position &&
    seam.position && { start: seam.position.start, end: element.position.end }
  const row: Element = { ...element, properties: {}, children: rest, position }
  if (element.position && last?.position) element.position = { ...element.position, end: last.position.end }
  const parent = [table, ...childrenNamed(table, 'thead', 'tbody', 'tfoot')].find(part =>
    part.children.includes(element),
  )!
  parent.children.splice(parent.children.indexOf(element) + 1, 0, row)
}
