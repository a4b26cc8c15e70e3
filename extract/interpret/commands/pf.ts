import { placeOf, type Rich, slice, split } from '../rich.ts'
import { groupOf } from './code.ts'
import {
  isPortless,
  named,
  portsFor,
  protocolOf,
  type Rule,
  rules,
  type Traffic,
  wholeProtocol,
} from './rule.ts'

const rule = /^[ \t]*pass[ \t][^\n#]*/gm
const macro = /^[ \t]*(\w+)[ \t]*=[ \t]*"?([^"\n#]*)/dgm
/** A clause's keyword with its value or `{ … }` list. */
const clause = /(?<!\S)(proto|from|to|port)(?:(?=\s+port\s)|\s+(?:=\s*)?(?:\{([^}]*)\}|([^\s{]\S*)))/dg
/** A port of the sender comes before `to`. */
type End = 'from' | 'to'

/** The rules of pf, BSD's packet filter: `pass in on egress proto tcp from any to any port { 22, 443 }`. */
export function readPf(code: Rich): Rule[] {
  if (!/^[ \t]*pass[ \t]+(?:in|out|log|quick|on|inet6?|proto|from)\b/m.test(code.text)) return []
  const macros = new Map<string, Rich>()
  for (const match of code.text.matchAll(macro)) macros.set(match[1]!, groupOf(code, match, 2)!)
  return [...code.text.matchAll(rule)].flatMap(match =>
    readRule(slice(code, match.index, match.index + match[0].trimEnd().length), macros),
  )
}

function readRule(line: Rich, macros: Map<string, Rich>): Rule[] {
  const protocols: Rich[] = []
  const ports: Record<End, Rich[]> = { from: [], to: [] }
  const ends: Record<End, Rich[]> = { from: [], to: [] }
  let end: End = 'to'
  for (const match of line.text.matchAll(clause)) {
    const value = groupOf(line, match, 2) ?? groupOf(line, match, 3)
    const values = value ? valuesIn(value, macros) : []
    if (match[1] === 'proto') protocols.push(...values)
    else if (match[1] === 'port') ports[end].push(...values)
    else {
      end = match[1] as End
      ends[end].push(...values.filter(({ text }) => !text.startsWith('!')))
    }
  }
  const way = /\s(in|out)(?!\S)/.exec(line.text)?.[1]
  const direction = way ? (way === 'in' ? 'inbound' : 'outbound') : null
  const traffic = ports.from.length > 0 && ports.to.length === 0 ? [] : trafficOf(protocols, ports.to)
  return rules('pf', traffic, { source: ends.from, destination: ends.to, direction, place: placeOf(line) })
}

/** The items of a list, macros replaced by what the file defines them as. */
function valuesIn(list: Rich, macros: Map<string, Rich>): Rich[] {
  return split(list, /[{},\s]+/g).flatMap(item => {
    const value = item.text.startsWith('$') && macros.get(item.text.slice(1))
    return value ? split(value, /[{},\s]+/g) : [item]
  })
}

function trafficOf(protocols: Rich[], ports: Rich[]): Traffic[] {
  if (ports.length === 0) return protocols.filter(word => isPortless(protocolOf(word))).map(wholeProtocol)
  return (protocols.length > 0 ? protocols : [null]).flatMap(protocol =>
    ports.flatMap(port => (/^\d/.test(port.text) ? portsFor(port, protocol) : named(port, protocol))),
  )
}
