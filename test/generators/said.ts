import type { Claim } from '../../schema/types.ts'
import { showPorts } from '../extract/helpers.ts'
import type { Column, Row, Table } from './tables.ts'

/** What one claim of a table says, by the row it stands in. */
export interface Said {
  row: number
  protocol: string | null
  ports: string
  source: string[]
  destination: string[]
  description: string | null
}

/** The rows with what their leading blank cells repeat, as far as the first row fills those columns. */
function repeating(columns: Column[], rows: Row[]): Row[] {
  const isBlank = (row: Row, column: Column) => row[column].cell.markdown === ''
  const leading = columns.slice(0, columns.indexOf('ports'))
  if (leading[0] === 'protocol') return rows
  let above: Row | undefined
  return rows.map(row => {
    const full = leading.findIndex(column => !isBlank(row, column) || isBlank(rows[0]!, column))
    const blank = full < 0 ? leading : leading.slice(0, full)
    const from = above
    above = from ? { ...row, ...Object.fromEntries(blank.map(column => [column, from[column]])) } : row
    return above
  })
}

/** What the claims of a table are to say, in their order. */
export function expectedOf({ columns, rows }: Table): Said[] {
  const has = (column: keyof Row) => columns.includes(column)
  return repeating(columns, rows).flatMap(({ ports, protocol, source, destination, description }, index) =>
    ports.stated.flatMap(each =>
      protocol.stated.map(name => ({
        row: index + 1,
        protocol: name,
        ports: showPorts(each),
        source: has('source') ? source.stated : [],
        destination: has('destination') ? destination.stated : [],
        description: has('description') ? description.stated : null,
      })),
    ),
  )
}

/** What a claim says, in the same form. */
export function said(claim: Claim): Said {
  return {
    row: claim.table?.row ?? 0,
    protocol: claim.protocol,
    ports: claim.ports ? showPorts(claim.ports) : `words: ${claim.portText}`,
    source: claim.source.map(({ label }) => label),
    destination: claim.destination.map(({ label }) => label),
    description: claim.description,
  }
}
