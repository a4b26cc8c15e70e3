import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import { blocks } from './blocks.ts'
import { lineFrom } from './delimiters.ts'
import { around, inline } from './inline.ts'
import type { Block, DescriptionList, ListItem } from './model.ts'
import type { Page } from './page.ts'

/** Reads a list of items. */
export function list(node: Block, page: Page): Element {
  const items = (node.blocks as ListItem[]).map(item => entry('li', item, page))
  return whole(node.context === 'ulist' ? 'ul' : 'ol', items, page)
}

/** Reads a list of terms with what is said of them. */
export function descriptions(node: DescriptionList, page: Page): Element {
  const items = node.blocks.flatMap(([terms, said]) => [
    ...terms.map(term => entry('dt', term, page)),
    ...(said ? [entry('dd', said, page)] : []),
  ])
  return whole('dl', items, page)
}

/** What an item says: its words, then its blocks. */
export function contents(item: ListItem, page: Page): ElementContent[] {
  const { places } = page
  const words = page.written.get(item) ?? ''
  const text =
    words === '' ? [] : inline(item, words, places.take(words.split('\n'), lineFrom(item, page)), page)
  return [...text, ...blocks(item.blocks, page)]
}

function entry(tagName: string, item: ListItem, page: Page): Element {
  const from = page.places.at
  const children = contents(item, page)
  const start = around(children)?.start.offset ?? from
  return element(tagName, children, { start, end: Math.max(start, page.places.at) }, page.places)
}

function whole(tagName: string, items: Element[], page: Page): Element {
  const start = items[0]?.position?.start.offset ?? page.places.at
  return element(tagName, items, { start, end: Math.max(start, page.places.at) }, page.places)
}
