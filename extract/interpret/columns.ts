import type { Field, Vocabulary } from '../vocabulary/index.ts'
import { announces } from './fields/announce.ts'
import type { Grid } from './grid.ts'
import type { Header } from './header.ts'
import { isAcross } from './notes-row.ts'
import { portsListed } from './port-list.ts'
import { line, type Rich } from './rich.ts'

type ReadCell = (row: number, column: number) => Rich

const transport =
  /^(?:(?:tcp|udp|sctp|icmp)[46]?(?:\s*(?:[/,&+、|]|and|or|和|与|及|und|et|y|e)\s*)?)+(?:\s*\([^)]*\))?$/i
const portList = /^\d{1,5}(?:\s*(?:[-–~,/]|to|or|and)\s*\d{1,5})*(?:\s*\(?default\)?)?$/i

/**
 * Lets the cells of a table correct what its header's words say of the columns: pages call the transport
 * `Type` and what runs on it `Protocol`, or put the number below `Default` and a name below `Port`.
 */
export function refineColumns(header: Header, grid: Grid, cell: ReadCell, vocabulary: Vocabulary): Header {
  const columns = new Map(header.columns)
  if (columns.has('ports')) {
    demoteMatrix(columns)
    const words = (column: number) => bodyWords(header, grid, cell, column)
    const named = new Set([...columns.values()].flat())
    const unknown = header.words.map((_, i) => i).filter(i => !named.has(i))
    refineProtocol(columns, unknown, words)
    refinePorts(columns, unknown, words)
  }
  const listed = columns.has('ports') ? undefined : listOfPorts(header, grid, cell, vocabulary)
  if (listed === undefined) return { ...header, columns }
  return { ...header, columns: columns.set('ports', [listed]), listed: true }
}

/**
 * Between a source and a destination, the column whose every cell holds a list of ports in its prose; some
 * cell must speak of ports, for a list of bare numbers may count anything.
 */
function listOfPorts(header: Header, grid: Grid, cell: ReadCell, vocabulary: Vocabulary): number | undefined {
  const { source, destination } = Object.fromEntries(header.columns)
  if (!source || !destination) return undefined
  const rows = bodyRows(header, grid)
  const columns = header.words.map((_, i) => i).filter(i => !source.includes(i) && !destination.includes(i))
  return columns.find(
    column =>
      rows.some(row => announces(line(cell(row, column)), vocabulary)) &&
      rows.every(row => portsListed(cell(row, column), vocabulary).text !== ''),
  )
}

/** Beside a column of ports `From/To` heads the other end, and is no corner of a matrix. */
function demoteMatrix(columns: Map<Field, number[]>): void {
  const corner = columns.get('matrix')
  if (!corner) return
  columns.delete('matrix')
  if (!columns.has('peer')) columns.set('peer', corner)
}

function refineProtocol(
  columns: Map<Field, number[]>,
  unknown: number[],
  words: (column: number) => string[],
): void {
  const named = columns.get('protocol')
  if (named && words(named[0]!).some(text => /\b(?:tcp|udp|sctp|icmp)/i.test(text))) return
  const found = unknown.find(column => holdsOnly(words(column), transport))
  if (found === undefined) return
  if (named && !columns.has('description')) columns.set('description', named)
  columns.set('protocol', [found])
}

function refinePorts(
  columns: Map<Field, number[]>,
  unknown: number[],
  words: (column: number) => string[],
): void {
  if (words(columns.get('ports')![0]!).some(text => /\d/.test(text))) return
  const found = unknown.find(column => holdsOnly(words(column), portList))
  if (found !== undefined) columns.set('ports', [found])
}

function holdsOnly(words: string[], expression: RegExp): boolean {
  return words.length > 0 && words.every(text => expression.test(text))
}

function bodyRows(header: Header, grid: Grid): number[] {
  return grid.rows.map((_, row) => row).filter(row => row > header.row && !isAcross(grid, row))
}

/** The words of a column below its header, empty cells left out. */
function bodyWords(header: Header, grid: Grid, cell: ReadCell, column: number): string[] {
  const rows = bodyRows(header, grid)
  return rows.map(row => line(cell(row, column))).filter(text => /[\p{L}\d]/u.test(text))
}
