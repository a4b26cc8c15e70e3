import { stringify } from 'csv-stringify/sync'

/** Rows as CSV (RFC 4180); cells that a spreadsheet would take for a formula are escaped. */
export function csvOf(head: string[], rows: (string | number)[][]): string {
  return stringify([head, ...rows], { escape_formulas: true, record_delimiter: '\n' })
}
