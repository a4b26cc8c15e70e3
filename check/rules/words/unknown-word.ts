import type { Severity } from '../../rule.ts'
import { slipBetween } from '../../survey/slips/distance.ts'
import { type Candidate, candidatesFor } from './candidates.ts'
import { lexicon } from './lexicon.ts'
import type { Place, Usage } from './usage.ts'

/** A slip of the pen that was found. */
export interface Slip {
  /** The right word, as it is written by itself. */
  right: string
  severity: Severity
  /** What the documents have elsewhere. */
  shown: { places: Place[]; how: 'same' | 'beside' | 'all' }
}

/** A word that a page uses as often is meant so. */
const often = 3
/** Letters of a right word from which on no neighbour is needed to tell a slip: likely, for certain. */
const likelyLength = 6
const certainLength = 7
/** How often a page must have a word of four letters, of five, before another one counts as a slip of it. */
const leastUses: Record<number, number> = { 4: 4, 5: 2 }

/** Tells whether a word that is neither a term nor a right word is a slip, and of what. */
export function unknown(place: Place, usage: Usage): Slip | null {
  const { lower } = place.word
  if (usage.own(place) >= often) return null
  const best = candidatesFor(place, usage)[0]
  if (!best) return null
  if (lexicon().isTerm(best.word)) return termAt(place, best) ?? missedAt(place, best, usage)
  const isOdd = best.same.length > 1 && usage.of(lower).length === 1
  return isOdd ? slipOf(best.word, 'warning', best.same, 'same') : null
}

/** A word that nobody knows, near a term: what stands around it tells how sure that is. */
function termAt({ piece, word: { lower, start, code } }: Place, best: Candidate): Slip | null {
  const { word, same, beside, all, sole } = best
  const isLong = word.length >= likelyLength
  const isNear = slipBetween(lower, word) !== null
  const sure = isLong && isNear && sole ? 'error' : 'warning'
  const leastSame = piece.words.length > 1 || word.length >= certainLength ? 1 : often
  if (same.length >= leastSame) return slipOf(word, sure, same, 'same')
  if (beside.length > 0 && word.length > 3) return slipOf(word, sure, beside, 'beside')
  const isSmall = /\p{Ll}/u.test(piece.rich.text[start]!)
  const isKnown = all.length > 0 || (isNear && (isSmall || word.length >= certainLength))
  if (!isLong || !isKnown || lower.endsWith(word) || isProper(piece.rich.text, start, word)) return null
  // What stands in code may be a name of somebody's own, like a word or not.
  const isNamed = lexicon().isName(word) || (all.length > 0 && !code)
  const isCertain = word.length >= certainLength && (isNamed || (!code && isSmall))
  return slipOf(word, isCertain ? sure : 'warning', all, 'all')
}

/** `Ben Sanders` is no sender: within a sentence a capital begins names. */
function isProper(text: string, start: number, term: string): boolean {
  const isInside = /[\p{Ll},\d]\s$/u.test(text.slice(Math.max(0, start - 2), start))
  return isInside && /\p{Lu}/u.test(text[start]!) && !lexicon().isName(term)
}

/** A short word that stands once, and is what a frequent word of the page becomes when a letter is missed. */
function missedAt({ piece, word: { lower } }: Place, { word, all }: Candidate, usage: Usage): Slip | null {
  const own = all.filter(other => other.piece.page === piece.page)
  const isFrequent = own.length >= (leastUses[word.length] ?? Number.POSITIVE_INFINITY)
  const isSlip = isFrequent && isDropped(lower, word) && usage.of(lower).length === 1
  return isSlip ? slipOf(word, 'warning', own, 'all') : null
}

/** Tells whether a letter was lost, or two were swapped. */
export function isDropped(wrong: string, right: string): boolean {
  return slipBetween(wrong, right) === 'dropped' || slipBetween(wrong, right) === 'swapped'
}

/**
 * A slip with what the documents have elsewhere.
 *
 * @param word the right word, in lower case
 */
export function slipOf(word: string, severity: Severity, places: Place[], how: Slip['shown']['how']): Slip {
  return { right: lexicon().written(word), severity, shown: { places, how } }
}
