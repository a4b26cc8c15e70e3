import ipaddr from 'ipaddr.js'
import { expand, purposeOf, type Vocabulary } from '../reconcile/index.ts'
import type { Node } from '../schema/types.ts'

/** One end of a statement as it is compared. */
export interface Party {
  /** As understood; groups stay groups, and words that no role explains are `unknown` with those words as id. */
  nodes: Node[]
  /** The roles behind them and whatever else they are; none that another one takes in. */
  members: Node[]
  /** The members by name, sorted: equal for equal ends, empty when no end is named. */
  key: string
}

/** How a value relates to the one before it. */
export type Relation = 'same' | 'changed' | 'widened' | 'narrowed' | 'named' | 'unnamed'

/** Makes a party of nodes; the end that is not named has none. */
export function partyOf(nodes: Node[], vocabulary: Vocabulary): Party {
  const named = nodes.filter(({ kind, id }) => kind !== 'unknown' || id !== 'unknown')
  const members = distinct(named.flatMap(node => membersOf(node, vocabulary)))
  const own = members.filter(one => !members.some(other => other !== one && takesIn(other, one)))
  const key = own.map(node => canonical(nameOf(node), vocabulary))
  return { nodes: distinct(named), members: own, key: key.sort().join('+') }
}

/** Words within an unknown label that name a role: `GKE master` and `GKE control plane` are one end. */
function canonical(name: string, vocabulary: Vocabulary): string {
  if (!name.startsWith('unknown:')) return name
  const words = name.slice('unknown:'.length).split(' ')
  const roles = vocabulary.roles.aliases
  const out: string[] = []
  for (let i = 0; i < words.length; ) {
    const length = [3, 2, 1].find(
      n => words.length > n && roles.get(words.slice(i, i + n).join(' '))?.kind === 'role',
    )
    out.push(length ? roles.get(words.slice(i, i + length).join(' '))!.id : words[i]!)
    i += length ?? 1
  }
  return `unknown:${out.join(' ')}`
}

/** What a node is called where names are compared. */
export function nameOf({ kind, id }: Node): string {
  if (kind === 'unknown') return `unknown:${purposeOf(id) || id}`
  return kind === 'any' ? 'any' : `${kind}:${id}`
}

/** Whether one end takes in all of another one. */
export function covers(wide: Node[], narrow: Node[]): boolean {
  const names = new Set(wide.map(nameOf))
  return narrow.every(one => names.has(nameOf(one)) || wide.some(other => takesIn(other, one)))
}

/** How an end relates to the one before it. */
export function relationOfEnds(before: Party, after: Party): Relation {
  if (before.key === after.key) return 'same'
  if (before.key === '') return 'named'
  if (after.key === '') return 'unnamed'
  if (covers(after.members, before.members)) return 'widened'
  return covers(before.members, after.members) ? 'narrowed' : 'changed'
}

function membersOf({ kind, id }: Node, { roles }: Vocabulary): Node[] {
  return kind === 'group'
    ? expand(id, roles.groups).map(role => ({ kind: 'role', id: role }))
    : [{ kind, id }]
}

function takesIn(wide: Node, narrow: Node): boolean {
  if (wide.kind === 'any') return narrow.kind !== 'any'
  if (wide.kind !== 'cidr' || (narrow.kind !== 'cidr' && narrow.kind !== 'host')) return false
  return wide.id !== narrow.id && contains(wide.id, narrow.id)
}

/** Whether an address range holds an address or a smaller range; a host name is in none. */
function contains(range: string, inner: string): boolean {
  const [base = '', prefix = ''] = inner.split('/')
  if (!ipaddr.isValid(base)) return false
  const [net, bits] = ipaddr.parseCIDR(range)
  const address = ipaddr.parse(base)
  if (address.kind() !== net.kind()) return false
  return bits < Number(prefix || 129) && address.match(net, bits)
}

function distinct(nodes: Node[]): Node[] {
  return [...new Map(nodes.map(node => [nameOf(node), node])).values()]
}
