import type { Reading } from '../read/reading.ts'
import type { Draft } from './claim.ts'
import { findProtocols } from './fields/protocols.ts'
import { formGrid, type Grid } from './grid.ts'
import { findHeader, type Header } from './header.ts'
import type { Lines } from './lines.ts'
import { readMatrix } from './matrix.ts'
import { line, type Rich, richText, trim } from './rich.ts'
import { readRowTable } from './row-table.ts'
import type { Block } from './walk.ts'

/** All that the reading of one table needs. */
export interface Table {
  block: Block
  grid: Grid
  header: Header
  lines: Lines
  /** The prose above it, under the same heading. */
  lead: Rich | null
  /** The prose that follows it. */
  below: () => Rich[]
  /** The words of the cell that covers a slot. */
  cell(row: number, column: number): Rich
}

const nothing: Rich = { text: '', at: [], runs: [] }

/** Reads a table, if its header says that it is about ports. */
export function readTable(block: Block, below: () => Rich[], reading: Reading, lines: Lines): Draft[] {
  const grid = formGrid(block.node)
  const header = findHeader(grid, reading.plain)
  if (!header) return []
  const known = new Map<unknown, Rich>()
  const cell = (row: number, column: number): Rich => {
    const found = grid.at(row, column)
    if (!found) return nothing
    if (!known.has(found)) known.set(found, trim(richText(found.element, reading.plain)))
    return known.get(found)!
  }
  const lead = block.lead && richText(block.lead, reading.plain)
  const table: Table = { block, grid, header, lines, lead, below, cell }
  if (header.columns.has('matrix')) return readMatrix(table)
  return isAboutPorts(table) ? readRowTable(table) : []
}

/** A column of ports is not enough: settings tables have one too. Something must speak of traffic. */
function isAboutPorts({ header, grid, cell, block }: Table): boolean {
  const column = header.columns.get('ports')?.[0]
  if (column === undefined) return false
  if (header.columns.has('protocol') || header.columns.has('source') || header.columns.has('peer'))
    return true
  const namesProtocol = (text: string) => findProtocols(text).length > 0
  const cells = grid.rows
    .slice(header.row)
    .some((_, row) => namesProtocol(line(cell(header.row + row, column))))
  return cells || header.columns.has('destination') || block.frames.some(frame => namesProtocol(frame.text))
}
