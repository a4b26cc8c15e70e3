import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { blocks } from './blocks.ts'
import { closing, opening, tableDelimiters } from './delimiters.ts'
import { paragraphsOf } from './engine.ts'
import { inline } from './inline.ts'
import type { Block, Table } from './model.ts'
import type { Page } from './page.ts'
import { type Placed, rowsOf } from './rows.ts'
import { titleOf } from './titles.ts'

const sections = { head: 'thead', body: 'tbody', foot: 'tfoot' } as const

/** Reads a table; its title becomes its caption. */
export function table(node: Table, page: Page): ElementContent[] {
  const { places } = page
  const delimiter = opening(node, page, tableDelimiters)
  const start = delimiter?.start ?? places.at
  const from = places.at
  const close = closing(delimiter, page)
  const { rows, uneven } = rowsOf(node, { start: from, end: close?.start ?? places.end }, page)
  if (uneven) page.report(unevenRow, places.lineAt(uneven.slot.start))
  const title = titleOf(node, start, page)
  const caption = title && element('caption', title.children, title.stretch, places)
  places.at = from
  const groups = (['head', 'body', 'foot'] as const).map(name => {
    const read = rows[name].map(row => readRow(row, name === 'head', node, page))
    return read.length > 0 ? element(sections[name], read, span(read), places) : null
  })
  places.at = close?.end ?? places.at
  const outside = { start: title?.stretch.start ?? start, end: places.at }
  return [
    element(
      'table',
      [caption, ...groups].filter(part => part !== null),
      outside,
      places,
    ),
  ]
}

const unevenRow = 'a row has too few cells or too many: from there on renderers put cells into wrong rows'

function readRow(row: Placed[], head: boolean, node: Table, page: Page): Element {
  const cells = row.map(cell => readCell(cell, head, node, page))
  return element('tr', cells, span(cells), page.places)
}

function readCell({ cell, slot }: Placed, head: boolean, node: Table, page: Page): Element {
  const { start, content } = slot
  const inner = cell?.innerDocument?.blocks
  const words = (cell && page.written.get(cell)) ?? page.places.text.slice(content.start, content.end)
  const children = page.places.within(content, () =>
    inner ? blocks(inner, page) : paragraphs((cell ?? node) as Block, words, content, page),
  )
  const written = page.places.text.slice(start, content.end).trimEnd().length
  const spans = {
    ...(cell?.colspan && { colSpan: cell.colspan }),
    ...(cell?.rowspan && { rowSpan: cell.rowspan }),
  }
  const name = head || cell?.style === 'header' ? 'th' : 'td'
  return element(name, children, { start, end: start + written }, page.places, spans)
}

/** The words of a cell; a blank line between them parts paragraphs. */
function paragraphs(node: Block, words: string, content: Stretch, page: Page): ElementContent[] {
  const parts = paragraphsOf(words)
  if (parts.length < 2) return inline(node, parts[0]!, content, page)
  return parts.map(part => {
    const stretch = page.places.take(part.split('\n'), 0)
    return element('p', inline(node, part, stretch, page), stretch, page.places)
  })
}

function span(parts: Element[]): Stretch {
  return { start: parts[0]!.position!.start.offset!, end: parts.at(-1)!.position!.end.offset! }
}
