import { stringify } from 'csv-stringify/sync'
import { plainCell } from '../check/report/plain.ts'
import type { Claim, Flow } from '../schema/types.ts'
import { cellOf, columns } from './columns.ts'

/**
 * Writes flows as CSV (RFC 4180), one row per flow, lists joined with ` | `.
 */
export function flowsToCsv(flows: Flow[], claims: Map<string, Claim>): string {
  const rows = flows.map(flow => columns.map(column => cellOf(column.value(flow, claims))))
  return csvOf(
    columns.map(({ name }) => name),
    rows,
  )
}

/** Rows as CSV (RFC 4180); cells that a spreadsheet would take for a formula, or a log for a command, are escaped. */
export function csvOf(head: string[], rows: (string | number)[][]): string {
  const cells = [head, ...rows].map(row => row.map(cell => (typeof cell === 'string' ? plain(cell) : cell)))
  return stringify(cells, { escape_formulas: true, record_delimiter: '\n' })
}

function plain(cell: string): string {
  return plainCell(cell).replace(/^([^\S\n]*):(?=:[a-z][a-z-]*(?: |::))/gim, '$1: ')
}
