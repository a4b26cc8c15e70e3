import type { ElementContent } from 'hast'
import { from, type Line } from './lines.ts'
import { type Directive, numberOf } from './options.ts'
import type { Page } from './page.ts'
import { type Cell, captioned, table, withNotes } from './table.ts'

const delimiters: Record<string, string> = { tab: '\t', space: ' ' }

/** Reads `.. csv-table::`; a table that stands in another file is nothing. */
export function csvTable(directive: Directive, page: Page): ElementContent[] {
  const { argument, options, content, stretch } = directive
  const delimiter = options.get('delim')?.[0]?.text ?? ','
  const dialect = {
    delimiter: delimiters[delimiter] ?? delimiter,
    quote: options.get('quote')?.[0]?.text || '"',
  }
  const named = readCsv(options.get('header') ?? [], dialect)
  const rows = [...named, ...readCsv(content, dialect)]
  if (rows.length === 0) return []
  const head = named.length + numberOf(directive, 'header-rows')
  return withNotes(captioned([table({ rows, head }, stretch, page)], argument, page), page)
}

interface Dialect {
  delimiter: string
  quote: string
}

/** Cuts lines into rows of cells; a quoted cell may go on over lines. */
function readCsv(lines: Line[], dialect: Dialect): Cell[][] {
  const rows: Cell[][] = []
  let open: Cell | null = null
  for (const line of lines) {
    if (!open && !line.text) continue
    if (!open) rows.push([])
    let at: number | null = 0
    while (at !== null) {
      const cell: Cell = open ?? { lines: [], start: from(line, at).at }
      if (!open) rows.at(-1)!.push(cell)
      const part = readPart(line, at, dialect, open !== null)
      cell.lines.push(part.words)
      open = part.open ? cell : null
      at = part.next
    }
  }
  return rows
}

/** Reads a cell from an index on, or the rest of a quoted one, and where the next cell begins, if one does. */
function readPart({ text, at }: Line, index: number, { delimiter, quote }: Dialect, open: boolean) {
  const start = open ? index : index + (text.slice(index).length - text.slice(index).trimStart().length)
  const quoted = open || text.startsWith(quote, start)
  const first = quoted && !open ? start + quote.length : start
  const close = quoted ? closingQuote(text, first, quote) : first
  const found = close < 0 ? -1 : text.indexOf(delimiter, close)
  const end = quoted ? close : found
  const raw = text.slice(first, end < 0 ? text.length : end)
  const written = quoted ? undoubled(raw, quote) : raw
  const words = from({ indent: 0, text: written, at: at + first }, 0)
  return { words, open: close < 0, next: found < 0 ? null : found + delimiter.length }
}

/** A doubled quote stands for one: as an escaped one it keeps its place; one that is escaped already stays as it is. */
function undoubled(text: string, quote: string): string {
  const parts = text.split(quote + quote)
  const joints = parts.slice(0, -1).map(part => (isEscaping(part) ? quote + quote : `\\${quote}`))
  return parts.map((part, i) => part + (joints[i] ?? '')).join('')
}

function isEscaping(text: string): boolean {
  return (/(?<!\\)\\+$/.exec(text)?.[0].length ?? 0) % 2 === 1
}

/** Where a quoted cell ends; -1 when it goes on below. */
function closingQuote(text: string, start: number, quote: string): number {
  for (let at = text.indexOf(quote, start); at >= 0; at = text.indexOf(quote, at + 2 * quote.length))
    if (!text.startsWith(quote, at + quote.length)) return at
  return -1
}
