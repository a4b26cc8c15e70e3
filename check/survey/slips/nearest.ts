import { add } from '../../group.ts'
import { isPossible, type Statement } from '../statements.ts'
import { neighbourKeys, slipBetween } from './distance.ts'
import { type Candidate, candidateOf, isStrange, isSupported, type Known, ports } from './relation.ts'

/** What has to speak for another port: it is said of the same thing, or between the same ends. */
const [leastOfSame, leastBetween] = [5, 3]

/** The best of the ports one slip away, if it is said of the same thing and the stated one is not. */
export function fromKin(statement: Statement, near: (value: string) => string[], known: Known) {
  if (isSupported(statement, known)) return null
  const strange = isStrange(statement, known)
  const [best] = near(statement.value)
    .filter(value => isPossible(value) && slipBetween(statement.value, value) !== null)
    .map(value => candidateOf(statement, value, known))
    .filter(candidate => isMeant(candidate, statement, strange))
    .sort((a, b) => b.score - a.score)
  if (!best || isRest(statement, known) || isSum(statement, best.value, known)) return null
  // A changed or added digit may be another choice (`5433`, `2222`) where only the registry says otherwise.
  const slip = slipBetween(statement.value, best.value)
  const byRegistry =
    statement.facts[0]!.usual.includes(best.value) && (slip === 'swapped' || slip === 'dropped')
  // One range beside another may be another one; two places, or a known service, leave little doubt.
  const isOdd = isUnassigned(statement.value) || !isPossible(statement.value)
  if (best.evidence.length === 0 && !byRegistry && !isOdd) return null
  return {
    right: best.value,
    evidence: best.evidence,
    certain:
      strange && (byRegistry || best.evidence.length > (isRange(statement.value) && !best.isKnown ? 1 : 0)),
  }
}

/** A range may sum up what other places state in parts. */
function isSum({ value }: Statement, other: string, { groups }: Known): boolean {
  const own = value.split('-')
  const rest = own.filter(port => !other.split('-').includes(port))
  return own.length > 1 && other.includes('-') && rest.some(port => groups.values.has(port))
}

/** A table may state the parts of a range row by row. */
function isRest({ value, unit }: Statement, { groups }: Known): boolean {
  const [first = 0, last = first] = value.split('-').map(Number)
  return value.includes('-') && groups.bounds(unit).some(port => port === first - 1 || port === last + 1)
}

/** A port that nobody knows asks for less than one that has its own meaning. */
function isMeant(
  { score, beside, evidence, isNear, isKnown }: Candidate,
  statement: Statement,
  strange: boolean,
): boolean {
  if (beside === 'same-ends') return false
  if (score >= leastOfSame) return strange || isSameByWords(statement, evidence)
  if (score >= leastBetween) return strange
  if (!strange || beside !== null) return false
  if (!isPossible(statement.value)) return true
  // A range that shares one end with another, and a system port that nobody has, are hardly meant.
  if (isNear && (isRange(statement.value) || isUnassigned(statement.value))) return true
  if (isRange(statement.value) && isKnown) return true
  return statement.purpose === null && evidence.some(other => isInSection(statement, other))
}

function isRange(value: string): boolean {
  return value.includes('-')
}

/** System ports are assigned; few of those that are not in use are meant. */
function isUnassigned(value: string): boolean {
  return Number(value) < 1024 && !ports().system.has(value)
}

/** A port with a meaning of its own is wrong only where others give another one in the same words or for the service. */
function isSameByWords(statement: Statement, evidence: Statement[]): boolean {
  const { purpose } = statement.facts[0]!
  const isSame = ({ facts, purpose: key }: Statement) =>
    key === statement.purpose && facts[0]!.purpose === purpose
  if (ports().customary.has(statement.value)) return evidence.some(isSame)
  return evidence.some(({ purpose: key }) => key !== null && key === statement.purpose)
}

/** Prose stands under the heading of what it is about, a table under that or one further down. */
function isInSection(prose: Statement, other: Statement): boolean {
  const [own, others] = [prose, other].map(({ facts }) => facts[0]!.claim.context)
  return prose.page === other.page && own!.length > 0 && own!.every((text, i) => others![i] === text)
}

/** Finds the values one slip away through what is left when one character is dropped. */
export function neighbours(values: Set<string>): (value: string) => string[] {
  const index = new Map<string, string[]>()
  for (const value of values) {
    for (const key of neighbourKeys(value)) add(index, key, value)
  }
  return value => [...new Set(neighbourKeys(value).flatMap(key => index.get(key) ?? []))]
}

/** A statement and the one of its table whose port it has. */
export type Exchanges = Map<Statement, Statement>

/**
 * Finds pairs of one table that have each other's port: each names a service that uses the port of the other
 * and not its own.
 */
export function exchangesOf(statements: Statement[]): Exchanges {
  const wrong = new Map<string, Statement>()
  for (const statement of statements) {
    if (portsOf(statement).length > 0 && !uses(statement, statement.value))
      wrong.set(`${statement.unit} ${statement.value}`, statement)
  }
  const exchanges: Exchanges = new Map()
  for (const statement of wrong.values()) {
    const other = portsOf(statement)
      .map(port => wrong.get(`${statement.unit} ${port}`))
      .find(found => found !== undefined && uses(found, statement.value))
    if (other) exchanges.set(statement, other)
  }
  return exchanges
}

/** The exchange that a statement is part of, as a slip. */
export function fromExchange(statement: Statement, exchanges: Exchanges) {
  const other = exchanges.get(statement)
  return other ? { right: other.value, evidence: [other], certain: true, exchanged: true } : null
}

function uses(statement: Statement, port: string): boolean {
  return portsOf(statement).includes(port)
}

function portsOf({ facts }: Statement): string[] {
  return facts[0]!.services.flatMap(({ ports }) => ports.map(port => port.split('/')[1]!))
}
