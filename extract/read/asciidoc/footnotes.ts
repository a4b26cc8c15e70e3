import type { ElementContent } from 'hast'
import type { Stretch } from '../quiet.ts'
import { element } from './element.ts'
import { parse, place } from './inline.ts'
import type { DocumentNode } from './model.ts'
import type { Page } from './page.ts'

/** A footnote, in a stretch of the document. */
export interface Footnote {
  index: number
  /** HTML. */
  text: string
  stretch: Stretch
}

/**
 * Reads the footnotes that stand in a block into paragraphs behind it: `[1] Only …`.
 *
 * AsciiDoc writes a note where it is referred to; on the page it is shown below, as other formats write
 * it. A cell of blocks is a document of its own, whose notes come below its table.
 */
export function footnotes(document: DocumentNode, stretch: Stretch, page: Page): ElementContent[] {
  const notes = document.catalog.footnotes
  const fresh = notes.slice(page.footnotes.read.get(document) ?? 0)
  page.footnotes.read.set(document, notes.length)
  page.footnotes.waiting.push(...fresh.map(note => ({ ...note, stretch })))
  if (document.nested()) return []
  const waiting = page.footnotes.waiting.splice(0).sort((a, b) => a.index - b.index)
  return waiting.map(note => paragraph(note, page))
}

function paragraph({ index, text, stretch }: Footnote, { places }: Page): ElementContent {
  const words = place(parse(text), stretch, places)
  const mark: ElementContent = { type: 'text', value: `[${index}] ` }
  const start = words[0]?.position?.start.offset ?? stretch.start
  const end = words.at(-1)?.position?.end.offset ?? stretch.end
  return element('p', [mark, ...words], { start, end }, places)
}
