import type { Node, Ports, Traffic } from '../schema/types.ts'
import { nameOf } from './ends.ts'
import type { Item } from './statement.ts'

/** The traffic between two single ends, as a list of ranges; null for a port that is no number. */
export interface Strand {
  from: Node | null
  to: Node | null
  ports: (Ports | null)[]
}

/** Parts the traffic of a statement by its ends; one that nobody named is null. */
export function strandsOf({ from, to, said }: Item): Strand[] {
  const sources = from.members.length > 0 ? from.members : [null]
  const targets = to.members.length > 0 ? to.members : [null]
  // Traffic that stays on a node has one end.
  const pairs = sources.flatMap(source => targets.map(target => ({ from: source, to: target })))
  const own = said.local ? pairs.filter(pair => endName(pair.from) === endName(pair.to)) : []
  return (own.length > 0 ? own : pairs).map(pair => ({ ...pair, ports: [said.ports] }))
}

/** What is left of ranges when another one is taken out. */
export function without(ranges: (Ports | null)[], taken: Ports): (Ports | null)[] {
  return ranges.flatMap(range => {
    if (range === null || range.last < taken.first || range.first > taken.last) return [range]
    const rest = [
      { first: range.first, last: taken.first - 1 },
      { first: taken.last + 1, last: range.last },
    ]
    return rest.filter(({ first, last }) => first <= last)
  })
}

/** Puts strands of a statement together again: ends that share their ranges and their counterparts are told once. */
export function trafficOf(item: Item, strands: Strand[]): Traffic[] {
  const bySource = gather(strands, ({ from, ports }) => [endName(from), rangesKey(ports)].join('\n'))
  const rows = bySource.map(group => ({
    from: [group[0]!.from],
    to: group.map(({ to }) => to),
    ports: group[0]!.ports,
  }))
  const byTarget = gather(rows, ({ to, ports }) => [...to.map(endName), rangesKey(ports)].join('\n'))
  return byTarget.flatMap(group => {
    const { to, ports } = group[0]!
    const from = group.flatMap(row => row.from)
    return ports.map(range => traffic(item, from, to, range))
  })
}

function traffic(item: Item, from: (Node | null)[], to: (Node | null)[], ports: Ports | null): Traffic {
  const { protocol, portText, direction, local, when, conditions } = item.said
  return {
    protocol,
    ports,
    portText: ports ? null : portText,
    from: nodesOf(from, item.from),
    to: nodesOf(to, item.to),
    direction,
    local,
    when,
    conditions,
  }
}

/** All members of an end go by the name of their group. */
function nodesOf(members: (Node | null)[], end: Item['from']): Node[] {
  const named = members.filter(node => node !== null)
  return named.length === end.members.length ? end.nodes : named
}

function gather<T>(items: T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return [...groups.values()]
}

function endName(node: Node | null): string {
  return node === null ? '' : nameOf(node)
}

function rangesKey(ranges: (Ports | null)[]): string {
  return ranges.map(range => (range ? `${range.first}-${range.last}` : '')).join()
}
