import { portlessByNumber, protocolByNumber, protocolsWithPorts } from '../../../schema/protocols.ts'
import type { Ports } from '../../../schema/types.ts'
import type { Direction } from '../../vocabulary/index.ts'
import type { Stretch } from '../lines.ts'
import { type Rich, slice, split } from '../rich.ts'
import { groupOf } from './code.ts'

/** What is let through: a protocol and, where it has ports, one port or range. */
export interface Traffic {
  protocol: string | null
  /** The characters that the protocol was read from. */
  protocolWord: Rich | null
  ports: Ports | null
  /** The characters that the port, or what stands for it, was read from. */
  portWord: Rich | null
}

/** One thing that a command, a line of a configuration or a service definition lets through. */
export interface Rule extends Traffic {
  tool: string
  source: Rich[]
  destination: Rich[]
  direction: Direction | null
  /** What the rule itself says that it is for: its `comment` or description. */
  description: string | null
  /** Where it stands, when that is not the whole command. */
  place: Stretch | null
  /** It is about traffic that passes through: the node itself is neither end. */
  transit?: true
  /** The node that the definition is about, in its own words. */
  subject?: string
  /** The definition's title. */
  caption?: string
  /** firewalld's zone. */
  zone?: string
  /** It opens nothing: it only says from where the rules of its zone let traffic in. */
  bounds?: true
}

/** The parts of a rule that all its traffic shares. */
export type Shared = Omit<Rule, keyof Traffic | 'tool'>

/** What is shared by rules that name nothing but their traffic. */
export const silent: Shared = { source: [], destination: [], direction: null, description: null, place: null }

/** One rule for each kind of traffic. */
export function rules(tool: string, traffic: Traffic[], shared: Partial<Shared>): Rule[] {
  return traffic.map(one => ({ ...silent, ...shared, ...one, tool }))
}

const item = /^\[?"?(\d{1,5})(?:\s*[-–:]\s*(\d{1,5}))?(?:\/([a-z]+))?"?\]?$/di
/** `<name>`, `[name]`, `$NAME`, `%NAME%`, `{{ name }}`, `YOUR_NAME`. */
const unknown = /[<>$%{}]|^\[[^\]:.]+\]$|^[A-Z]+(?:_[A-Z]+)+/
const serviceName = /^\p{L}[\p{L}\d]*(?:[ .+-][\p{L}\d()]+)*$/u
/** Words that hold the place of a name. */
const placeholder =
  /^(?:(?:your|my|the)[- ])?(?:ports?|services?|apps?|application|profile|name|number)(?:[- ](?:name|number))?$/i
const anything = /^(?:all|any|\*|-1)$/i
/** Protocols as firewalls name them. */
const names = new Map([
  ...[...protocolsWithPorts, ...portlessByNumber.values()].map((name): [string, string] => [name, name]),
  ...['tcp', 'udp'].flatMap(name => ['4', '6'].map((version): [string, string] => [name + version, name])),
  ...['icmpv4', 'icmpx'].map((name): [string, string] => [name, 'icmp']),
  ...['icmp6', 'icmp-v6', 'ipv6-icmp'].map((name): [string, string] => [name, 'icmpv6']),
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

/** The ports of a list with their protocol beside it. */
export function portsFor(list: Rich | undefined, protocolWord: Rich | null = null): Traffic[] {
  const protocol = protocolOf(protocolWord)
  return list ? portsIn(list).map(one => ({ ...one, protocol, protocolWord })) : []
}

/** A service that a firewall knows by name: the name is in the port's place. */
export function named(name: Rich | null | undefined, protocol: Rich | null = null): Traffic[] {
  if (!name || !serviceName.test(name.text) || placeholder.test(name.text)) return []
  return [{ protocol: protocolOf(protocol), protocolWord: protocol, ports: null, portWord: name }]
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

/** An option of a command with the words that follow it. */
export interface Option {
  /** Without its dashes; lower case but for single letters, which mean two things in two cases. */
  name: string
  values: Rich[]
  /** A `!` stands before it. */
  negated: boolean
  /** The word with the option's dashes. */
  flag: Rich
}

const option = /^[-–—]{1,2}([a-z][\w-]*)(?:[=:](?=\S|$)|$)/i

/**
 * Reads options of every make: `--name=value`, `--name value value`, `-Name:value`. Words before the
 * first option belong to none and are left out.
 */
export function readOptions(words: Rich[]): Option[] {
  const options: Option[] = []
  let negated = false
  for (const word of words) {
    const match = option.exec(word.text)
    const last = options.at(-1)
    if (match) {
      const value = slice(word, match[0].length)
      const values = value.text === '' ? [] : [value]
      options.push({ name: nameOf(match[1]!), values, negated, flag: word })
    } else if (word.text !== '!') last?.values.push(word)
    negated = word.text === '!'
  }
  return options
}

function nameOf(name: string): string {
  return name.length === 1 ? name : name.toLowerCase()
}

/** The values of all options by one of these names. */
export function valuesOf(options: Option[], ...names: string[]): Rich[] {
  return options.filter(({ name }) => names.includes(name)).flatMap(({ values }) => values)
}

/** The first value of the first option by one of these names. */
export function firstOf(options: Option[], ...names: string[]): Rich | null {
  return valuesOf(options, ...names)[0] ?? null
}

/** The text of an option's first value, lower case; empty when it is not given. */
export function wordOf(options: Option[], ...names: string[]): string {
  return firstOf(options, ...names)?.text.toLowerCase() ?? ''
}
