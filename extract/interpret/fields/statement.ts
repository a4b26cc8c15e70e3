import { vocabulary } from '../../vocabulary/index.ts'
import { normalizeTerm } from '../../vocabulary/words.ts'
import type { Draft } from '../claim.ts'
import type { Stretch } from '../lines.ts'
import { line, placeOf, type Rich } from '../rich.ts'
import { findIpProtocols } from './ip-protocols.ts'
import { marksBeside, type Noted } from './notes.ts'
import { findPorts } from './ports.ts'
import { findProtocols } from './protocols.ts'

/** One protocol with one port or range, or with the words that stand for a port. */
export interface Statement {
  values: Pick<Draft, 'protocol' | 'protocolText' | 'ports' | 'portText'>
  /** Where the port, or the words for it, stand. */
  place: Stretch | null
  /** Words in brackets behind the port. */
  note: string | null
  /** Where in the cell's words it stands; null when it is the whole cell. */
  at: number | null
}

/** Protocols as a cell of their own gives them. */
export interface Protocols {
  protocols: string[]
  text: string | null
}

/** Protocols without ports: numbers beside them are types. */
const portless = new Set(['icmp', ...[...vocabulary.ipProtocols.values()].filter(name => name !== 'sctp')])

/**
 * Reads what a port cell states: one statement per port and protocol, in the order of writing, `tcp`
 * before `udp`. A cell with words only gives them as `portText`; a cell that names nothing, nothing,
 * unless its row gives a protocol that needs no port.
 */
export function statePorts(cell: Rich, beside: Protocols): Statement[] {
  const byNumber = findIpProtocols(cell.text)
  const masked = byNumber.reduce(
    (text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end),
    cell.text,
  )
  const ports = beside.protocols.some(protocol => portless.has(protocol)) ? [] : findPorts(masked)
  if (ports.length === 0)
    return (
      namedOnly(cell, beside) ??
      byNumber.map(stateNumber).concat(byNumber.length ? [] : stateWords(cell, beside))
    )
  return [...byNumber.map(stateNumber), ...ports.flatMap(statePort)]

  function stateNumber({ protocol, text, start, end }: (typeof byNumber)[number]): Statement {
    return {
      values: { protocol, protocolText: text, ports: null, portText: text },
      place: placeOf(cell, start, end),
      note: null,
      at: start,
    }
  }

  function statePort(mention: (typeof ports)[number]): Statement[] {
    const own = mention.protocols.length > 0
    return orNull(own ? [...mention.protocols].sort() : beside.protocols).map(protocol => ({
      values: {
        protocol,
        protocolText: own ? mention.protocolText : beside.text,
        // `50/esp` is a protocol's own number.
        ...(protocol && portless.has(protocol)
          ? { ports: null, portText: cell.text.slice(mention.start, mention.end) }
          : { ports: { first: mention.first, last: mention.last }, portText: null }),
      },
      place: placeOf(cell, mention.start, mention.end),
      note: mention.note,
      at: mention.start,
    }))
  }
}

/** Words that name a portless protocol themselves: `IP-in-IP, protocol number 4`. */
function namedOnly(cell: Rich, beside: Protocols): Statement[] | null {
  if (beside.protocols.length > 0) return null
  const found = findProtocols(cell.text).find(({ protocols }) =>
    protocols.every(protocol => portless.has(protocol)),
  )
  return found ? stateWords(cell, { protocols: found.protocols, text: found.text }) : null
}

function stateWords(cell: Rich, beside: Protocols): Statement[] {
  const words = line(cell)
  const silent = vocabulary.nobody.has(normalizeTerm(words))
  const named = beside.protocols.some(protocol => portless.has(protocol))
  if (silent && !named) return []
  // "N/A" where a port would stand says something of a portless protocol; a dash or a blank does not.
  const portText = silent && !/\p{L}/u.test(words) ? null : words
  return orNull(beside.protocols).map(protocol => ({
    values: { protocol, protocolText: beside.text, ports: null, portText },
    place: portText ? placeOf(cell) : null,
    note: null,
    at: null,
  }))
}

function orNull(protocols: string[]): (string | null)[] {
  return protocols.length > 0 ? protocols : [null]
}

/** The notes that bear on a statement: those on its line of the cell. */
export function marksOf(cell: Noted, { at }: Statement): string[] {
  return at === null ? cell.marks : marksBeside(cell, at)
}
