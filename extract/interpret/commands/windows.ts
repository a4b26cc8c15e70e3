import type { Direction } from '../../vocabulary/index.ts'
import { placeOf, type Rich, slice, split } from '../rich.ts'
import { groupOf } from './code.ts'
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
  return readCmdlet(name => valuesOf(options, name))
}

const splatted = /\bNew-NetFirewallRule[ \t]+(?:[^\n@]*[ \t])?@(\w+)/gi
const table = /\$(\w+)[ \t]*=[ \t]*@\{([^{}]{0,2000})\}/dg
const entry = /^[ \t]*(\w+)[ \t]*=[ \t]*(["']?)(.*?)\2[ \t]*$/d

/** `New-NetFirewallRule @rule`, with the options in a table: `$rule = @{ Protocol = 'TCP'; LocalPort = 22 }`. */
export function readSplatted(code: Rich): Rule[] {
  const calls = [...code.text.matchAll(splatted)]
  if (calls.length === 0) return []
  const tables = new Map<string, Map<string, Rich>>()
  for (const match of code.text.matchAll(table)) {
    const values = new Map<string, Rich>()
    for (const line of split(groupOf(code, match, 2)!, /[;\n]+/g)) {
      const found = entry.exec(line.text)
      if (found) values.set(found[1]!.toLowerCase(), groupOf(line, found, 3)!)
    }
    tables.set(match[1]!, values)
  }
  return calls.flatMap(match => {
    const values = tables.get(match[1]!)
    const place = placeOf(slice(code, match.index, match.index + match[0].length))
    const found = values ? readCmdlet(name => (values.has(name) ? [values.get(name)!] : [])) : []
    return found.map(rule => ({ ...rule, place }))
  })
}

function readCmdlet(values: (name: string) => Rich[]): Rule[] {
  const list = (name: string) => values(name).map(unlist)
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
