import { vocabulary } from '../../load.ts'
import type { Rule } from '../../rule.ts'
import { locateIn, mendIn, quoted } from '../say.ts'
import { type Piece, piecesOf } from './pieces.ts'
import type { Word } from './words.ts'

/** A word that stands twice in a row. */
export const repeatedWord: Rule = {
  id: 'repeated-word',
  family: 'words',
  severity: 'warning',
  description: 'A word stands twice in a row.',
  why: 'One of the two may have been meant to be another word: "from from" that should be "from to".',
  examples: [
    {
      wrong: 'Traffic from the the agents goes to the servers.',
      right:
        'Traffic from the agents goes to the servers, on the port that that service has; run `etcd` etcd.',
      says: '“the” stands twice in a row',
      fix: 'the',
    },
  ],
  check: survey => piecesOf(survey).flatMap(repetitionsIn),
}

const twice = vocabulary<{ twice: string[] }, Set<string>>('english', ({ twice }) => new Set(twice))

function repetitionsIn({ rich, words, text: { part } }: Piece) {
  return words.flatMap((word, i) => {
    const next = words[i + 1]
    const isChant = [words[i - 1], words[i + 2]].some(other => other?.text === word.text)
    if (!next || isChant || !isRepeated(word, next, rich.text)) return []
    const at = locateIn(part, rich, word.start, next.end)
    if (!at) return []
    const suggestion = mendIn({ part, rich }, { start: word.start, end: next.end }, word.text)
    return [{ at, message: `${quoted(word.text)} stands twice in a row`, suggestion }]
  })
}

function isRepeated(word: Word, next: Word, text: string): boolean {
  const isPlain = !word.code && !next.code && !word.within && !next.within && /^\p{Ll}{2}/u.test(word.text)
  return (
    isPlain &&
    word.text === next.text &&
    text.slice(word.end, next.start) === ' ' &&
    !/^\S*[/-]/.test(text.slice(next.end)) &&
    !/[/-]\S*$/.test(text.slice(0, word.start)) &&
    !twice().has(word.lower)
  )
}
