import type { Direction } from '../../vocabulary/index.ts'
import { type Rich, slice, split } from '../rich.ts'
import { type Rule, readOptions, rules, trafficOf, valuesOf } from './rule.ts'

/** What both of Windows' tools can say of a rule. */
interface Said {
  tool: string
  action: string
  direction: string
  protocol: Rich | null
  local: Rich[]
  remote: Rich[]
  localAddress: Rich[]
  remoteAddress: Rich[]
  name: string | null
}

const ways = new Map<string, Direction>([
  ['in', 'inbound'],
  ['inbound', 'inbound'],
  ['out', 'outbound'],
  ['outbound', 'outbound'],
])

/** `netsh advfirewall firewall add rule name="…" dir=in action=allow protocol=TCP localport=80`. */
export function readNetsh(words: Rich[]): Rule[] {
  const at = words.findIndex(word => word.text.toLowerCase() === 'add')
  if (at < 0 || words[at + 1]?.text.toLowerCase() !== 'rule') return []
  const values = new Map<string, Rich>()
  for (const word of words.slice(at + 2)) {
    const name = /^(\w+)=/.exec(word.text)
    if (name) values.set(name[1]!.toLowerCase(), slice(word, name[0].length))
  }
  const list = (name: string) => (values.has(name) ? [values.get(name)!] : [])
  return readRule({
    tool: 'netsh',
    action: values.get('action')?.text ?? '',
    direction: values.get('dir')?.text ?? '',
    protocol: firstPart(values.get('protocol')),
    local: list('localport'),
    remote: list('remoteport'),
    localAddress: list('localip'),
    remoteAddress: list('remoteip'),
    name: values.get('name')?.text ?? null,
  })
}

/** PowerShell's `New-NetFirewallRule`. */
export function readNetFirewallRule(words: Rich[]): Rule[] {
  const options = readOptions(words)
  const list = (name: string) => valuesOf(options, name).map(unlist)
  const word = (name: string) => list(name)[0]?.text ?? ''
  return readRule({
    tool: 'new-netfirewallrule',
    action: word('action') || 'allow',
    direction: word('direction'),
    protocol: firstPart(list('protocol')[0]),
    local: list('localport'),
    remote: list('remoteport'),
    localAddress: list('localaddress'),
    remoteAddress: list('remoteaddress'),
    name: word('displayname') || word('name') || null,
  })
}

/** `@(80, 443)` without its brackets. */
function unlist(value: Rich): Rich {
  const inside = /^@?\((.*)\)$/s.exec(value.text)
  return inside ? slice(value, value.text.indexOf('(') + 1, value.text.length - 1) : value
}

/** `icmpv4:8,any` without its types. */
function firstPart(protocol: Rich | undefined): Rich | null {
  return protocol ? slice(protocol, 0, /[:,]|$/.exec(protocol.text)!.index) : null
}

function readRule(said: Said): Rule[] {
  if (said.action.toLowerCase() !== 'allow') return []
  const direction = ways.get(said.direction.toLowerCase()) ?? null
  const outbound = direction === 'outbound'
  const ports = outbound && said.remote.length > 0 ? said.remote : said.local
  const items = (list: Rich[]) => list.flatMap(value => split(value, /[,\s]+/g))
  const near = items(said.localAddress)
  const far = items(said.remoteAddress)
  return rules(said.tool, trafficOf(said.protocol, ports, [...near, ...far]), {
    source: outbound ? near : far,
    destination: outbound ? far : near,
    direction,
    description: said.name,
  })
}
