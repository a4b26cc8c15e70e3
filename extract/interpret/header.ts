import { type Field, vocabulary } from '../vocabulary/index.ts'
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
}

/** Rows among which the header is looked for: a caption or a title row may stand above it. */
const searched = 3

/** Finds the header row: of the first rows the one of whose cells most name a field. */
export function findHeader(grid: Grid, source: string): Header | null {
  let best: Header | null = null
  for (let row = 0; row < Math.min(searched, grid.height); row++) {
    const header = readHeader(grid, row, source)
    if (header.columns.size > (best?.columns.size ?? 0)) best = header
  }
  return best
}

function readHeader(grid: Grid, row: number, source: string): Header {
  const columns = new Map<Field, number[]>()
  const words: string[] = []
  for (const cell of grid.covering(row)) {
    const text = line(richText(cell.element, source))
    const field = fieldOf(text)
    for (let column = cell.column; column < cell.column + cell.width; column++) {
      words[column] = text
      if (field) columns.set(field, [...(columns.get(field) ?? []), column])
    }
  }
  return { row, columns, words }
}

/** What a header's words announce; null when the vocabulary does not know them. */
export function fieldOf(text: string): Field | null {
  const term = normalizeTerm(text)
  return (
    vocabulary.headers.get(term) ??
    vocabulary.headers.get(term.replace(/\s*[(（][^()（）]*[)）]$/, '')) ??
    null
  )
}
