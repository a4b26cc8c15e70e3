import { portlessByNumber } from '../../../schema/protocols.ts'
import { blankAll } from '../../read/mask.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import type { Draft } from '../claim.ts'
import type { Stretch } from '../lines.ts'
import { line, placeOf, type Rich } from '../rich.ts'
import { findIpProtocols, type IpProtocolMention as Named } from './ip-protocols.ts'
import { isNobody } from './nobody.ts'
import { marksBeside, type Noted } from './notes.ts'
import { findPorts, type PortMention } from './ports.ts'
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
const portless: ReadonlySet<string> = new Set(portlessByNumber.values())

/**
 * Reads what a port cell states: one statement per port and protocol, in the order of writing, `tcp`
 * before `udp`. A cell with words only gives them as `portText`; a cell that names nothing, nothing,
 * unless its row gives a protocol that needs no port.
 */
export function statePorts(cell: Rich, beside: Protocols, vocabulary: Vocabulary): Statement[] {
  const byNumber = findIpProtocols(cell.text, vocabulary)
  const masked = blankAll(cell.text, byNumber)
  const ported = beside.protocols.filter(protocol => !portless.has(protocol))
  const bare = beside.protocols.filter(protocol => portless.has(protocol))
  const ports = bare.length > 0 && ported.length === 0 ? [] : findPorts(masked, vocabulary)
  const byName = named(cell, beside, vocabulary)
  if (ports.length === 0 && (byNumber.length === 0 || byName !== beside))
    return stateWords(cell, byName, vocabulary)
  if (ports.length === 0) return byNumber.map(stateNumber)
  const alone =
    beside.protocols.length > 0 ? bare.map(stateBare) : bareIn(masked, ports, vocabulary).map(stateNumber)
  return [...byNumber.map(stateNumber), ...ports.flatMap(statePort), ...alone]

  function stateNumber({ protocol, text, start, end }: Named): Statement {
    return {
      values: { protocol, protocolText: text, ports: null, portText: text },
      place: placeOf(cell, start, end),
      note: null,
      at: start,
    }
  }

  function statePort(mention: (typeof ports)[number]): Statement[] {
    // "0-65535 (all)" names no protocol where the row does.
    const own = mention.protocols.some(protocol => protocol !== 'all' || ported.length === 0)
    return orNull(own ? [...mention.protocols].sort() : ported).map(protocol => ({
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

/** Protocols without ports that a cell names beside its ports: `TCP 443; ICMP`. */
function bareIn(text: string, ports: PortMention[], vocabulary: Vocabulary): Named[] {
  const taken = new Set(ports.map(({ protocolText }) => protocolText))
  return findProtocols(text, vocabulary)
    .filter(({ protocols, text }) => protocols.every(protocol => portless.has(protocol)) && !taken.has(text))
    .flatMap(({ protocols, ...place }) => protocols.map(protocol => ({ protocol, ...place })))
}

/** A row's own protocols, else those that the words for its port name: `All TCP`, `IP-in-IP`. */
function named(cell: Rich, beside: Protocols, vocabulary: Vocabulary): Protocols {
  if (beside.protocols.length > 0) return beside
  const found = findProtocols(cell.text, vocabulary).find(({ protocols }) => !protocols.includes('all'))
  return found ? { protocols: found.protocols, text: found.text } : beside
}

function stateBare(protocol: string): Statement {
  return {
    values: { protocol, protocolText: protocol, ports: null, portText: null },
    place: null,
    note: null,
    at: null,
  }
}

function stateWords(cell: Rich, beside: Protocols, vocabulary: Vocabulary): Statement[] {
  const words = line(cell)
  const silent = isNobody(words, vocabulary)
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
