import type { Vocabulary } from '../../vocabulary/index.ts'
import type { Stretch } from '../lines.ts'
import { placeOf, type Rich, slice } from '../rich.ts'
import { nodeIn } from './around.ts'
import { groupOf, wordPlace } from './code.ts'
import { iptablesRules } from './iptables.ts'
import {
  isPortless,
  named,
  type Option,
  portsFor,
  portsIn,
  protocolOf,
  type Rule,
  readOptions,
  rules,
  type Traffic,
  valuesOf,
  wholeProtocol,
  wholeTraffic,
  wordOf,
} from './rule.ts'
import { expandBraces } from './script.ts'

/** In every other zone a source only says which traffic the zone's own rules are about. */
const trusting = new Set(['', 'trusted'])
const refusing = new Set(['drop', 'block'])
const openings = new Set(['add-port', 'add-protocol', 'add-service'])

/** `firewall-cmd`: ports, protocols, services, sources, rich rules and direct rules that it adds. */
export function readFirewallCmd(words: Rich[]): Rule[] {
  const options = readOptions(words)
  const zone = wordOf(options, 'zone')
  if (refusing.has(zone)) return []
  const sources = valuesOf(options, 'add-source').flatMap(expandBraces)
  const opens = options.some(({ name }) => openings.has(name))
  const found = options.flatMap(option => readOption(option, opens ? sources : []))
  found.push(...readDirect(options))
  if (sources.length > 0 && !opens) {
    const accepted = trusting.has(zone)
    found.push(...sources.flatMap(source => sourceRule(source, accepted ? wholeTraffic([source]) : null)))
  }
  // With several rules in one command each stands where its option stands.
  return found.map(rule => ({ ...rule, zone, place: found.length > 1 ? rule.place : null }))
}

/** What a source alone lets in; in a zone that refuses by default it only bounds the zone's other rules. */
function sourceRule(source: Rich, traffic: Traffic[] | null): Rule[] {
  const bound = { ...wholeProtocol(null), bounds: true as const }
  return rules('firewall-cmd', traffic ?? [bound], { source: [source] })
}

/** Gives the rules of a zone the sources that other commands bind to it. */
export function bindZones<Item extends { rule: Rule }>(items: Item[]): Item[] {
  const sources = new Map<string, Rich[]>()
  for (const { rule } of items)
    if (rule.bounds) sources.set(rule.zone!, [...(sources.get(rule.zone!) ?? []), ...rule.source])
  return items
    .filter(({ rule }) => !rule.bounds)
    .map(item => {
      const bound = item.rule.source.length === 0 && sources.get(item.rule.zone ?? '')
      return bound ? { ...item, rule: { ...item.rule, source: bound } } : item
    })
}

function readOption({ name, flag, values }: Option, source: Rich[]): Rule[] {
  const start = wordPlace(flag)
  const end = values.length > 0 ? wordPlace(values.at(-1)!) : start
  const place = start && { start: start.start, end: Math.max(start.end, end?.end ?? 0) }
  if (name === 'add-rich-rule')
    return values.slice(0, 1).flatMap(value => readRichRule('firewall-cmd', value, place))
  const read = { 'add-port': portsIn, 'add-protocol': readProtocol, 'add-service': named }[name]
  return read
    ? rules(
        'firewall-cmd',
        values.flatMap(expandBraces).flatMap(value => read(value)),
        { source, place },
      )
    : []
}

function readProtocol(word: Rich): Traffic[] {
  return isPortless(protocolOf(word)) ? [wholeProtocol(word)] : []
}

/** `--direct --add-rule ipv4 filter INPUT 0` and `--passthrough ipv4`, and on as in iptables. */
function readDirect(options: Option[]): Rule[] {
  const at = options.findIndex(({ name }) => name === 'add-rule' || name.endsWith('passthrough'))
  if (at < 0) return []
  const [, table, chain] = options[at]!.values.map(({ text }) => text)
  return iptablesRules('firewall-cmd', options.slice(at + 1), chain ? { table, chain } : {})
}

const part = /([\w-]+)\s*=\s*["']?([^\s"']*)["']?|[\w-]+/dg
const refusals = new Set(['reject', 'drop', 'mark'])
/** What else a rule may be about: no port of its own to tell. */
const others = new Set(['masquerade', 'forward-port', 'source-port', 'icmp-block'])

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
  const traffic = richTraffic(values, elements, [...source, ...destination])
  return rules(tool, traffic, { source, destination, place })
}

function richTraffic(values: Map<string, Rich>, elements: Set<string>, addresses: Rich[]): Traffic[] {
  const protocol = values.get('protocol value')
  if (protocol) return readProtocol(protocol)
  if (elements.has('icmp-type')) return [{ ...wholeProtocol(null), protocol: 'icmp' }]
  if (elements.has('service')) return named(values.get('service name'))
  if (elements.has('port')) return portsFor(values.get('port port'), values.get('port protocol'))
  return [...elements].some(name => others.has(name)) ? [] : wholeTraffic(addresses)
}

/** A tag or comment of XML, at its place in the code (indices, end exclusive). */
interface XmlItem {
  /** Lower case; empty for a comment. */
  name: string
  closing: boolean
  values: Map<string, Rich>
  comment: string | null
  start: number
  end: number
}

const token =
  /<!--([\s\S]*?)(?:-->|$)|<(\/?)([a-z][\w-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/gi
const attribute = /(?<![\w:-])([\w:-]+)\s*=\s*["']([^"']*)["']/dg

/**
 * The tags and comments of XML in order, with the place of every value. (A parser would not say where
 * in a tag its values are, and would refuse the fragments that docs show.)
 */
function xmlItems(code: Rich): XmlItem[] {
  return [...code.text.matchAll(token)].map(match => {
    const place = { start: match.index, end: match.index + match[0].length }
    const name = match[3]?.toLowerCase() ?? ''
    const tag = slice(code, place.start, place.end)
    const found = name ? [...tag.text.matchAll(attribute)] : []
    const values = new Map(found.map(one => [one[1]!, groupOf(tag, one, 2)!]))
    return { name, closing: match[2] === '/', values, comment: match[1]?.trim() || null, ...place }
  })
}

/** The words of the first element by a name. */
function xmlWords(code: Rich, items: XmlItem[], name: string): string {
  const open = items.find(item => item.name === name && !item.closing)
  const close = open && items.find(item => item.name === name && item.closing && item.start > open.start)
  return close ? code.text.slice(open.end, close.start).replace(/\s+/g, ' ').trim() : ''
}

/** What a service, zone or rule holds while it is read. */
interface Scope {
  sources: Rich[]
  destinations: Rich[]
  found: Rule[]
  /** Everything from its sources is let in. */
  accepts: boolean
  /** It is about something else too, so its sources do not bound its ports, or are not all of its sources. */
  other: boolean
  inRule: boolean
}

/** firewalld's services, zones and policies: `<port protocol="tcp" port="6443"/>`. */
export function readFirewalldXml(code: Rich, vocabulary: Vocabulary): Rule[] {
  if (!/<(?:port|protocol|rule|source|service)\s/.test(code.text)) return []
  const items = xmlItems(code)
  const root = items.find(({ name, closing }) => !closing && /^(?:service|zone|policy)$/.test(name))
  if (!root || (root.name === 'service' && root.values.has('name'))) return []
  const caption = xmlWords(code, items, 'short') || undefined
  const subject =
    nodeIn(xmlWords(code, items, 'description'), vocabulary) ?? nodeIn(caption ?? '', vocabulary)
  const about = { ...(caption && { caption }), ...(subject && { subject }) }
  return readItems(items, root, code).map(rule => ({ ...rule, ...about }))
}

function readItems(items: XmlItem[], root: XmlItem, code: Rich): Rule[] {
  const outer = scopeOf(root.values.get('target')?.text.toUpperCase() === 'ACCEPT', false)
  let rule: Scope | null = null
  const read: Rule[] = []
  items.forEach((item, i) => {
    const tail = items[i + 1]?.comment ?? null
    const beside = tail && !code.text.slice(item.end, items[i + 1]!.start).includes('\n')
    if (item.name === 'rule') {
      if (rule?.accepts) read.push(...close(rule))
      rule = item.closing ? null : scopeOf(false, true)
    } else if (!item.closing) take(item, rule ?? outer, code, beside ? tail : null)
  })
  return [...close(outer), ...read]
}

function scopeOf(accepts: boolean, inRule: boolean): Scope {
  return { sources: [], destinations: [], found: [], accepts, other: false, inRule }
}

/** Takes one element into what encloses it. */
function take(
  { name, values, start, end }: XmlItem,
  scope: Scope,
  code: Rich,
  description: string | null,
): void {
  const address = values.get('address')
  if (name === 'source' && address && !values.has('invert')) scope.sources.push(address)
  else if (name === 'destination')
    scope.destinations.push(...['address', 'ipv4', 'ipv6'].flatMap(key => values.get(key) ?? []))
  else if (/^(?:port|protocol|icmp-type|service)$/.test(name))
    scope.found.push(
      ...rules('firewalld', xmlTraffic(name, values), { description, place: placeOf(code, start, end) }),
    )
  else if (name === 'accept') scope.accepts = true
  else if (/^(?:reject|drop)$/.test(name)) scope.accepts = false
  else if (scope.inRule ? others.has(name) : name === 'interface') scope.other = true
}

function xmlTraffic(name: string, values: Map<string, Rich>): Traffic[] {
  if (name === 'service') return named(values.get('name'))
  const word = values.get(name === 'protocol' ? 'value' : 'protocol') ?? null
  const protocol = name === 'icmp-type' ? 'icmp' : protocolOf(word)
  const ports = values.get('port')
  if (name === 'port' && ports?.text) return portsFor(ports, word)
  return isPortless(protocol) ? [{ ...wholeProtocol(word), protocol }] : []
}

/** The rules of a scope that ends: all of them are about its sources and destinations. */
function close({ sources, destinations, found, accepts, other, inRule }: Scope): Rule[] {
  const ends = { source: inRule || !other ? sources : [], destination: destinations }
  const whole = accepts && (!inRule || (found.length === 0 && !other))
  const all = whole ? sources : []
  return [
    ...found.map(rule => ({ ...rule, ...ends })),
    ...all.flatMap(source =>
      rules('firewalld', wholeTraffic([source]), { source: [source], place: placeOf(source) }),
    ),
  ]
}
