import { placeOf, type Rich, split } from '../rich.ts'
import { groupOf } from './code.ts'
import { wayOf } from './iptables.ts'
import { type Rule, rules, trafficOf } from './rule.ts'

const menu = /^[^/\n]{0,60}\/ip(?:v6)?[ /]+firewall[ /]+([a-z-]+)/
const adds = /(?:^|\s)add\s/
const pair = /(?<!\S)([a-z-]+)=(?:"([^"]*)"|(\S+))/dg

/** Rules of RouterOS: `/ip firewall filter add chain=input protocol=tcp dst-port=22 action=accept`. */
export function readRouterOs(code: Rich): Rule[] {
  let table = ''
  return split(code, /(?<!\\)\n/g).flatMap(line => {
    const found = menu.exec(line.text)
    table = found?.[1] ?? (line.text.trim().startsWith('/') ? '' : table)
    return table === 'filter' && adds.test(line.text) ? readRule(line) : []
  })
}

function readRule(line: Rich): Rule[] {
  const values = new Map<string, Rich>()
  for (const match of line.text.matchAll(pair))
    values.set(match[1]!, (groupOf(line, match, 2) ?? groupOf(line, match, 3))!)
  const state = values.get('connection-state')?.text
  if (values.get('action')?.text !== 'accept' || (state && !state.includes('new'))) return []
  const list = (...names: string[]) => names.flatMap(name => values.get(name) ?? [])
  const source = list('src-address', 'src-address-list')
  const destination = list('dst-address', 'dst-address-list')
  const traffic = trafficOf(values.get('protocol') ?? null, list('dst-port'), [...source, ...destination])
  return rules('routeros', traffic, {
    source,
    destination,
    description: values.get('comment')?.text ?? null,
    place: placeOf(line),
    ...wayOf(values.get('chain')?.text ?? ''),
  })
}
