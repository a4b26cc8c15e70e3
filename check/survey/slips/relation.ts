import type { Statement } from '../statements.ts'
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

/** Whether words tell that a statement is about something else. */
export function isAnotherThing(a: Statement, b: Statement, groups: Groups): boolean {
  const told = a.purpose !== null && b.purpose !== null && a.purpose !== b.purpose
  return told && groups.purpose(a) !== null && groups.purpose(b) !== null
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
