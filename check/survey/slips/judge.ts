import { vocabulary } from '../../load.ts'
import { isPossible, type Statement } from '../statements.ts'
import type { Known } from './relation.ts'

/** Ports that many programs use, and system ports that are in use, as text. */
export const ports = vocabulary('ports', (file: { customary: number[]; system: number[] }) => ({
  customary: new Set(file.customary.map(String)),
  system: new Set(file.system.map(String)),
}))

/** Whether nobody else states this port, no service is known for it, and it is nobody's custom. */
export function isStrange({ value }: Statement, { groups, ports: known }: Known): boolean {
  if (!isPossible(value)) return true
  return groups.value(value).length < 2 && !known.has(value) && !ports().customary.has(value)
}

/** Whether the same thing has this port elsewhere, or is known to have it. */
export function isSupported(statement: Statement, { groups }: Known): boolean {
  const { own, all } = groups.kin(statement)
  // What another product does says little where one's own pages speak.
  const kin = own.others > 0 ? own : all
  if (kin.same > 0) return true
  const { usual } = statement.facts[0]!
  if (usual.length > 0) return usual.includes(statement.value)
  const between = groups.ends(statement).flatMap(values => values.get(statement.value)?.slice(0, 2) ?? [])
  return between.some(other => other.unit !== statement.unit)
}

/** Whether less speaks for a statement than for another one that it may have been meant to be. */
export function isWeaker(statement: Statement, other: Statement, known: Known): boolean {
  const [own, others] = [statement, other].map(one => strengths(one, known))
  const i = own!.findIndex((strength, at) => strength !== others![at])
  return i >= 0 && own![i]! < others![i]!
}

/** Whether a table says the same twice, or nobody can have meant it. */
export function isSpoilt(statement: Statement, { groups }: Known): boolean {
  return !isPossible(statement.value) || groups.isRepeated(statement)
}

/** What speaks for a statement, the weightiest first. */
function strengths(statement: Statement, known: Known): number[] {
  const { groups } = known
  const between = groups.ends(statement).map(values => values.get(statement.value)?.length ?? 1)
  const bounds = statement.value.split('-')
  return [
    isPossible(statement.value) ? 1 : 0,
    isSpoilt(statement, known) ? 0 : 1,
    groups.kin(statement).all.same + Math.max(1, ...between) - 1,
    isStrange(statement, known) ? 0 : 1,
    groups.value(statement.value).length,
    bounds.filter(bound => known.ports.has(bound)).length,
  ]
}
