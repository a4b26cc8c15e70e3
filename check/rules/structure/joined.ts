import { type Stretch, stretchOf } from '../../../extract/trees.ts'
import type { Problem } from '../../rule.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import { quoted, spanOf } from '../say.ts'
import { formOf } from './shape.ts'

/** Two rows that reading parted, as they stand in the document. */
interface Pair {
  first: Stretch
  second: Stretch
  /** The last cell of the first row. */
  last: { words: string; end: number }
}

/** What there is to say about rows of a table that run together. */
export function joinedIn(table: PageTable): Problem[] {
  const tell = { tags: inTags, pipes: inPipes, other: inWords }[formOf(table)]
  return pairsIn(table).map(pair => tell(table, pair))
}

const cellTag = /<\/?t[rdh]\b/i

function pairsIn({ part, grid, cell }: PageTable): Pair[] {
  const starts = new Set(
    part.reading.repairs.filter(({ id }) => id === 'joined-rows').map(({ start }) => start),
  )
  return grid.rows.flatMap(({ element, cells }, row) => {
    const first = stretchOf(element)
    const following = grid.rows[row + 1]
    const second = following && stretchOf(following.element)
    const last = cells.findLast(one => stretchOf(one.element))
    if (!first || !second || !last || !starts.has(first.start)) return []
    return [
      { first, second, last: { words: cell(row, last.column).text, end: stretchOf(last.element)!.end } },
    ]
  })
}

function inPipes({ part }: PageTable, { first, second, last }: Pair): Problem {
  const { plain } = part.reading
  const end = first.start + plain.slice(first.start, second.start).replace(/(?<![\s|])[\s|]+$/, '').length
  const rest = plain.slice(second.start, second.end).replace(/^[\s|]+|(?<![\s|])[\s|]+$/g, '')
  const span = spanOf(locate(part, { start: end, end: second.start }))
  const replacement = ` |\n${prefixOf(plain, first.start)}`
  return {
    at: locate(part, second),
    message: `Two rows run together after ${quoted(last.words)}: what follows, ${quoted(rest, 40)}, is not shown`,
    suggestion: { text: 'Break the line between them', replacement, span },
  }
}

/** What stands before a row on its line: the marks of a quote, the indentation of a list. */
function prefixOf(plain: string, start: number): string {
  return plain.slice(plain.lastIndexOf('\n', start - 1) + 1, start).replace(/[^\s>]/g, ' ')
}

/** Where neither pipes nor tags part rows there are too many ways to do so for one to be proposed. */
function inWords({ part }: PageTable, { second, last }: Pair): Problem {
  return {
    at: locate(part, second),
    message: `Two rows run together after ${quoted(last.words)}: the second one does not begin anew`,
  }
}

function inTags(table: PageTable, pair: Pair): Problem {
  const { part } = table
  const { first, second, last } = pair
  // A tag may have swallowed rows of pipes, which no tag between them would part.
  if (!cellTag.test(part.reading.plain.slice(first.start, second.end))) return inWords(table, pair)
  const tag = /<\/t[dh]>$/.exec(part.reading.plain.slice(0, last.end))?.[0] ?? ''
  const span = spanOf(locate(part, { start: last.end - tag.length, end: last.end }))
  const replacement = `${tag}</tr>${gapOf(table)}<tr>`
  return {
    at: locate(part, second),
    message: `Two rows run together after ${quoted(last.words)}: tags are missing between them`,
    suggestion: { text: 'End the row and begin the next', replacement, span },
  }
}

/** The blanks between the rows of a table. */
function gapOf({ part, grid }: PageTable): string {
  const [first, second] = grid.rows.map(({ element }) => stretchOf(element))
  const between = first && second ? part.reading.plain.slice(first.end, second.start) : ''
  return /^\s*<\/thead>/.test(between) ? /^\s*/.exec(between)![0] : /^\s*$/.test(between) ? between : ''
}
