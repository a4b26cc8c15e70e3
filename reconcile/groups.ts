/** Groups by id, each with its members: roles or groups. */
export type Groups = ReadonlyMap<string, readonly string[]>

/**
 * The roles that an id stands for: those of a group, through groups within it; any other id stands for itself.
 *
 * @param id of a role or group
 * @param groups the groups there are
 * @returns each role once, sorted
 */
export function expand(id: string, groups: Groups): string[] {
  const roles = new Set<string>()
  const seen = new Set<string>()
  const visit = (one: string): void => {
    if (seen.has(one)) return
    seen.add(one)
    const members = groups.get(one)
    if (members) members.forEach(visit)
    else roles.add(one)
  }
  visit(id)
  return [...roles].sort()
}
