import type { Vocabulary } from '../../vocabulary/index.ts'
import { placeOf, type Rich } from '../rich.ts'
import { type Rule, rules, type Traffic } from './rule.ts'
import { nodeIn } from './said.ts'
import { isPortless, portsIn, protocolOf, wholeProtocol, wholeTraffic } from './traffic.ts'
import { type XmlItem, xmlItems, xmlWords } from './xml-items.ts'

const tool = 'firewalld'
/** What a rule may be about besides ports. */
const elsewhere = new Set(['service', 'masquerade', 'forward-port', 'source-port', 'icmp-block'])

/** What a service, zone or rule holds while it is read. */
interface Scope {
  sources: Rich[]
  destinations: Rich[]
  found: Rule[]
  /** Everything from its sources is let in. */
  accepts: boolean
  /** It is about something else too, so its sources do not bound its ports, or do not tell all. */
  other: boolean
  inRule: boolean
}

/** firewalld's services, zones and policies: `<port protocol="tcp" port="6443"/>`. */
export function readFirewalldXml(code: Rich, vocabulary: Vocabulary): Rule[] {
  if (!/<(?:port|protocol|rule|source)\s/.test(code.text)) return []
  const items = xmlItems(code)
  const root = items.find(({ name, closing }) => !closing && /^(?:service|zone|policy)$/.test(name))
  if (!root) return []
  const caption = xmlWords(code, items, 'short') || undefined
  const said = nodeIn(xmlWords(code, items, 'description'), vocabulary) ?? nodeIn(caption ?? '', vocabulary)
  const subject = said ?? undefined
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
  else if (name === 'port' || name === 'protocol' || name === 'icmp-type')
    scope.found.push(
      ...rules(tool, trafficOf(name, values), { description, place: placeOf(code, start, end) }),
    )
  else if (name === 'accept') scope.accepts = true
  else if (/^(?:reject|drop)$/.test(name)) scope.accepts = false
  else if (scope.inRule ? elsewhere.has(name) : name === 'interface') scope.other = true
}

function trafficOf(name: string, values: Map<string, Rich>): Traffic[] {
  const word = values.get(name === 'protocol' ? 'value' : 'protocol') ?? null
  const protocol = name === 'icmp-type' ? 'icmp' : protocolOf(word)
  const ports = values.get('port')
  if (name === 'port' && ports?.text)
    return portsIn(ports).map(one => ({ ...one, protocol, protocolWord: word }))
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
      rules(tool, wholeTraffic([source]), { source: [source], place: placeOf(source) }),
    ),
  ]
}
