import { countUpTo } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locateIn, mendIn, quoted } from '../say.ts'
import { isEnglish } from './language.ts'
import { lexicon } from './lexicon.ts'
import { type Piece, piecesOf } from './pieces.ts'
import type { Word } from './words.ts'

/** Words between which the space was lost. */
export const gluedWord: Rule = {
  id: 'glued-word',
  family: 'words',
  severity: 'error',
  description: 'The space between two words is missing.',
  why: 'A name that is glued to its neighbour is found by no search and marked up by no renderer.',
  examples: [
    {
      wrong: 'Health checks (`livenessProbe` and`readinessProbe`) run on the node.',
      right: 'Health checks (`livenessProbe` and `readinessProbe`) run on the `node`s.',
      says: '“and`readinessProbe`” lacks the space between its words',
      fix: 'and ',
    },
    {
      wrong: 'Health checks (livenessProbe andreadinessProbe) run on the node.',
      right: 'Health checks (livenessProbe and readinessProbe) go forward, without a `withServer` option.',
      says: '“andreadinessProbe” lacks the space between its words',
      fix: 'and readinessProbe',
    },
  ],
  check: survey =>
    piecesOf(survey)
      .filter(({ page }) => isEnglish(page))
      .flatMap(piece => [...gluedToCode(piece), ...gluedTogether(piece)]),
}

const loose = vocabulary<{ loose: string[] }, Set<string>>('english', ({ loose }) => new Set(loose))

/** Words of which no longer word begins by chance. */
const shortest = 6
/** No word that is glued to another one is as long. */
const longest = 40

function gluedToCode(piece: Piece): Problem[] {
  const { text, runs } = piece.rich
  const spans = runs.filter(({ kind }) => kind === 'code' || kind === 'link')
  return spans.flatMap(({ kind, start, end }) => {
    const [before] = /(?<![\p{L}\p{N}])\p{Script=Latin}+$/u.exec(
      text.slice(Math.max(0, start - longest), start),
    ) ?? ['']
    const [after] = /^\p{Script=Latin}+(?![\p{L}\p{N}])/u.exec(text.slice(end, end + longest)) ?? ['']
    const words = kind === 'code' ? `\`${text.slice(start, end)}\`` : text.slice(start, end)
    const from = start - before.length
    return [
      ...(isLoose(before) ? problemAt(piece, before + words, from, start, `${before} `) : []),
      ...(isLoose(after) ? problemAt(piece, words + after, end, end + after.length, ` ${after}`) : []),
    ]
  })
}

function gluedTogether(piece: Piece): Problem[] {
  const starts = piece.rich.runs.map(({ start }) => start).sort((a, b) => a - b)
  return piece.words.flatMap(word => {
    const isMarked = countUpTo(starts, word.end - 1) > countUpTo(starts, word.start)
    const mended = word.code || word.within || isMarked ? null : parted(word)
    return mended ? problemAt(piece, word.text, word.start, word.end, mended) : []
  })
}

function parted({ text, lower }: Word): string | null {
  if (lexicon().isTerm(lower) || lexicon().isOrdinary(lower)) return null
  const first = [...loose()].find(one => lower.startsWith(one) && isWhole(text.slice(one.length)))
  return first ? `${text.slice(0, first.length)} ${text.slice(first.length)}` : null
}

/** A capital in the middle makes the name of a variable, as in `fromServer`. */
function isWhole(rest: string): boolean {
  return rest.length >= shortest && /^\p{Ll}/u.test(rest) && lexicon().isTerm(rest.toLowerCase())
}

function isLoose(word: string): boolean {
  return loose().has(word.toLowerCase())
}

function problemAt(
  { text, rich }: Piece,
  words: string,
  start: number,
  end: number,
  mended: string,
): Problem[] {
  const at = locateIn(text.part, rich, start, end)
  if (!at) return []
  const message = `${quoted(words)} lacks the space between its words`
  const mend = mendIn({ part: text.part, rich }, { start, end }, mended)
  return [{ at, message, suggestion: mend && { ...mend, text: 'Set a space' } }]
}
