import type { Direction } from '../../vocabulary/index.ts'
import { type Rich, split } from '../rich.ts'
import { firstOf, type Option, type Rule, readOptions, rules, trafficOf, valuesOf, wordOf } from './rule.ts'

const appending = ['A', 'I', 'append', 'insert']
const portNames = ['dport', 'destination-port', 'dports', 'destination-ports', 'ports']
const clientPorts = ['sport', 'source-port', 'sports', 'source-ports']
const sources = ['s', 'src', 'source', 'src-range']
const destinations = ['d', 'dst', 'destination', 'dst-range']

/** `iptables -A INPUT …` and lines as `iptables-save` writes them. */
export function readIptables(words: Rich[]): Rule[] {
  return iptablesRules('iptables', readOptions(words), {})
}

/**
 * The rules of one line: only what it accepts, and only new connections.
 *
 * @param outer the table and chain, where another tool than iptables names them
 */
export function iptablesRules(
  tool: string,
  options: Option[],
  outer: { table?: string; chain?: string },
): Rule[] {
  const table = outer.table ?? (wordOf(options, 't', 'table') || 'filter')
  const chain = outer.chain ?? firstOf(options, ...appending)?.text
  if (!chain || table !== 'filter') return []
  if (wordOf(options, 'j', 'jump') !== 'accept' || isReply(options)) return []
  const ports = options.filter(({ name }) => portNames.includes(name))
  const fromPorts = options.some(({ name }) => clientPorts.includes(name))
  if (ports.some(({ negated }) => negated) || (fromPorts && ports.length === 0)) return []
  const source = addresses(options, sources)
  const destination = addresses(options, destinations)
  const words = ports.flatMap(({ values }) => values.slice(0, 1))
  const traffic = trafficOf(firstOf(options, 'p', 'proto', 'protocol'), words, [...source, ...destination])
  const type = firstOf(options, 'icmp-type', 'icmpv6-type')
  for (const one of traffic) if (one.protocol?.startsWith('icmp')) one.portWord = type
  const description = firstOf(options, 'comment')?.text ?? null
  return rules(tool, traffic, { source, destination, description, ...wayOf(chain) })
}

/** Which way the traffic of a chain goes, by its name. */
export function wayOf(chain: string): { direction: Direction | null; transit?: true } {
  if (/input|(?:^|[_-])in(?:$|[_-])/i.test(chain)) return { direction: 'inbound' }
  if (/output|(?:^|[_-])out(?:$|[_-])/i.test(chain)) return { direction: 'outbound' }
  return /forward|docker-user/i.test(chain) ? { direction: null, transit: true } : { direction: null }
}

/** A negated address says who is not meant, which no label tells: it stays out. */
function addresses(options: Option[], names: string[]): Rich[] {
  const stated = options.filter(({ negated }) => !negated)
  return valuesOf(stated, ...names)
    .slice(0, 1)
    .flatMap(value => split(value, /,/g))
}

function isReply(options: Option[]): boolean {
  const states = wordOf(options, 'state', 'ctstate')
  return /established|related/.test(states) && !/new/.test(states)
}
