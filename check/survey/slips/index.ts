import type { Vocabulary } from '../../../reconcile/index.ts'
import type { Claim, Ports } from '../../../schema/types.ts'
import type { End, Fact } from '../facts.ts'
import type { Statement } from '../statements.ts'
import { type PortSlip, portSlips } from './ports.ts'
import { type ProtocolSlip, protocolSlips } from './protocols.ts'

export type { PortSlip } from './ports.ts'
export type { ProtocolSlip } from './protocols.ts'

/** What was mistyped in the documents, as far as they tell themselves. */
export interface Slips {
  ports: PortSlip[]
  protocols: ProtocolSlip[]
}

/** The values of a fact, slips mended. */
export interface Meant {
  protocol: Claim['protocol']
  ports: Claim['ports']
  /** The service by words or, failing them, by that port. */
  service: string | null
  from: End
  to: End
}

/** @param family what pages of one product have in common */
export function slipsOf(
  statements: Statement[],
  family: (statement: Statement) => string,
  vocabulary: Vocabulary,
): Slips {
  return { ports: portSlips(statements, family, vocabulary), protocols: protocolSlips(statements, family) }
}

/**
 * Corrects what slips, and columns named against their table's direction, say wrong.
 *
 * @param serviceOf the service of a fact if its ports were others
 */
export function meantBy(
  { ports, protocols }: Slips,
  serviceOf: (fact: Fact, ports: Claim['ports']) => string | null,
): (fact: Fact) => Meant {
  const rightPorts = new Map(ports.map(({ statement, right }) => [statement.facts[0]!.spot, portsOf(right)]))
  const rightProtocol = new Map(
    protocols.flatMap(({ statements, right }) =>
      statements.flatMap(({ facts }) => facts.map(({ claim }): [string, string] => [claim.id, right])),
    ),
  )
  return fact => {
    const right = rightPorts.get(fact.spot)
    const [from, to] = isMisnamed(fact.claim) ? [fact.to, fact.from] : [fact.from, fact.to]
    return {
      protocol: rightProtocol.get(fact.claim.id) ?? fact.claim.protocol,
      ports: right ?? fact.claim.ports,
      service: right ? serviceOf(fact, right) : fact.service,
      from,
      to,
    }
  }
}

/** An outbound table lists whom its node reaches, whatever the column's head says; an inbound one the reverse. */
function isMisnamed({ direction, table, source, destination }: Claim): boolean {
  if (!table || direction === null) return false
  const { header } = table
  const column = direction === 'outbound' ? header.source : header.destination
  const missing = direction === 'outbound' ? header.destination : header.source
  const other = direction === 'outbound' ? destination : source
  return column !== null && missing === null && other.length > 0 && other.every(({ implied }) => implied)
}

function portsOf(text: string): Ports {
  const [first = 0, last = first] = text.split('-').map(Number)
  return { first, last }
}
