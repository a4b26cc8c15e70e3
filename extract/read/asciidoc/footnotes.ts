import type { ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { parse, place } from './inline.ts'
import type { DocumentNode, NodeFootnote } from './model.ts'
import type { Page } from './page.ts'

/** The footnotes of a document and of those in its cells. */
export interface Footnotes {
  /** Those of texts that were read, by the document that they belong to. */
  found: (NodeFootnote & { document: DocumentNode })[]
  /** Those that are not in the tree yet, with the stretch that they stand in. */
  waiting: (NodeFootnote & { stretch: Stretch })[]
}

/**
 * Reads the footnotes that stand in a block into paragraphs behind it: `[1] Only …`.
 *
 * AsciiDoc writes a note where it is referred to; on the page it is shown below, as other formats write
 * it. A cell of blocks is a document of its own, whose notes come below its table.
 */
export function footnotes(document: DocumentNode, stretch: Stretch, page: Page): ElementContent[] {
  const { found, waiting } = page.footnotes
  const own = found.filter(note => note.document === document)
  page.footnotes.found = found.filter(note => note.document !== document)
  waiting.push(...own.map(note => ({ ...note, stretch })))
  if (document.nested()) return []
  const notes = waiting.splice(0).sort((a, b) => a.index - b.index)
  return notes.map(note => paragraph(note, page))
}

function paragraph({ index, text, stretch }: Footnotes['waiting'][number], { places }: Page): ElementContent {
  const words = place(parse(text), stretch, places)
  const mark: ElementContent = { type: 'text', value: `[${index}] ` }
  const start = words[0]?.position?.start.offset ?? stretch.start
  const end = words.at(-1)?.position?.end.offset ?? stretch.end
  return element('p', [mark, ...words], { start, end }, places)
}
