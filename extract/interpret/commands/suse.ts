import { placeOf, type Rich, slice, split } from '../rich.ts'
import { groupOf } from './code.ts'
import { isPortless, portsFor, protocolOf, type Rule, rules, trafficOf, wholeProtocol } from './rule.ts'

const tool = 'susefirewall2'
const services =
  /^[ \t]*FW_SERVICES_(?:EXT|INT|DMZ)_(TCP|UDP|IP)[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|(\S*))/dgm
const accepts =
  /^[ \t]*FW_(?:SERVICES_ACCEPT_(?:EXT|INT|DMZ)|TRUSTED_NETS)[ \t]*=[ \t]*(?:"([^"]{0,2000})"|'([^']{0,2000})')/dgm
const yast = /^[ \t]*(TCP|UDP) Ports[ \t]*(?::[ \t]*|:?[ \t]*\n[ \t]*)(\d[\d \t,:-]*)[ \t]*$/dgim

/** SuSEfirewall2's sysconfig file, and the fields of YaST's firewall dialog as text. */
export function readSuse(code: Rich): Rule[] {
  if (!/FW_|Ports/i.test(code.text)) return []
  return [...readServices(code), ...readAccepts(code), ...readYast(code)]
}

function readServices(code: Rich): Rule[] {
  return [...code.text.matchAll(services)].flatMap(match => {
    const kind = groupOf(code, match, 1)!
    const list = groupOf(code, match, 2) ?? groupOf(code, match, 3) ?? groupOf(code, match, 4)!
    const isIp = match[1] === 'IP'
    const traffic = isIp
      ? split(list, /\s+/g)
          .filter(word => isPortless(protocolOf(word)))
          .map(wholeProtocol)
      : portsFor(list, kind)
    return rules(tool, traffic, { place: lineOf(code, match) })
  })
}

/** Items of the form `net,protocol,port`. */
function readAccepts(code: Rich): Rule[] {
  return [...code.text.matchAll(accepts)].flatMap(match => {
    const list = groupOf(code, match, 1) ?? groupOf(code, match, 2)!
    return split(list, /\s+/g).flatMap(item => {
      const [source, protocol, port] = split(item, /,/g)
      const traffic = trafficOf(protocol ?? null, port ? [port] : [], [source!])
      return rules(tool, traffic, { source: [source!], place: placeOf(item) })
    })
  })
}

function readYast(code: Rich): Rule[] {
  return [...code.text.matchAll(yast)].flatMap(match => {
    const kind = groupOf(code, match, 1)!
    const list = groupOf(code, match, 2)!
    return rules('yast', portsFor(list, kind), { place: placeOf(list) })
  })
}

function lineOf(code: Rich, match: RegExpExecArray): { start: number; end: number } | null {
  const indent = match[0].length - match[0].trimStart().length
  return placeOf(slice(code, match.index + indent, match.index + match[0].length))
}
