import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Mark } from '../reading.ts'
import { blocks } from './blocks.ts'
import { closing, lineFrom, opening } from './delimiters.ts'
import { inline } from './inline.ts'
import { contents } from './lists.ts'
import type { Block, DescriptionList, ListItem } from './model.ts'
import type { Page } from './page.ts'

/** Tests for the block of asciidoctor-tabs: `[tabs]` over a list of labels with what their tabs hold. */
export function isTabs(node: Block): boolean {
  return /^tabs\b/.test(node.attributes['1'] ?? '') && node.blocks.some(child => child.context === 'dlist')
}

/** Reads what tabs hold; each becomes a mark that governs its stretch. */
export function tabs(node: Block, page: Page): Element {
  const start = page.places.at
  const delimiter = opening(node, page)
  const marks: Mark[] = []
  const children = node.blocks.flatMap(child =>
    child.context === 'dlist' ? panels(child as unknown as DescriptionList) : blocks([child], page),
  )
  const close = closing(delimiter, page) ?? { start: page.places.at, end: page.places.at }
  endLast(close.start)
  return element('div', children, { start: delimiter?.start ?? start, end: close.end }, page.places)

  function panels({ blocks }: DescriptionList): ElementContent[] {
    return blocks.flatMap(([terms, held]) => {
      for (const term of terms) open(term)
      return held ? contents(held, page) : []
    })
  }

  function open(term: ListItem): void {
    const words = page.written.get(term) ?? ''
    const stretch = page.places.take([words], lineFrom(term, page))
    const label = textOf(inline(term, words, stretch, page))
    const mark: Mark = {
      kind: 'tab',
      name: 'tab',
      label,
      start: stretch.start,
      end: stretch.end,
      closed: true,
    }
    endLast(stretch.start)
    marks.push(mark)
    page.marks.push(mark)
  }

  function endLast(at: number): void {
    const last = marks.at(-1)
    if (last) last.end = at
  }
}

function textOf(nodes: ElementContent[]): string {
  return nodes
    .map(node => (node.type === 'text' ? node.value : 'children' in node ? textOf(node.children) : ''))
    .join('')
}
