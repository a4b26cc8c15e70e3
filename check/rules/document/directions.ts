import type { Vocabulary } from '../../../extract/trees.ts'
import { fold } from '../../../reconcile/index.ts'
import type { Claim, Endpoint, Ports } from '../../../schema/types.ts'
import { add } from '../../group.ts'
import type { End } from '../../survey/index.ts'
import { covers, keyOf, type Numbered, type Said, words } from './page-facts.ts'

/** A row of a table about the traffic into, or out of, a node. */
export interface Row extends Numbered {
  direction: NonNullable<Claim['direction']>
  /** Whose table it is. */
  home: End
  homeLabels: Endpoint[]
  other: End
  otherLabels: Endpoint[]
  /** The part of the page whose tables work together: what stands around the headings of its nodes. */
  scope: string
}

/** What the tables of one direction say of a role. */
export interface Side {
  role: string
  /** The first of its rows. */
  first: Row
  /** Rows by their ports; of those that say the same the first. */
  exact: Map<string, Row[]>
  /** Rows that open more than one port. */
  wide: Row[]
  known: Set<string>
}

const everyPort: Ports = { first: 0, last: 65535 }

/** The rows of a page whose direction is known; those that open all ports too. */
export function rowsOf(said: Said[]): Row[] {
  return said.flatMap(one => {
    const { claim, from } = one.fact
    const ports = one.ports ?? (words().allPorts.test(claim.portText ?? '') ? everyPort : null)
    if (claim.kind !== 'row' || claim.direction === null || ports === null) return []
    const isTurned = one.from !== from
    const [sources, targets] = isTurned
      ? [claim.destination, claim.source]
      : [claim.source, claim.destination]
    const isInbound = claim.direction === 'inbound'
    const [homeLabels, otherLabels] = isInbound ? [targets, sources] : [sources, targets]
    const [home, other] = isInbound ? [one.to, one.from] : [one.from, one.to]
    const scope = scopeOf(claim, homeLabels, one.fact.page.vocabulary)
    return [{ ...one, ports, direction: claim.direction, home, homeLabels, other, otherLabels, scope }]
  })
}

/** What stands around the heading that names the node, and the one that names the direction. */
function scopeOf({ context, table }: Claim, labels: Endpoint[], { directions }: Vocabulary): string {
  const { inbound, outbound } = directions
  const folded = context.map(fold)
  const named = folded.findLastIndex(text => labels.some(({ label }) => text.includes(fold(label))))
  const directed = context.findLastIndex(text => inbound.test(text) || outbound.test(text))
  const isImplied = labels.every(({ implied }) => implied)
  // What a table whose node is named in passing belongs to is unknown.
  if (isImplied && named < 0) return `${context.join('\n')}\n${table?.line}`
  const inner = [named, directed].filter(at => at >= 0)
  return context.slice(0, inner.length > 0 ? Math.min(...inner) : context.length).join('\n')
}

/** What rows say together, by {@link sideKey}. */
export function sidesOf(rows: Row[]): Map<string, Side> {
  const sides = new Map<string, Side>()
  for (const row of rows) {
    for (const role of rolesOf(row.home)) {
      const key = sideKey(row.scope, row.direction, role)
      const side = sides.get(key) ?? { role, first: row, exact: new Map(), wide: [], known: new Set() }
      sides.set(key, side)
      addTo(side, row)
    }
  }
  return sides
}

function addTo({ exact, wide, known }: Side, row: Row): void {
  const ports = keyOf(row.ports)
  const key = `${ports} ${row.protocol} ${row.other.roles}`
  if (known.has(key)) return
  known.add(key)
  add(exact, ports, row)
  if (row.ports.first !== row.ports.last) wide.push(row)
}

/** Names what the tables of one direction say of a role in one part of a page. */
export function sideKey(scope: string, direction: Row['direction'], role: string): string {
  return [scope, direction, role].join('\n')
}

/** The rows of a side that open ports. */
export function opening(side: Side, ports: Ports): Row[] {
  const wider = side.wide.filter(row => covers(row.ports, ports))
  return [...(side.exact.get(keyOf(ports)) ?? []), ...wider]
}

/** The roles of an end; of an unknown one the words without "other" and the like. */
export function rolesOf({ roles }: End): string[] {
  return [...new Set(roles.map(plain))]
}

function plain(role: string): string {
  if (!role.startsWith(unknown)) return role
  const found = words().determiners.exec(role.slice(unknown.length))
  return found ? unknown + role.slice(unknown.length + found[0].length) : role
}

const unknown = 'unknown:'

export function isUnknown(role: string): boolean {
  return role.startsWith(unknown)
}

/** Whether a row lets a role through. */
export function admits({ other }: Row, role: string): boolean {
  return rolesOf(other).some(
    one => one === role || one === 'any' || isLonger(one, role) || isLonger(role, one),
  )
}

/** "Storage image manager" may be the "image manager"; one word alone is not enough. */
function isLonger(long: string, short: string): boolean {
  const tail = short.slice(unknown.length)
  return isUnknown(long) && isUnknown(short) && tail.includes(' ') && long.endsWith(` ${tail}`)
}
