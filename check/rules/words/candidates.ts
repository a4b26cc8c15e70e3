import { slipBetween } from '../../survey/slips/distance.ts'
import { isFunctionWord } from './language.ts'
import { lexicon } from './lexicon.ts'
import type { Place, Usage } from './usage.ts'

/** What a word may have been meant to be, and what speaks for it. */
export interface Candidate {
  /** In lower case. */
  word: string
  /** Where it stands among the very same words. */
  same: Place[]
  /** Where it stands beside the same word. */
  beside: Place[]
  /** Where it stands at all. */
  all: Place[]
  /** Nothing else is as likely. */
  sole: boolean
}

/** Shorter words have too many neighbours to be held against the other documents' words. */
const shortest = 5
/** More words than these in one place have nothing in common. */
const mostRivals = 200

/** The right words that a word may be a slip of, the likeliest first. */
export function candidatesFor(place: Place, usage: Usage): Candidate[] {
  const { text, lower } = place.word
  const isPlain = lower.length >= shortest && !isIdentifier(text)
  const rivals = isPlain ? rivalsOf(place, usage).filter(isSlipOf(lower)) : []
  const ranked = [...new Set([...termsNear(text), ...rivals])]
    .map(word => ({ ...candidateOf(place, word, usage), sole: true }))
    .sort((a, b) => weightOf(b, lower) - weightOf(a, lower))
  const [best, next] = ranked
  if (best && next) best.sole = weightOf(best, lower) > weightOf(next, lower)
  return ranked
}

/** The words that stand in a word's place elsewhere; none where anything may stand. */
function rivalsOf(place: Place, usage: Usage): string[] {
  const rivals = usage.rivals(place)
  return rivals.size > mostRivals ? [] : [...rivals.keys()]
}

/** The terms that a word may be a slip of: of names, abbreviations and numbers only such. */
export function termsNear(text: string): string[] {
  return lexicon()
    .near(text.toLowerCase())
    .filter(term => fits(text, term))
}

function candidateOf(place: Place, word: string, usage: Usage): Omit<Candidate, 'sole'> {
  return {
    word,
    same: usage.instead(place, word),
    beside: usage.beside(place, word, neighbour => !isFunctionWord(neighbour)),
    all: usage.of(word),
  }
}

/** One slip before two, then what stands in the same words, beside the same word, anywhere. */
function weightOf({ word, same, beside, all }: Omit<Candidate, 'sole'>, lower: string): number {
  const isNear = slipBetween(lower, word) !== null
  const counts = [isNear ? 1 : 0, same.length, beside.length, all.length, word.length > lower.length ? 1 : 0]
  return counts.reduce((sum, n) => sum * 100 + Math.min(n, 99), 0)
}

/** A singular is no slip of its plural, nor is an American word one of its British form. */
function isSlipOf(word: string): (other: string) => boolean {
  const british = (text: string) => text.replace(/or(?!m)/g, 'our').replace(/iz(?=[eia])/g, 'is')
  return other =>
    slipBetween(word, other) !== null &&
    `${word}s` !== other &&
    word !== `${other}s` &&
    digitsOf(word) === digitsOf(other) &&
    british(word) !== british(other)
}

function digitsOf(word: string): string {
  return word.replace(/\D/g, '')
}

function fits(text: string, term: string): boolean {
  const written = lexicon().written(term)
  if (digitsOf(text) !== digitsOf(term)) return false
  if (isIdentifier(text)) return isIdentifier(written)
  return isShort(text) === isShort(written.replace(/s$/, ''))
}

/** `kubeNodeName` names something in a program: it may be a slip of another such name. */
function isIdentifier(word: string): boolean {
  return /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word)
}

/** An abbreviation is no slip of a word. */
function isShort(word: string): boolean {
  return word === word.toUpperCase() && word.length <= 5
}
