import type { Element, ElementContent } from 'hast'
import type { Stretch } from '../quiet.ts'
import { blocks, closing, opening, type Page, titleOf } from './blocks.ts'
import { element } from './element.ts'
import { inline } from './inline.ts'
import type { Block, Cell, Table } from './model.ts'
import type { Places } from './places.ts'
import { pairUp, type Slot } from './slots.ts'

const sections = { head: 'thead', body: 'tbody', foot: 'tfoot' } as const

/** Reads a table; its title becomes its caption. */
export function table(node: Table, page: Page): ElementContent[] {
  const { places } = page
  const from = places.at
  const delimiter = opening(node, page)
  const inside = places.at
  const close = closing(delimiter, page)
  const end = close?.end ?? places.text.length
  const start = delimiter?.start ?? from
  places.at = inside
  const slots = slotsOf(node, { start: inside, end: close?.start ?? end }, page)
  const title = titleOf(node, start, page)
  const caption = title && element('caption', title.children, title.stretch, places)
  const groups = (['head', 'body', 'foot'] as const).map(name => {
    const rows = node.rows[name].map(row => readRow(row, name === 'head', slots, page))
    return rows.length > 0 ? element(sections[name], rows, span(rows), places) : null
  })
  places.at = end
  const children = [caption, ...groups].filter(part => part !== null)
  return [element('table', children, { start: title?.stretch.start ?? start, end }, places)]
}

/** Where each cell of a table stands. */
function slotsOf(node: Table, inside: Stretch, { places }: Page): Map<Cell, Slot> {
  const cells = [...node.rows.head, ...node.rows.body, ...node.rows.foot].flat()
  const { format = 'psv', separator = node.document.nested() ? '!' : '|' } = node.attributes
  const slots =
    format === 'psv'
      ? pairUp(
          cells.map(cell => cell.text),
          inside,
          places.text,
          separator,
        )
      : cells.map(cell => findWords(cell.text, inside, places))
  return new Map(cells.map((cell, i) => [cell, slots[i]!]))
}

/** A cell of comma-separated values and the like: where its words come next. */
function findWords(words: string, { end }: Stretch, places: Places): Slot {
  const [first = ''] = words.split(/[\n"]/)
  const found = places.text.indexOf(first, places.at)
  const start = found < 0 || found > end ? places.at : found
  places.at = start + first.length
  return { start, content: { start, end: Math.min(end, start + words.length) } }
}

function readRow(row: Cell[], head: boolean, slots: Map<Cell, Slot>, page: Page): Element {
  const cells = row.map(cell => readCell(cell, head, slots.get(cell)!, page))
  return element('tr', cells, span(cells), page.places)
}

function readCell(cell: Cell, head: boolean, slot: Slot, page: Page): Element {
  const inner = cell.innerDocument?.blocks
  const children = page.places.within(slot.content, () =>
    inner ? blocks(inner, page) : words(cell, slot.content, page),
  )
  const written = page.places.text.slice(slot.start, slot.content.end).trimEnd()
  const stretch = { start: slot.start, end: slot.start + written.length }
  const spans = {
    ...(cell.colspan && { colSpan: cell.colspan }),
    ...(cell.rowspan && { rowSpan: cell.rowspan }),
  }
  return element(head || cell.style === 'header' ? 'th' : 'td', children, stretch, page.places, spans)
}

/** The words of a cell; a blank line between them parts paragraphs. */
function words(cell: Cell, content: Stretch, { places }: Page): ElementContent[] {
  const node = cell as unknown as Block
  const parts = cell.text.split(/\n\s*\n/).filter(part => part.trim())
  if (parts.length < 2) return inline(node, cell.text.trim(), content, places)
  return parts.map(part => {
    const stretch = places.take(part.split('\n'), 0)
    return element('p', inline(node, part.trim(), stretch, places), stretch, places)
  })
}

function span(parts: Element[]): Stretch {
  return { start: parts[0]!.position!.start.offset!, end: parts.at(-1)!.position!.end.offset! }
}
