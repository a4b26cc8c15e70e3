import type { ElementContent } from 'hast'
import { itemsOf } from './lists.ts'
import { type Directive, numberOf } from './options.ts'
import type { Page } from './page.ts'
import { type Cell, captioned, table, withNotes } from './table.ts'

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
