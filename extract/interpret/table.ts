import type { Tally } from '../tally.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { isAboutPorts } from './about-ports.ts'
import type { Draft, Page } from './claim.ts'
import { refineColumns } from './columns.ts'
import { formGrid, type Grid, mostColumns } from './grid.ts'
import { findHeader, type Header } from './header.ts'
import type { Lines } from './lines.ts'
import { readMatrix } from './matrix.ts'
import { type Rich, richText, trim } from './rich.ts'
import { readRowTable } from './row-table.ts'
import type { Block } from './walk.ts'

/** All that the reading of one table needs. */
export interface Table {
  block: Block
  grid: Grid
  header: Header
  lines: Lines
  tally: Tally
  vocabulary: Vocabulary
  /** The prose above it, under the same heading. */
  lead: Rich | null
  /** The prose that follows it. */
  below: () => Rich[]
  /** The words of the cell that covers a slot. */
  cell(row: number, column: number): Rich
}

const nothing: Rich = { text: '', at: [], runs: [] }

/** Reads a table, if its header says that it is about ports. */
export function readTable(block: Block, below: () => Rich[], page: Page): Draft[] {
  const table = openTable(block, below, page)
  if (!table) return []
  if (table.header.columns.has('matrix')) return readMatrix(table)
  return isAboutPorts(table) ? readRowTable(table) : []
}

/**
 * Forms the grid of a table and finds its header.
 *
 * @returns null when no header word is known
 * @throws {LimitError} when it is too large
 */
export function openTable(block: Block, below: () => Rich[], page: Omit<Page, 'id'>): Table | null {
  const { reading, lines, tally } = page
  const { vocabulary } = reading
  const grid = formGrid(block.node, tally.limits.cells)
  const line = block.node.position?.start.line
  tally.table(grid.cells, reading.file.path, line)
  if (grid.truncated) tally.tooWide(mostColumns, reading.file.path, line)
  const found = findHeader(grid, reading.plain, vocabulary)
  if (!found) return null
  const known = new Map<unknown, Rich>()
  const cell = (row: number, column: number): Rich => {
    const at = grid.at(row, column)
    if (!at) return nothing
    if (!known.has(at)) known.set(at, trim(richText(at.element, reading.plain)))
    return known.get(at)!
  }
  const header = refineColumns(found, grid, cell, vocabulary)
  const lead = block.lead && richText(block.lead, reading.plain)
  return { block, grid, header, lines, tally, vocabulary, lead, below, cell }
}
