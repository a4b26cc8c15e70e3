import { add } from '../group.ts'
import { vocabulary } from '../load.ts'

const kin = vocabulary('kin', (file: { kin: Record<string, string[]> }) => {
  const general = new Map<string, string[]>()
  for (const [role, others] of Object.entries(file.kin)) {
    for (const other of others) add(general, other, role)
  }
  return general
})

/** Roles as every product knows them, sorted, each once. */
export function kinRoles(roles: string[]): string[] {
  return [...new Set(roles.flatMap(role => kin().get(role) ?? [role]))].sort()
}

/** Whether each role has one of the other side that is the same or does the same. */
export function areKin(a: string[], b: string[]): boolean {
  const within = (some: string[], others: string[]) => {
    const known = new Set([...others, ...kinRoles(others)])
    return some.every(role => known.has(role) || kinRoles([role]).some(one => known.has(one)))
  }
  return within(a, b) && within(b, a)
}
