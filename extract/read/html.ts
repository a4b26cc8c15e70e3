import type { Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import type { VFile } from 'vfile'
import { noteClosingBr } from './confine.ts'
import { blankFrontMatter } from './front-matter.ts'
import { guard } from './guard.ts'
import { takeMarks } from './marks/index.ts'
import { evenLines } from './mask.ts'
import type { Reading, ReadingContext, Repair } from './reading.ts'

/**
 * Reads an HTML document or fragment (a Hugo template among them).
 *
 * @throws {LimitError} when it is nested too deeply
 */
export function readHtml(file: VFile, { tally, vocabulary }: ReadingContext): Reading {
  const { text: plain, marks } = takeMarks(blankFrontMatter(evenLines(String(file)), file), vocabulary)
  guard(file.path, plain, 'html', tally.limits)
  // As a browser does: parts of a table without their table are words, where a fragment would let them be.
  const tree: Root = unified().use(rehypeParse).parse(plain)
  const repairs: Repair[] = []
  noteClosingBr(plain, 0, repairs)
  noteUnclosedTables(plain, repairs)
  return { file, plain, tree, marks, repairs, vocabulary }
}

/** HTML parsing closes an open table at the end of the page; that is worth a word. */
function noteUnclosedTables(text: string, repairs: Repair[]): void {
  const open: number[] = []
  for (const tag of text.matchAll(/<(\/?)table\b/gi)) {
    if (tag[1]) open.pop()
    else open.push(tag.index)
  }
  for (const start of open) repairs.push({ id: 'unclosed-table', start, end: text.length })
}
