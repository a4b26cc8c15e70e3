import { circumstancesOf } from '../reconcile/index.ts'
import type { Claim, Statement } from '../schema/types.ts'

/**
 * When a claim says that it holds.
 *
 * @param description what of it counts: in prose nothing
 */
export function needOf(claim: Claim, description: string[]): Pick<Statement, 'when' | 'conditions'> {
  const { conditions, source, destination, context } = claim
  const labels = [...source, ...destination].map(({ label }) => label)
  const { when, conditions: kept } = circumstancesOf({ conditions, description, labels, context })
  return { when, conditions: wholeConditions(conditions, kept) }
}

/** Conditions come shortened; a difference may stand at their end. */
function wholeConditions(conditions: string[], kept: string[]): string[] {
  const starts = kept.map(text => text.replace(/ …$/, ''))
  return conditions.filter(text => starts.some(start => text.trim().startsWith(start)))
}
