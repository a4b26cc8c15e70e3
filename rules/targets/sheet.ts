import { portsOf } from '../../dataset/api/ports.ts'
import type { Flow } from '../../schema/types.ts'
import { families, intervals } from '../addresses.ts'
import type { Peer, Rule, RuleSet } from '../model.ts'
import { type About, header } from '../text.ts'

/** A table for the people who open ports. */
export interface Sheet {
  header: string[]
  rows: string[][]
  /** What it was made from, what was assumed, and what is left out. */
  notes: string[]
}

/** The columns of every request to open ports: who talks to whom, over what, and why. */
export const requestColumns = [
  'No.',
  'Source',
  'Source addresses',
  'Destination',
  'Destination addresses',
  'Protocol',
  'Ports',
  'Needed for',
  'Only if',
]
const columns = [...requestColumns, 'Direction', 'Says who', 'Status']

/**
 * Arranges rules as a request to a network team, one row for each pair of roles and port range.
 *
 * @param role seen from this role, inbound and outbound; null: each connection once
 */
export function sheetOf(set: RuleSet, role: string | null, about: About): Sheet {
  const listeners = new Set(set.listeners.map(one => one.role))
  const isShown = (rule: Rule, peer: Peer) =>
    role === null ? rule.direction === 'inbound' || !listeners.has(peer.role) : rule.role === role
  const addresses = new Map(set.rules.flatMap(({ peers }) => peers.map(peer => [peer.role, peer])))
  const rows = new Map<string, string[]>()
  for (const rule of set.rules)
    for (const peer of rule.peers.filter(one => isShown(rule, one))) {
      const own = addresses.get(rule.role) ?? null
      const ends = rule.direction === 'inbound' ? [peer, own] : [own, peer]
      const names = rule.direction === 'inbound' ? [peer.role, rule.role] : [rule.role, peer.role]
      const cells = [
        ...[names[0]!, addressesOf(ends[0]!), names[1]!, addressesOf(ends[1]!)],
        ...[
          rule.protocol,
          portsIn(rule),
          rule.why,
          conditionsOf(rule.flows),
          rule.direction,
          rule.links.join('\n'),
        ],
        rule.held ? `left out: ${rule.held}` : statusOf(rule.flows),
      ]
      // The families of a rule share a row.
      rows.set(JSON.stringify(cells), cells)
    }
  const held = new Set(set.rules.flatMap(rule => (rule.held ? rule.flows : [])))
  const lost = set.leftOut
    .filter(({ flow }) => !held.has(flow))
    .map(({ flow, reason }) => [
      ...[flow.from.id, '', flow.to.id, '', flow.protocol ?? '', portsOf(flow), flow.service ?? ''],
      ...[conditionsOf([flow]), '', flow.id, `left out: ${reason}`],
    ])
  const notes = header('Firewall rules as a request, by Portolan', set, about, [])
  return {
    notes,
    header: columns,
    rows: [...rows.values(), ...lost].map((cells, i) => [String(i + 1), ...cells]),
  }
}

function addressesOf(peer: Peer | null): string {
  if (!peer) return ''
  const { addresses, group } = peer
  if (addresses === null) return 'anybody'
  return [
    ...families.flatMap(family => intervals(family, addresses[family])),
    ...(group ? [group] : []),
  ].join('\n')
}

function portsIn({ ports, icmp }: Rule): string {
  return portsOf({ ports, portText: null }) || (icmp ? `type ${icmp.type}` : 'all')
}

function conditionsOf(flows: readonly Flow[]): string {
  const texts = flows.flatMap(({ when, conditions }) => [
    ...Object.entries(when).map(([axis, values]) => `${axis} ${[values].flat().join(' or ')}`),
    ...conditions,
  ])
  return [...new Set(texts)].join('; ')
}

function statusOf(flows: readonly Flow[]): string {
  return [...new Set(flows.map(({ status }) => status))].join(', ') || 'of the inventory'
}
