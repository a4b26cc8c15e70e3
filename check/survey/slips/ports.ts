import type { TableHeader } from '../../../schema/types.ts'
import { vocabulary } from '../../load.ts'
import { isPossible, type Statement } from '../statements.ts'
import { neighbourKeys, slipBetween } from './distance.ts'
import { type Exchanges, exchangesOf, fromExchange } from './exchange.ts'
import { groupsOf, knownPorts } from './groups.ts'
import { type Opposite, oppositesOf, type Sequence } from './parallel.ts'
import {
  areCompatible,
  type Candidate,
  candidateOf,
  isAnotherThing,
  type Known,
  relatedness,
  sharesEnds,
} from './relation.ts'

/** A port that was mistyped once. */
export interface PortSlip {
  statement: Statement
  /** What it was meant to be. */
  right: string
  /** Statements that say it right, the most telling first. */
  evidence: Statement[]
  /** The same thing has the right port elsewhere in the family, and nothing anywhere has the wrong one. */
  certain: boolean
}

/** What has to speak for another port: it is said of the same thing, or between the same ends. */
const [leastOfSame, leastBetween] = [5, 3]
/** Part of two tables that has to be the same for one to correct what may be meant in the other. */
const leastSame = 0.8

const ports = vocabulary('ports', (file: { customary: number[]; system: number[] }) => ({
  customary: new Set(file.customary.map(String)),
  system: new Set(file.system.map(String)),
}))

/**
 * Finds ports that are one slip away from the port that the same thing has elsewhere: in the row of a like
 * table, under the same name, or between the same ends.
 *
 * @param family what pages of one product have in common
 */
export function portSlips(statements: Statement[], family: (statement: Statement) => string): PortSlip[] {
  const groups = groupsOf(statements, family)
  const known: Known = { groups, family, ports: knownPorts() }
  const opposites = wrongOnes(oppositesOf(sequencesOf(statements, family)), known)
  const exchanged = exchangesOf(statements)
  const near = neighbours(groups.values)
  const slips = statements.flatMap((statement): PortSlip[] => {
    const found =
      fromOpposite(statement, opposites) ??
      fromExchange(statement, exchanged) ??
      fromKin(statement, near, known)
    return found ? [{ statement, ...found, evidence: nearFirst(found.evidence, statement) }] : []
  })
  return withoutEchoes(slips, exchanged, known)

  function fromOpposite(statement: Statement, wrong: Map<Statement, Statement[]>) {
    const [first, ...others] = wrong.get(statement) ?? []
    if (!first) return null
    const same = others.filter(({ value }) => value === first.value)
    const rest = candidateOf(statement, first.value, known).evidence
    const evidence = [...new Set([first, ...same, ...rest])]
    return { right: first.value, evidence, certain: isStrange(statement, known) }
  }
}

/**
 * Of two statements that would correct each other only one can be wrong: the one whose port is less known,
 * is stated less often, or comes later.
 */
function withoutEchoes(slips: PortSlip[], exchanged: Exchanges, known: Known): PortSlip[] {
  const found = new Map(slips.map(slip => [slip.statement, slip]))
  return slips.filter(({ statement, right, evidence }) => {
    if (exchanged.has(statement)) return true
    const echoes = evidence.filter(
      other => other.value === right && found.get(other)?.right === statement.value,
    )
    return echoes.every(other => isLikelier(other, statement, known))
  })
}

function isLikelier(other: Statement, than: Statement, known: Known): boolean {
  const rank = ({ value }: Statement) =>
    (known.ports.has(value) ? 1000 : 0) + known.groups.value(value).length
  const [a, b] = [rank(other), rank(than)]
  return a > b || (a === b && other.order < than.order)
}

/** What a table or a list of ports between the same ends may be held against. */
function sequencesOf(statements: Statement[], family: (statement: Statement) => string): Sequence[] {
  const sequences = new Map<string, Sequence>()
  const put = (id: string, key: string, statement: Statement, strict = false) => {
    const known = sequences.get(id)
    if (known) known.statements.push(statement)
    else sequences.set(id, { key: `${family(statement)} ${key}`, statements: [statement], strict })
  }
  for (const statement of statements) {
    const { table } = statement.facts[0]!.claim
    if (table) put(statement.unit, `table ${headerOf(table.header)}`, statement)
    const ends = [...statement.ends].sort().join(' ')
    if (ends !== '') put(`${statement.unit} ${ends}`, `ends ${ends}`, statement, true)
  }
  return [...sequences.values()].filter(({ statements }) => statements.length > 1)
}

/** Of a matrix the column's own header is no part: it names the destination. */
function headerOf(header: TableHeader): string {
  const { destination, ...rest } = header
  const words = header.ports === null ? rest : { ...rest, destination }
  return Object.values(words).join('|').toLowerCase()
}

/** Places on the same page tell a reader most. */
function nearFirst(evidence: Statement[], { page }: Statement): Statement[] {
  return evidence.toSorted((a, b) => Number(b.page === page) - Number(a.page === page))
}

/** Of two that differ by a slip the wrong one: it repeats its neighbour, or fewer others say the same. */
function wrongOnes(opposites: Opposite[], known: Known): Map<Statement, Statement[]> {
  const wrong = new Map<Statement, Statement[]>()
  for (const { statement, opposite, alike } of opposites) {
    if (slipBetween(statement.value, opposite.value) === null) continue
    if (isAnotherThing(statement, opposite, known.groups)) continue
    if (!isPossible(opposite.value)) continue
    const [own, other] = [weight(statement, known), weight(opposite, known)]
    const isSound = own < 0 || alike >= leastSame || isStrange(statement, known)
    if (own < other && isSound) wrong.set(statement, [...(wrong.get(statement) ?? []), opposite])
  }
  return wrong
}

/** How many others say the same of the same; less than none when a table says it twice. */
function weight(statement: Statement, { groups }: Known): number {
  if (!isPossible(statement.value)) return -2
  const alike = groups.value(statement.value).filter(other => other !== statement)
  const repeated = alike.some(
    other => other.unit === statement.unit && areCompatible(other, statement) && sharesEnds(other, statement),
  )
  const { purpose } = statement
  const isKin = (other: Statement) =>
    (purpose !== null && other.purpose === purpose) || sharesEnds(other, statement)
  const kin = alike.filter(isKin)
  return repeated ? -1 : kin.length
}

/** The best of the ports one slip away, if it is said of the same thing and the stated one is not. */
function fromKin(statement: Statement, near: (value: string) => string[], known: Known) {
  if (isSupported(statement, known)) return null
  const strange = isStrange(statement, known)
  const [best] = near(statement.value)
    .filter(value => isPossible(value) && slipBetween(statement.value, value) !== null)
    .map(value => candidateOf(statement, value, known))
    .filter(candidate => isMeant(candidate, statement, strange))
    .sort((a, b) => b.score - a.score)
  return best ? { right: best.value, evidence: best.evidence, certain: best.sameThing && strange } : null
}

/** A port that nobody knows asks for less than one that has its own meaning. */
function isMeant(
  { score, beside, evidence, isNear }: Candidate,
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

/** Whether the same thing has this port elsewhere, or is known to have it. */
function isSupported(statement: Statement, { groups, family }: Known): boolean {
  const kin = [...(groups.purpose(statement)?.values() ?? [])].flat().filter(other => other !== statement)
  const own = kin.filter(other => family(other) === family(statement))
  // What another product does says little where one's own pages speak.
  if ((own.length > 0 ? own : kin).some(other => other.value === statement.value)) return true
  const { usual } = statement.facts[0]!
  if (usual.includes(statement.value)) return true
  if (usual.length > 0) return false
  const others = groups.value(statement.value).filter(other => other.unit !== statement.unit)
  return others.some(other => relatedness(statement, other, family) >= leastBetween)
}

/** Whether nobody else states this port, no service is known for it, and it is nobody's custom. */
function isStrange(statement: Statement, { groups, ports: known }: Known): boolean {
  const { value } = statement
  if (!isPossible(value)) return true
  const isHeard = groups.value(value).some(other => other !== statement)
  return !isHeard && !known.has(value) && !ports().customary.has(value)
}

/** Finds the values one slip away through what is left when one character is dropped. */
function neighbours(values: Set<string>): (value: string) => string[] {
  const index = new Map<string, string[]>()
  for (const value of values) {
    for (const key of neighbourKeys(value)) index.set(key, [...(index.get(key) ?? []), value])
  }
  return value => [...new Set(neighbourKeys(value).flatMap(key => index.get(key) ?? []))]
}
