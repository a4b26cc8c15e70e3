import type { ElementContent, Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { type Line, stretchOf } from './lines.ts'
import type { Page } from './page.ts'

const fragments = unified().use(rehypeParse, { fragment: true }).freeze()

/** Reads the HTML that a page holds for its web edition, its places kept. */
export function rawHtml(lines: Line[], page: Page): ElementContent[] {
  const { start, end } = stretchOf(lines)
  const tree: Root = fragments.parse(page.places.text.slice(start, end))
  visit(tree, part => {
    const { start: from, end: to } = part.position ?? {}
    if (from?.offset === undefined || to?.offset === undefined) return
    part.position = page.places.position({
      start: start + from.offset,
      end: Math.min(start + to.offset, end),
    })
  })
  return tree.children.filter(node => node.type !== 'doctype')
}
