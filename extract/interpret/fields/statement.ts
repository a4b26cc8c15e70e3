import { vocabulary } from '../../vocabulary/index.ts'
import { normalizeTerm } from '../../vocabulary/words.ts'
import type { Draft } from '../claim.ts'
import type { Stretch } from '../lines.ts'
import { line, placeOf, type Rich } from '../rich.ts'
import { findPorts } from './ports.ts'

/** One protocol with one port or range, or with the words that stand for a port. */
export interface Statement {
  values: Pick<Draft, 'protocol' | 'protocolText' | 'ports' | 'portText'>
  /** Where the port, or the words for it, stand. */
  place: Stretch | null
  /** Words in brackets behind the port. */
  note: string | null
}

/** Protocols that have no ports: numbers beside them are types or protocol numbers. */
const portless = new Set(['icmp', 'ipip', 'gre', 'esp', 'ah', 'vrrp'])

/**
 * Reads what a port cell states: one statement per port and protocol, in the order of writing, `tcp`
 * before `udp`. A cell with words only gives them as `portText`; a cell that names nothing, nothing,
 * unless its row gives a protocol that needs no port.
 */
export function statePorts(cell: Rich, beside: { protocols: string[]; text: string | null }): Statement[] {
  const found = findPorts(cell.text)
  const words = line(cell)
  if (found.length === 0 || beside.protocols.some(protocol => portless.has(protocol)))
    return stateWords(cell, words, beside)
  return found.flatMap(mention => {
    const own = mention.protocols.length > 0
    const protocols = own ? [...mention.protocols].sort() : beside.protocols
    return orNull(protocols).map(protocol => ({
      values: {
        protocol,
        protocolText: own ? mention.protocolText : beside.text,
        ports: { first: mention.first, last: mention.last },
        portText: null,
      },
      place: placeOf(cell, mention.start, mention.end),
      note: mention.note,
    }))
  })
}

function stateWords(
  cell: Rich,
  words: string,
  beside: { protocols: string[]; text: string | null },
): Statement[] {
  const silent = vocabulary.nobody.has(normalizeTerm(words))
  if (silent && !beside.protocols.some(protocol => portless.has(protocol))) return []
  return orNull(beside.protocols).map(protocol => ({
    values: { protocol, protocolText: beside.text, ports: null, portText: silent ? null : words },
    place: silent ? null : placeOf(cell),
    note: null,
  }))
}

function orNull(protocols: string[]): (string | null)[] {
  return protocols.length > 0 ? protocols : [null]
}
