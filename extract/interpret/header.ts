import type { Field, Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import type { Grid } from './grid.ts'
import { line, richText } from './rich.ts'

/** What the columns of a table hold, as its header row says. */
export interface Header {
  /** Index of the header row in the grid. */
  row: number
  /** Columns by field, left to right. */
  columns: Map<Field, number[]>
  /** The header's words by column. */
  words: string[]
  /** The column of ports holds prose with lists of ports in it. */
  listed?: boolean
}

/** Rows among which the header is looked for: a caption or a title row may stand above it. */
const searched = 3

/** Finds the header row: of the first rows the one of whose cells most name a field. */
export function findHeader(grid: Grid, source: string, vocabulary: Vocabulary): Header | null {
  let best: Header | null = null
  for (let row = 0; row < Math.min(searched, grid.height); row++) {
    const header = readHeader(grid, row, source, vocabulary)
    if (header.columns.size > (best?.columns.size ?? 0)) best = header
  }
  return best
}

function readHeader(grid: Grid, row: number, source: string, vocabulary: Vocabulary): Header {
  const cells = grid.covering(row).map(cell => ({ cell, text: line(richText(cell.element, source)) }))
  const terms = new Set(cells.map(({ text }) => normalizeTerm(text)))
  const columns = new Map<Field, number[]>()
  const words: string[] = []
  for (const { cell, text } of cells) {
    const field = fieldAmong(text, terms, vocabulary)
    for (let column = cell.column; column < cell.column + cell.width; column++) {
      words[column] = text
      if (field) add(columns, field, column)
    }
  }
  return { row, columns, words }
}

function add(columns: Header['columns'], field: Field, column: number): void {
  const known = columns.get(field)
  if (known) known.push(column)
  else columns.set(field, [column])
}

/** What a header's words announce beside the other headers of its row. */
function fieldAmong(text: string, terms: Set<string>, vocabulary: Vocabulary): Field | null {
  const ambiguous = vocabulary.ambiguous.get(normalizeTerm(text))
  if (!ambiguous) return fieldOf(text, vocabulary)
  return [...ambiguous.beside].some(term => terms.has(term)) ? ambiguous.then : ambiguous.else
}

const joiner = /(?:(?<!\s)\s+)?(?:[/&,、，+]|\band\b|\bor\b|和|与|及)\s*/

/**
 * What a header's words announce; null when the vocabulary does not know them.
 *
 * `Port/Protocol` holds ports, `Source/Destination` the other end. Of `TCP ports` the last word counts,
 * of `Source node` the first.
 */
export function fieldOf(text: string, { headers }: Vocabulary): Field | null {
  const term = normalizeTerm(text)
  const parts = term.split(joiner).map(part => exactly(part, headers))
  return exactly(term, headers) ?? joined(parts) ?? loosely(term.split(' '), headers)
}

function exactly(term: string, headers: Vocabulary['headers']): Field | null {
  const plain = term.replace(/(?:(?<!\s)\s+)?[(（][^()（）]*[)）]/g, '').trim()
  for (const form of [term, plain, plain.replace(/s$/, '')]) {
    const field = headers.get(form)
    if (field) return field
  }
  return null
}

function joined(parts: (Field | null)[]): Field | null {
  if (parts.length < 2 || parts.includes(null)) return null
  if (parts.includes('ports')) return 'ports'
  return parts.includes('source') && parts.includes('destination') ? 'peer' : parts[0]!
}

function loosely(words: string[], headers: Vocabulary['headers']): Field | null {
  if (words.length < 2 || words.length > 3) return null
  const last = exactly(words.at(-1)!, headers)
  if (last === 'ports') return 'ports'
  const first = exactly(words[0]!, headers)
  return first === 'source' || first === 'destination' ? first : null
}
