import type { Vocabulary } from '../../../reconcile/index.ts'
import { add } from '../../group.ts'
import { isPossible, type Statement } from '../statements.ts'
import { slipBetween } from './distance.ts'
import { groupsOf, knownPorts } from './groups.ts'
import { type Exchanges, exchangesOf, fromExchange, fromKin, neighbours } from './nearest.ts'
import { type Opposite, oppositesOf, sequencesOf } from './parallel.ts'
import { candidateOf, isAnotherThing, isSpoilt, isStrange, isWeaker, type Known } from './relation.ts'

/** A port that was mistyped once. */
export interface PortSlip {
  statement: Statement
  /** What it was meant to be. */
  right: string
  /** Statements that say it right, the most telling first. */
  evidence: Statement[]
  /** The right port is stated elsewhere, or registered, for the same thing, and nothing anywhere has the wrong one. */
  certain: boolean
  /** The two statements have each other's port: whether the ports or the words are exchanged is unknown. */
  exchanged?: boolean
}

/** Part of two tables that has to be the same for one to correct what may be meant in the other. */
const leastSame = 0.8

/**
 * Finds ports that are one slip away from the port that the same thing has elsewhere: in the row of a like
 * table, under the same name, or between the same ends.
 *
 * @param family what pages of one product have in common
 */
export function portSlips(
  statements: Statement[],
  family: (statement: Statement) => string,
  vocabulary: Vocabulary,
): PortSlip[] {
  const groups = groupsOf(statements, family, vocabulary)
  const known: Known = { groups, family, ports: knownPorts(vocabulary) }
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
    return {
      right: first.value,
      evidence,
      certain: isStrange(statement, known) || isSpoilt(statement, known),
    }
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
    if (!isPossible(opposite.value) || !isWeaker(statement, opposite, known)) continue
    const isSound = isSpoilt(statement, known) || alike >= leastSame || isStrange(statement, known)
    if (isSound) add(wrong, statement, opposite)
  }
  return wrong
}
