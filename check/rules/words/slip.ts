import { vocabulary } from '../../load.ts'
import { type Candidate, candidatesFor, termsNear } from './candidates.ts'
import { lexicon } from './lexicon.ts'
import { isDropped, type Slip, slipOf, unknown } from './unknown-word.ts'
import type { Place, Usage } from './usage.ts'

export type { Slip } from './unknown-word.ts'

interface Followed {
  followed: { word: string; meant: string; by: string[] }[]
}

const followed = vocabulary<Followed, Map<string, { meant: string; by: Set<string> }>>(
  'ordinary',
  ({ followed }) => new Map(followed.map(({ word, meant, by }) => [word, { meant, by: new Set(by) }])),
)

/** Tells whether a word is a slip, and of what. */
export function slipAt(place: Place, usage: Usage): Slip | null {
  const { lower, within } = place.word
  if (within) return insideOf(place, usage)
  const meant = lexicon().meant(lower)
  if (meant) return slipOf(meant, 'error', usage.of(meant.toLowerCase()), 'all')
  if (lexicon().isTerm(lower)) return null
  return followedBy(place, usage) ?? (lexicon().isOrdinary(lower) ? inPlaceOf : unknown)(place, usage)
}

/** `git.rncher.io`: an address or a path that stands elsewhere with a term in a word's place. */
function insideOf({ word: { text, lower, within } }: Place, usage: Usage): Slip | null {
  if (lexicon().isTerm(lower) || lexicon().isOrdinary(lower)) return null
  const found = termsNear(text).find(term => usage.whole(within.replace(lower, term)) > usage.whole(within))
  return found ? slipOf(found, 'warning', [], 'same') : null
}

/** `etc nodes`: a right word that does not go with what follows it. */
function followedBy({ piece: { rich }, word }: Place, usage: Usage): Slip | null {
  const found = followed().get(word.lower)
  if (!found?.by.has(word.after) || /[,，、]\s*$/.test(rich.text.slice(0, word.start))) return null
  return slipOf(found.meant, 'error', usage.of(found.meant), 'all')
}

/** A right word where the very same words, or the words on both sides, stand elsewhere with a term. */
function inPlaceOf(place: Place, usage: Usage): Slip | null {
  const { piece, word } = place
  if (piece.words.length < 2 || usage.instead(place, word.lower).length > 1) return null
  const terms = candidatesFor(place, usage).filter(({ word }) => lexicon().isTerm(word))
  const same = terms.find(({ same }) => same.length > 1)
  if (same) return slipOf(same.word, 'warning', same.same, 'same')
  const beside = terms.find(term => isDropped(word.lower, term.word) && isBetween(place, term, usage))
  return beside && usage.of(word.lower).length === 1
    ? slipOf(beside.word, 'warning', beside.beside, 'beside')
    : null
}

/** Tells whether a word stands elsewhere behind and before what stands on either side of a place. */
function isBetween(place: Place, { word, beside }: Candidate, usage: Usage): boolean {
  const { before, after } = place.word
  const needed = [before, after].filter(neighbour => neighbour !== '')
  return (
    beside.length > 1 && needed.every(one => usage.beside(place, word, other => other === one).length > 0)
  )
}
