import { fold } from '../../../reconcile/index.ts'
import { vocabulary } from '../../load.ts'
import { isPossible, type Statement } from '../statements.ts'
import type { Groups } from './groups.ts'

/** What is known when one statement is judged. */
export interface Known {
  groups: Groups
  family(statement: Statement): string
  /** Ports of the services in the vocabulary. */
  ports: Set<string>
}

/** A port that a statement may have meant. */
export interface Candidate {
  value: string
  /** How much speaks for it. */
  score: number
  /** Statements that say it, the most telling first. */
  evidence: Statement[]
  /** The same service or purpose has it elsewhere on pages of the family. */
  sameThing: boolean
  /** Pages of the family have it, be it for something else. */
  isNear: boolean
  /** A service has it, by the vocabulary. */
  isKnown: boolean
  /** It stands beside the statement in the same table: both may be meant. */
  beside: 'same-ends' | 'other-ends' | null
}

/** Statements of one port that are looked at. */
const mostSeen = 24

/** Weighs what speaks for a port in place of the stated one. */
export function candidateOf(statement: Statement, value: string, known: Known): Candidate {
  const { groups, family } = known
  const named = groups.purpose(statement)?.get(value) ?? []
  const between = groups.ends(statement).flatMap(values => values.get(value) ?? [])
  const sayers = [
    ...new Set([
      ...named.slice(0, mostSeen),
      ...between.slice(0, mostSeen),
      ...groups.value(value).slice(0, mostSeen),
    ]),
  ].filter(other => other !== statement)
  const isOther = (other: Statement) => isAnotherThing(statement, other, groups)
  const rated = sayers
    .filter(other => !isOther(other))
    .map(other => ({ other, score: relatedness(statement, other, family) }))
    .sort((a, b) => b.score - a.score)
  const byVocabulary = statement.facts[0]!.usual.includes(value)
  return {
    value,
    score: Math.max(rated[0]?.score ?? 0, byVocabulary ? 5 : 0) + Math.min(rated.length, 9) / 100,
    evidence: rated.map(({ other }) => other),
    sameThing: named.some(other => other !== statement && family(other) === family(statement)),
    isNear: sayers.some(other => family(other) === family(statement) && areCompatible(other, statement)),
    isKnown: known.ports.has(value),
    beside: besideOf(statement, sayers),
  }
}

function besideOf(statement: Statement, sayers: Statement[]): Candidate['beside'] {
  const here = sayers.filter(other => other.unit === statement.unit)
  if (here.length === 0) return null
  return here.some(other => sharesEnds(other, statement)) ? 'same-ends' : 'other-ends'
}

/** How closely two statements speak of the same thing. */
function relatedness(a: Statement, b: Statement, family: (statement: Statement) => string): number {
  const near = a.page === b.page ? 1 : family(a) === family(b) ? 0.5 : 0
  if (!areCompatible(a, b)) return 0
  if (a.purpose !== null && a.purpose === b.purpose) return 5 + near
  if (near > 0 && [...a.ends].some(ends => b.ends.has(ends))) return 3 + near
  return near
}

/** Whether words show that a statement is about something else; within a table other words and ends together do. */
export function isAnotherThing(a: Statement, b: Statement, groups: Groups): boolean {
  if (a.unit === b.unit && !sharesEnds(a, b) && rowWords(a) !== rowWords(b)) return true
  const differ = a.purpose !== null && b.purpose !== null && a.purpose !== b.purpose
  return differ && groups.purpose(a) !== null && groups.purpose(b) !== null
}

/** Lines of a row that are looked at. */
const mostLines = 20

/** What a row says besides its port and ends. */
function rowWords({ facts, page, value }: Statement): string {
  const { source, destination, location } = facts[0]!.claim
  const { document, line, endLine } = location
  const count = Math.min(mostLines, endLine - line + 1)
  const words = Array.from({ length: count }, (_, i) => page.lineAt({ document, line: line + i })).join(' ')
  const own = [value, ...[...source, ...destination].map(({ label }) => label)]
  return fold(own.reduce((rest, text) => rest.replaceAll(text, ' '), words))
}

/** Whether the protocols of two statements leave room for them to be about the same. */
function areCompatible(a: Statement, b: Statement): boolean {
  return (
    a.protocols.size === 0 || b.protocols.size === 0 || [...a.protocols].some(one => b.protocols.has(one))
  )
}

/** Whether two statements are about the same ends, or neither names any. */
export function sharesEnds(a: Statement, b: Statement): boolean {
  return a.ends.size + b.ends.size === 0 || [...a.ends].some(ends => b.ends.has(ends))
}

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
