import { stringify } from 'csv-stringify/sync'
import type { Claim, Flow } from '../schema/types.ts'
import { cellOf, columns } from './columns.ts'

/**
 * Writes flows as CSV (RFC 4180), one row per flow, lists joined with ` | `.
 *
 * Cells that a spreadsheet would take for a formula are escaped.
 */
export function flowsToCsv(flows: Flow[], claims: Map<string, Claim>): string {
  return stringify(
    flows.map(flow => columns.map(column => cellOf(column.value(flow, claims)))),
    {
      columns: columns.map(({ name }) => name),
      header: true,
      escape_formulas: true,
      record_delimiter: '\n',
    },
  )
}
