import type { ElementContent } from 'hast'
import type { Stretch } from '../quiet.ts'
import type { Page } from './blocks.ts'
import { element } from './element.ts'
import { parse, place } from './inline.ts'
import type { DocumentNode } from './model.ts'

/**
 * Reads the footnotes that stand in a block into paragraphs behind it: `[1] Only …`.
 *
 * AsciiDoc writes a note where it is referred to; on the page it is shown below, as other formats write it.
 */
export function footnotes(document: DocumentNode, stretch: Stretch, page: Page): ElementContent[] {
  if (document.nested()) return []
  const fresh = document.catalog.footnotes.slice(page.footnotes)
  page.footnotes += fresh.length
  return fresh.map(({ index, text }) => {
    const words = place(parse(text), stretch, page.places)
    const mark: ElementContent = { type: 'text', value: `[${index}] ` }
    const start = words[0]?.position?.start.offset ?? stretch.start
    const end = words.at(-1)?.position?.end.offset ?? stretch.end
    return element('p', [mark, ...words], { start, end }, page.places)
  })
}
