import { placeOf, type Rich, slice, trim } from '../rich.ts'
import { groupOf } from './code.ts'
import { isAnything, named, portsFor, portsIn, type Rule, rules } from './rule.ts'

/** Lines of `ufw status`: to, action, from. */
const ufwLine =
  /^[ \t]*(?:\[ ?\d+\][ \t]*)?(?<to>\S+(?: \S+){0,4})[ \t]{2,}(?:ALLOW|LIMIT)(?: (?<way>IN|OUT|FWD))?[ \t]{2,}(?<from>\S+(?: \S+){0,4}?)(?:[ \t]+#[^\n]*|[ \t]*)$/dgm
const ufwPorts =
  /^(?:(?<address>\d+\.[\d./]+|[\da-f]*:[\da-f:/]+) )?(?<ports>\d[\d,:]*(?:\/(?:tcp|udp))?)(?: \(v6\)| on \S+)*$/d
const ufwName = /^(?!Anywhere)(?<name>\p{L}[\p{L}\d .+-]*)/du
/** A line of `iptables -L`, with or without counters: protocol, options, interfaces, source, destination, ports. */
const iptablesLine =
  /^[ \t]*(?:\d+[ \t]+)?(?:\d+[KMG]?[ \t]+\d+[KMG]?[ \t]+)?ACCEPT[ \t]+(?<protocol>tcp|udp|sctp|6|17|132)[ \t]+(?:opt[ \t]+)?(?:--|-f|!f)?[ \t]+(?:(?:\*|[a-z]\S{0,15})[ \t]+(?:\*|[a-z]\S{0,15})[ \t]+(?=[\d:]))?(?<source>\S+)[ \t]+(?<destination>\S+)[ \t][^\n]{0,120}?(?:dpts?:|dports[ \t]+)(?<ports>\d[\d,:]*)/dgm
const chain = /^[ \t]*Chain[ \t]+(INPUT|OUTPUT|FORWARD)\b/gm
const everywhere = /^(?:0\.0\.0\.0\/0|::\/0|anywhere)$/i
/** The state of a zone as firewalld lists it, by fields that only such a listing has. */
const zone = /^[ \t]*(?:interfaces|icmp-blocks?|masquerade|forward-ports):/m
const zonePorts = /^[ \t]*ports:[ \t]+(\d[^\n]*)$/dgm

/** What listings of a firewall's state let through: `ufw status`, `iptables -L`, `firewall-cmd --list-all`. */
export function readListings(code: Rich): Rule[] {
  return [...readUfwStatus(code), ...readChains(code), ...readZones(code)]
}

function readUfwStatus(code: Rich): Rule[] {
  return [...code.text.matchAll(ufwLine)].flatMap(match => {
    const to = groupIn(code, match, 'to')!
    const found = ufwPorts.exec(to.text)
    const ports = found && groupIn(to, found, 'ports')
    const address = found && groupIn(to, found, 'address')
    const name = found ? null : ufwName.exec(to.text)
    const traffic = ports ? portsIn(ports) : named(name && trim(groupIn(to, name, 'name')!))
    const { way } = match.groups!
    return rules('ufw', traffic, {
      source: [groupIn(code, match, 'from')!],
      destination: address ? [address] : [],
      direction: way === 'IN' ? 'inbound' : way === 'OUT' ? 'outbound' : null,
      place: lineOf(code, match),
      ...(way === 'FWD' && { transit: true as const }),
    })
  })
}

function readChains(code: Rich): Rule[] {
  const chains = [...code.text.matchAll(chain)]
  let next = 0
  return [...code.text.matchAll(iptablesLine)].flatMap(match => {
    while (chains[next] && chains[next]!.index < match.index) next++
    const name = chains[next - 1]?.[1]
    const destination = groupIn(code, match, 'destination')!
    const traffic = portsFor(groupIn(code, match, 'ports')!, groupIn(code, match, 'protocol'))
    return rules('iptables', traffic, {
      source: [groupIn(code, match, 'source')!],
      destination: everywhere.test(destination.text) || isAnything(destination) ? [] : [destination],
      direction: name === 'INPUT' ? 'inbound' : name === 'OUTPUT' ? 'outbound' : null,
      place: lineOf(code, match),
      ...(name === 'FORWARD' && { transit: true as const }),
    })
  })
}

function readZones(code: Rich): Rule[] {
  if (!zone.test(code.text)) return []
  return [...code.text.matchAll(zonePorts)].flatMap(match =>
    rules('firewall-cmd', portsIn(groupOf(code, match, 1)!), { place: lineOf(code, match) }),
  )
}

function groupIn(rich: Rich, match: RegExpExecArray, name: string): Rich | null {
  const place = match.indices?.groups?.[name]
  return place ? slice(rich, place[0], place[1]) : null
}

function lineOf(code: Rich, match: RegExpExecArray): Rule['place'] {
  return placeOf(trim(slice(code, match.index, match.index + match[0].length)))
}
