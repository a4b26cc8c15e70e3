import type { Stretch } from '../lines.ts'
import type { Rich } from '../rich.ts'
import { groupOf } from './code.ts'
import { type Rule, rules, type Traffic } from './rule.ts'
import { isPortless, portsIn, protocolOf, wholeProtocol, wholeTraffic } from './traffic.ts'

const part = /([\w-]+)\s*=\s*["']?([^\s"']*)["']?|[\w-]+/dg
const refusals = new Set(['reject', 'drop', 'mark'])
/** What else a rule may be about: no port of its own to tell. */
const others = new Set(['service', 'masquerade', 'forward-port', 'source-port', 'icmp-block'])

/** firewalld's rich language: `rule family="ipv4" source address="10.0.0.0/8" port port="22" protocol="tcp" accept`. */
export function readRichRule(tool: string, rule: Rich, place: Stretch | null): Rule[] {
  const values = new Map<string, Rich>()
  const elements = new Set<string>()
  let element = ''
  for (const match of rule.text.matchAll(part)) {
    const value = match[1] && groupOf(rule, match, 2)
    if (value) values.set(`${element} ${match[1]}`, value)
    else if (!/^not$/i.test(match[0])) {
      element = match[0].toLowerCase()
      elements.add(element)
    }
  }
  const refused = [...elements].some(name => refusals.has(name))
  if (!elements.has('accept') || refused) return []
  const end = (key: string) => [values.get(key)].filter(value => value !== undefined)
  const source = end('source address')
  const destination = end('destination address')
  const traffic = trafficIn(values, elements, [...source, ...destination])
  return rules(tool, traffic, { source, destination, place })
}

function trafficIn(values: Map<string, Rich>, elements: Set<string>, addresses: Rich[]): Traffic[] {
  const protocol = values.get('protocol value')
  if (protocol) return isPortless(protocolOf(protocol)) ? [wholeProtocol(protocol)] : []
  if (elements.has('icmp-type')) return [{ ...wholeProtocol(null), protocol: 'icmp' }]
  if (elements.has('port')) return readPort(values)
  return [...elements].some(name => others.has(name)) ? [] : wholeTraffic(addresses)
}

function readPort(values: Map<string, Rich>): Traffic[] {
  const word = values.get('port protocol') ?? null
  const ports = values.get('port port')
  return ports ? portsIn(ports).map(one => ({ ...one, protocol: protocolOf(word), protocolWord: word })) : []
}
