import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { inline } from './inline.ts'
import { dedent, from, type Line, stretchOf } from './lines.ts'
import { itemsOf } from './lists.ts'
import { type Directive, numberOf, type Page } from './page.ts'

/** A cell as its table's form of writing gives it. */
export interface Cell {
  lines: Line[]
  /** Where it begins: on the first line of its row, even if it has no words there. */
  start: number
  rowSpan?: number
  colSpan?: number
}

/** The rows of a table; the first `head` of them are its header. */
export interface Rows {
  rows: Cell[][]
  head: number
}

/** Builds the element of a table. */
export function table({ rows, head }: Rows, stretch: Stretch, page: Page): Element {
  const parts = [
    section('thead', rows.slice(0, head), 'th', page),
    section('tbody', rows.slice(head), 'td', page),
  ].filter(part => part !== null)
  return element('table', parts, stretch, page.places)
}

function section(tag: string, rows: Cell[][], cellTag: string, page: Page): Element | null {
  const children = rows.map(cells => {
    const made = cells.map(cell => cellOf(cell, cellTag, page))
    return element('tr', made, spanOf(made), page.places)
  })
  return children.length > 0 ? element(tag, children, spanOf(children), page.places) : null
}

function cellOf({ lines, start, rowSpan, colSpan }: Cell, tag: string, page: Page): Element {
  const children = page.blocks(dedent(lines))
  const spans = { ...(rowSpan && rowSpan > 1 && { rowSpan }), ...(colSpan && colSpan > 1 && { colSpan }) }
  return element(tag, children, { start, end: Math.max(start, stretchOf(lines).end) }, page.places, spans)
}

function spanOf(parts: Element[]): Stretch {
  const start = parts[0]?.position?.start.offset ?? 0
  return { start, end: parts.reduce((end, part) => Math.max(end, part.position?.end.offset ?? 0), start) }
}

/** Puts the caption that a directive gives on the first table of what it holds. */
export function captioned(nodes: ElementContent[], caption: Line[], page: Page): ElementContent[] {
  const first = nodes.find(node => node.type === 'element' && node.tagName === 'table')
  if (first?.type === 'element' && caption.length > 0)
    first.children.unshift(element('caption', inline(caption, page), stretchOf(caption), page.places))
  return nodes
}

/** A table with copies of the notes that it refers to. */
export function withNotes(nodes: ElementContent[], page: Page): ElementContent[] {
  return [...nodes, ...page.notes.below(nodes)]
}

const spans = /^(?::(?:[rc]span):`\d+`\s*)+/
const span = /:([rc])span:`(\d+)`/g

/** Reads `.. list-table::`, a list of lists: a row to an item, a cell to each of the items in it. */
export function listTable(directive: Directive, page: Page): ElementContent[] {
  const { argument, content, stretch } = directive
  const first = content.findIndex(line => line.text)
  const rows = itemsOf(content, Math.max(first, 0)).items.map(row =>
    itemsOf(
      row.lines,
      Math.max(
        0,
        row.lines.findIndex(line => line.text),
      ),
    ).items.map((cell): Cell => withSpans({ lines: cell.lines, start: cell.whole[0]!.at })),
  )
  const filled = rows.filter(row => row.length > 0)
  if (filled.length === 0) return []
  const head = numberOf(directive, 'header-rows')
  return withNotes(captioned([table({ rows: filled, head }, stretch, page)], argument, page), page)
}

/** `.. flat-table::` lets a cell begin with its spans, counted beyond the first row or column. */
function withSpans(cell: Cell): Cell {
  const [first, ...rest] = cell.lines
  const found = first && spans.exec(first.text)?.[0]
  if (!found) return cell
  const more = new Map([...found.matchAll(span)].map(m => [m[1], Number(m[2])]))
  const words = { ...first, text: first.text.slice(found.length), at: first.at + found.length }
  return {
    ...cell,
    lines: [words, ...rest],
    rowSpan: 1 + (more.get('r') ?? 0),
    colSpan: 1 + (more.get('c') ?? 0),
  }
}

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
