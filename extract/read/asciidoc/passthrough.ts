import type { ElementContent } from 'hast'
import { visit } from 'unist-util-visit'
import { closing, lineFrom, opening } from './delimiters.ts'
import { parse } from './inline.ts'
import type { Block } from './model.ts'
import type { Page } from './page.ts'

/** Reads the HTML of a passthrough block, its places kept. */
export function rawHtml(node: Block, page: Page): ElementContent[] {
  const { places } = page
  const delimiter = opening(node, page)
  const start = delimiter?.end ?? places.take(node.lines, lineFrom(node, page)).start
  const end = delimiter ? (closing(delimiter, page)?.start ?? places.at) : places.at
  const trees = parse(places.text.slice(start, end)).filter(node => node.type !== 'text' || node.value.trim())
  return trees.map(tree => {
    visit(tree, part => {
      const { start: from, end: to } = part.position ?? {}
      if (from?.offset === undefined || to?.offset === undefined) return
      part.position = places.position({ start: start + from.offset, end: Math.min(start + to.offset, end) })
    })
    return tree
  })
}
