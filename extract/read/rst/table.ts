import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { inline } from './inline.ts'
import { dedent, type Line, stretchOf } from './lines.ts'
import type { Page } from './page.ts'

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
