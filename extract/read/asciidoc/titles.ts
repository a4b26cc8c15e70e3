import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { titleOf as rawTitleOf } from './engine.ts'
import { inline } from './inline.ts'
import type { Block } from './model.ts'
import type { Page } from './page.ts'

/** Lines that may stand between a block's title and its first line. */
const farthestTitle = 20

/**
 * Reads a block and, before it, its title: words in bold, as it is shown. It is no heading, and only
 * that of a table is a caption.
 */
export function titled(
  node: Block,
  page: Page,
  read: (node: Block, page: Page) => Element | null,
): ElementContent[] {
  const found = read(node, page)
  const title = titleOf(node, found?.position?.start.offset ?? page.places.at, page)
  const words = title && element('strong', title.children, title.stretch, page.places)
  return [words && element('p', [words], title.stretch, page.places), found].filter(part => part !== null)
}

/** The title of a block, which stands somewhere above its first line. */
export function titleOf(
  node: Block,
  start: number,
  page: Page,
): { children: ElementContent[]; stretch: Stretch } | null {
  const { places } = page
  const words = rawTitleOf(node)?.trim()
  if (!words) return null
  const last = places.lineAt(start) - 1
  for (let index = last; index >= Math.max(0, last - farthestTitle); index--) {
    const line = places.line(index)!
    if (places.text.slice(line.start, line.end) !== `.${words}`) continue
    const stretch = { start: line.start + 1, end: line.end }
    return { children: inline(node, words, stretch, page), stretch }
  }
  return { children: inline(node, words, { start, end: start }, page), stretch: { start, end: start } }
}
