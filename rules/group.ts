import { ipProtocolOf } from '../schema/protocols.ts'
import type { Flow } from '../schema/types.ts'
import { type Family, families } from './addresses.ts'
import { linksOf, type Work } from './data.ts'
import type { Entry } from './inventory.ts'
import type { Peer, Rule } from './model.ts'

/** What one end of the inventory needs of another. */
export interface Draft extends Pick<Rule, 'protocol' | 'ports' | 'icmp' | 'why' | 'held'> {
  from: Entry
  to: Entry
  /** Null for what the inventory itself asks for. */
  flow: Flow | null
}

/**
 * Joins drafts that differ in the peer only, and splits them by direction and family.
 *
 * @param entries those that rules are made for
 */
export function rulesOf(drafts: readonly Draft[], entries: readonly Entry[], { leftOut }: Work): Rule[] {
  const rules = new Map<string, Rule>()
  const familiesOf = familiesIn(entries)
  for (const draft of drafts) {
    const { from, to, flow } = draft
    const wanted = flow?.when.ip && [flow.when.ip].flat()
    const shared = familiesOf(to)
      .filter(family => familiesOf(from).includes(family))
      .filter(family => wanted?.includes(`ipv${family}`) ?? true)
    if (shared.length === 0 && flow && !wanted)
      leftOut.push({ flow, reason: `${from.id} and ${to.id} have no address family in common` })
    for (const [direction, own, peer] of [['inbound', to, from] as const, ['outbound', from, to] as const])
      for (const family of own.kind === 'machines' && entries.includes(own) ? shared : []) {
        const { protocol, ports, icmp, why, held } = draft
        const parts = { role: own.id, direction, family, protocol, ports, icmp, held }
        const key = JSON.stringify([parts, flow ? '' : why])
        const ipProtocol = flow?.ipProtocol ?? ipProtocolOf(protocol)
        const rule = rules.get(key) ?? { ...parts, ipProtocol, peers: [], why, flows: [], links: [] }
        rules.set(key, rule)
        add(rule, peerOf(peer), flow)
      }
  }
  return [...rules.values()].sort(byOrder)
}

function add(rule: Rule, peer: Peer, flow: Flow | null): void {
  if (!rule.peers.some(({ role }) => role === peer.role)) rule.peers.push(peer)
  if (!flow || rule.flows.includes(flow)) return
  rule.flows.push(flow)
  rule.links = [...new Set([...rule.links, ...linksOf(flow)])]
  rule.why ||= flow.service ?? ''
}

function peerOf({ id, kind, addresses, group }: Entry): Peer {
  return { role: id, addresses: kind === 'any' ? null : addresses, group }
}

/** Gives the families of an entry: those of its addresses, else all of the inventory. */
function familiesIn(entries: readonly Entry[]): (entry: Entry) => readonly Family[] {
  const own = ({ addresses }: Entry) => families.filter(family => addresses[family].length > 0)
  const all = families.filter(family => entries.some(entry => own(entry).includes(family)))
  return entry => {
    if (entry.kind === 'any') return families
    const found = own(entry)
    return found.length > 0 ? found : all
  }
}

/** Rules of the inventory come first, then protocols and ports; those that are held stand last. */
function byOrder(a: Rule, b: Rule): number {
  const number = (port = 0) => String(port).padStart(5, '0')
  const key = ({ role, direction, flows, held, protocol, ports, family, why }: Rule) => {
    const group = `${held ? 1 : 0}${flows.length > 0 ? 1 : 0}`
    return [role, direction, group, protocol, number(ports?.first), number(ports?.last), family, why].join(
      '\n',
    )
  }
  return key(a) < key(b) ? -1 : 1
}
