import { portlessByNumber, protocolByNumber, protocolsWithPorts } from '../../../schema/protocols.ts'
import { type Rich, split } from '../rich.ts'
import { groupOf } from './code.ts'
import type { Traffic } from './rule.ts'

const item = /^\[?"?(\d{1,5})(?:\s*[-–:]\s*(\d{1,5}))?(?:\/([a-z]+))?"?\]?$/di
/** `<name>`, `$NAME`, `%NAME%`, `{{ name }}`, `YOUR_NAME`. */
const unknown = /[<>$%{}]|^[A-Z]+(?:_[A-Z]+)+/
const anything = /^(?:all|any|\*|-1)$/i
/** Protocols as firewalls name them. */
const names = new Map([
  ...[...protocolsWithPorts, ...portlessByNumber.values()].map((name): [string, string] => [name, name]),
  ...['tcp', 'udp'].flatMap(name => ['4', '6'].map((version): [string, string] => [name + version, name])),
  ...['icmpv4', 'icmpv6', 'icmp-v6', 'ipv6-icmp', 'icmpx'].map((name): [string, string] => [name, 'icmp']),
  ['ipencap', 'ipip'],
  ['ip-in-ip', 'ipip'],
  ...['-1', '*', 'all', 'any'].map((name): [string, string] => [name, 'all']),
])

/** The ports of a list such as `22,80/tcp` or `30000:32767`; words and variables give none. */
export function portsIn(list: Rich): Traffic[] {
  const found: Traffic[] = []
  let behind: Rich | null = null
  for (const part of split(list, /[,\s]+/g).reverse()) {
    const match = item.exec(part.text)
    if (!match) continue
    behind = groupOf(part, match, 3) ?? behind
    const ports = { first: Number(match[1]), last: Number(match[2] ?? match[1]) }
    if (ports.first > 65535 || ports.last > 65535) continue
    const [start] = match.indices![1]!
    const [, end] = match.indices![2] ?? match.indices![1]!
    found.push({ ports, portWord: cut(part, start, end), protocol: protocolOf(behind), protocolWord: behind })
  }
  return found.reverse()
}

/** The protocol that a word stands for, by its usual name; null for a variable or none at all. */
export function protocolOf(word: Rich | null | undefined): string | null {
  const text = word?.text.toLowerCase()
  if (!text) return null
  if (/^\d+$/.test(text)) return protocolByNumber(Number(text))
  return names.get(text) ?? null
}

/** Tests whether a protocol goes without ports, so that it says enough by itself. */
export function isPortless(protocol: string | null): protocol is string {
  return protocol !== null && protocol !== 'all' && !protocolsWithPorts.has(protocol)
}

/** Tests whether a word in a port's or address's place means every one. */
export function isAnything(word: Rich): boolean {
  return anything.test(word.text)
}

/** Everything from or to addresses; nothing when one of them is a variable or placeholder (`<pod-cidr>`). */
export function wholeTraffic(addresses: Rich[]): Traffic[] {
  return areKnown(addresses) ? [wholeProtocol(null)] : []
}

/** Tests whether there are addresses, all of them written out: then all ports are a statement too. */
export function areKnown(addresses: Rich[]): boolean {
  return addresses.length > 0 && addresses.every(({ text }) => !unknown.test(text))
}

/** Every port of a protocol; of every protocol when none is given. */
export function wholeProtocol(word: Rich | null): Traffic {
  return { protocol: word ? protocolOf(word) : 'all', protocolWord: word, ports: null, portWord: null }
}

/**
 * What a rule with separate protocol and port options lets through: nothing when ports are given but
 * not as numbers, and nothing when it names neither a port nor a protocol without ports nor an address.
 */
export function trafficOf(protocol: Rich | null, ports: Rich[], addresses: Rich[]): Traffic[] {
  const name = protocolOf(protocol)
  if (isPortless(name)) return [wholeProtocol(protocol)]
  if (ports.length === 0 || ports.every(isAnything)) {
    const stated = areKnown(addresses) && (protocol === null || name !== null)
    return stated ? [{ ...wholeProtocol(protocol), portWord: ports[0] ?? null }] : []
  }
  return ports.flatMap(portsIn).map(one => ({
    ...one,
    protocol: name ?? one.protocol,
    protocolWord: name ? protocol : one.protocolWord,
  }))
}

function cut(word: Rich, start: number, end: number): Rich {
  return { text: word.text.slice(start, end), at: word.at.slice(start, end), runs: [] }
}
