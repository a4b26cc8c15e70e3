import { pick, type Random } from './random.ts'

/** The slips of one digit. */
export const digitKinds = ['digit dropped', 'digit doubled', 'digits swapped', 'digit changed'] as const
export type DigitKind = (typeof digitKinds)[number]

/**
 * What a number can become by one slip.
 *
 * @param number its digits
 * @returns each outcome once, none equal to the number; empty when there is none
 */
export function outcomesOf(kind: DigitKind, number: string): string[] {
  const places = [...number].map((_, i) => i)
  const all = places.flatMap(at => makers[kind](number.slice(0, at), number[at]!, number.slice(at + 1)))
  return [...new Set(all)].filter(outcome => outcome !== number && outcome !== '')
}

/** One slip of a kind, where it can be made. */
export function mistype(kind: DigitKind, number: string, random: Random): string | null {
  const outcomes = outcomesOf(kind, number)
  return outcomes.length === 0 ? null : pick(outcomes, random)
}

const makers: Record<DigitKind, (before: string, digit: string, after: string) => string[]> = {
  'digit dropped': (before, _, after) => [before + after],
  'digit doubled': (before, digit, after) => [before + digit + digit + after],
  'digits swapped': (before, digit, after) =>
    after === '' ? [] : [before + after[0] + digit + after.slice(1)],
  'digit changed': (before, _, after) => [...'0123456789'].map(other => before + other + after),
}
