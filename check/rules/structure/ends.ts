import { fieldOf, normalizeTerm, type Rich } from '../../../extract/trees.ts'
import { vocabulary } from '../../load.ts'
import type { PageTable } from '../../survey/index.ts'

/** The two ends of traffic. */
export type End = 'source' | 'destination'

/** A column that holds one end of the traffic. */
export interface EndColumn {
  end: End
  column: number
  /** Its header's words. */
  rich: Rich
}

/** What the other end is called. */
export const otherEnd: Record<End, End> = { source: 'destination', destination: 'source' }

const opposites = vocabulary<{ opposites: [string, string][] }, Map<string, string>>(
  'structure',
  ({ opposites }) =>
    new Map(
      opposites
        .flatMap(([a, b]): [string, string][] => [
          [a, b],
          [b, a],
        ])
        .reverse(),
    ),
)

/** The columns of a table that are named for an end of the traffic, in words that have an opposite. */
export function endColumnsOf({ part, header, grid, cell }: PageTable): EndColumn[] {
  if (!header || header.columns.has('matrix')) return []
  return grid.covering(header.row).flatMap(({ column }) => {
    const rich = cell(header.row, column)
    const end = fieldOf(rich.text, part.reading.vocabulary)
    const isEnd = (end === 'source' || end === 'destination') && oppositeOf(rich.text) !== null
    return isEnd ? [{ end, column, rich }] : []
  })
}

/** A header for the other end, in the language and letters of a header: `From` for `To`; null when none is known. */
export function oppositeOf(header: string): string | null {
  const words = header.split(/(?<=\s)|(?=\s)/)
  const at = words.findIndex(word => opposites().has(normalizeTerm(word)))
  if (at < 0 || words.length > 3) return null
  const word = words[at]!
  const opposite = opposites().get(normalizeTerm(word))!
  const isCapital = word[0] === word[0]!.toUpperCase() && /\p{Lu}/u.test(word[0]!)
  const written =
    word === word.toUpperCase() && word.length > 1 && isCapital
      ? opposite.toUpperCase()
      : isCapital
        ? opposite[0]!.toUpperCase() + opposite.slice(1)
        : opposite
  return [...words.slice(0, at), written, ...words.slice(at + 1)].join('')
}
