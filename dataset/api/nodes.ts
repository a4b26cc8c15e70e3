import type { Node } from '../../schema/types.ts'

/** A node as it serves for a key. */
export function keyOf({ kind, id }: Node): string {
  return `${id}\n${kind}`
}

/** Nodes each once, sorted by their ids. */
export function distinct(nodes: Node[]): Node[] {
  const byKey = new Map(nodes.map(node => [keyOf(node), node]))
  return [...byKey.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** As much of a role or group as {@link expand} looks at. */
export interface Grouped {
  id: string
  /** Ids of the roles or groups that a group stands for; empty for a role. */
  members: readonly string[]
}

/**
 * The roles that an id stands for: those of a group, through groups within it. Any other id — a role, an
 * address, `any` — stands for itself.
 *
 * @param id of a role or group
 * @param roles the roles and groups there are
 * @returns each role once, sorted
 */
export function expand(id: string, roles: readonly Grouped[]): string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const visit = (one: string): void => {
    if (seen.has(one)) return
    seen.add(one)
    const members = roles.find(role => role.id === one)?.members ?? []
    if (members.length > 0) members.forEach(visit)
    else found.add(one)
  }
  visit(id)
  return [...found].sort()
}
