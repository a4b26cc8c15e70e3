import { add } from '../../group.ts'
import type { Page, Survey } from '../../survey/index.ts'
import { type Piece, piecesOf } from './pieces.ts'
import type { Word } from './words.ts'

/** A word where it stands. */
export interface Place {
  piece: Piece
  word: Word
}

/** How the documents use words: what is right in one place is hardly a slip in another. */
export interface Usage {
  /** Where a word stands. */
  of(lower: string): Place[]
  /** How often the word of a place stands on its page. */
  own(place: Place): number
  /** Where a word stands beside what stands before or behind a place, if such a neighbour tells something. */
  beside(place: Place, lower: string, tells: (neighbour: string) => boolean): Place[]
  /** Where a word stands among the very words that stand around a place. */
  instead(place: Place, lower: string): Place[]
  /** How often something stands that is no words: an address, a path. */
  whole(within: string): number
  /** The words that stand among the very words that stand around a place. */
  rivals(place: Place): Map<string, Place[]>
}

/** Longer pieces are prose, which is not said twice. */
const mostWords = 24
/** Places of one kind beyond these tell nothing more. */
const mostCounted = 100

const known = new WeakMap<Survey, Usage>()

/** Counts the words of all documents, once for all rules. */
export function usageOf(survey: Survey): Usage {
  const found = known.get(survey)
  if (found) return found
  const usage = count(piecesOf(survey))
  known.set(survey, usage)
  return usage
}

function count(pieces: Piece[]): Usage {
  const places = new Map<string, Place[]>()
  const own = new Map<Page, Map<string, number>>()
  const pairs = new Map<string, Place[]>()
  const gaps = new Map<string, Map<string, Place[]>>()
  const wholes = new Map<string, number>()
  for (const piece of pieces) {
    const counts = own.get(piece.page) ?? new Map<string, number>()
    own.set(piece.page, counts)
    piece.words.forEach((word, i) => {
      const place = { piece, word }
      if (word.within) {
        wholes.set(word.within, (wholes.get(word.within) ?? 0) + 1)
        return
      }
      add(places, word.lower, place)
      counts.set(word.lower, (counts.get(word.lower) ?? 0) + 1)
      if (word.before) add(pairs, `${word.before} ${word.lower}<`, place)
      if (word.after) add(pairs, `${word.lower}> ${word.after}`, place)
      if (piece.words.length > mostWords) return
      const gap = gapAt(piece, i)
      if (!gaps.has(gap)) gaps.set(gap, new Map())
      add(gaps.get(gap)!, word.lower, place)
    })
  }
  const rivals = ({ piece, word }: Place) => {
    if (piece.words.length > mostWords) return new Map()
    return gaps.get(gapAt(piece, piece.words.indexOf(word))) ?? new Map()
  }
  return {
    of: lower => places.get(lower) ?? [],
    own: ({ piece, word }) => own.get(piece.page)?.get(word.lower) ?? 0,
    whole: within => wholes.get(within) ?? 0,
    beside: ({ word: { before, after } }, lower, tells) => [
      ...((tells(before) && pairs.get(`${before} ${lower}<`)) || []).slice(0, mostCounted),
      ...((tells(after) && pairs.get(`${lower}> ${after}`)) || []).slice(0, mostCounted),
    ],
    instead: (place, lower) => rivals(place).get(lower) ?? [],
    rivals,
  }
}

/** A piece's text with one word left out, case and blanks evened. */
function gapAt({ rich, words }: Piece, i: number): string {
  const { start, end } = words[i]!
  const even = (text: string) => text.toLowerCase().replace(/\s+/g, ' ')
  return `${even(rich.text.slice(0, start))}\0${even(rich.text.slice(end)).replace(/[.。]$/, '')}`
}
