import type { Claim } from '../../schema/types.ts'
import { showPorts } from '../extract/helpers.ts'
import type { Row, Table } from './tables.ts'

/** What one claim of a table says, by the row it stands in. */
export interface Said {
  row: number
  protocol: string | null
  ports: string
  source: string[]
  destination: string[]
  description: string | null
}

/** What the claims of a table are to say, in their order. */
export function expectedOf({ columns, rows }: Table): Said[] {
  const has = (column: keyof Row) => columns.includes(column)
  return rows.flatMap(({ ports, protocol, source, destination, description }, index) =>
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
