import type { ElementContent } from 'hast'
import type { VFile } from 'vfile'
import { isOverflow, LimitError } from '../limits.ts'
import { blocks, heading } from './asciidoc/blocks.ts'
import { parse } from './asciidoc/engine.ts'
import type { Page } from './asciidoc/page.ts'
import { Places } from './asciidoc/places.ts'
import { prepare } from './asciidoc/prepare.ts'
import { blankFrontMatter } from './front-matter.ts'
import { guard } from './guard.ts'
import { evenLines } from './mask.ts'
import type { Reading, ReadingContext } from './reading.ts'

/**
 * Reads AsciiDoc by Asciidoctor, whose document model becomes one hast tree with every part at its place.
 *
 * Nothing is executed, no other file is looked at (an include becomes a mark), attributes stay as
 * written, and of conditionals every branch is read.
 *
 * @throws {LimitError} when it is nested too deeply, or its tables have too many cells
 */
export function readAsciidoc(file: VFile, { tally, vocabulary }: ReadingContext): Reading {
  const text = blankFrontMatter(evenLines(String(file)), file)
  guard(file.path, text, 'asciidoc', tally.limits)
  const { plain, lines, lineOf, marks, repairs } = prepare(text, count)
  const places = new Places(plain)
  const footnotes = { read: new Map(), waiting: [] }
  const page: Page = { places, lineOf, marks, repairs, unclosed: new Set(), footnotes, report }
  const children = readLines(lines, page, count)
  marks.sort((a, b) => a.start - b.start)
  const position = page.places.position({ start: 0, end: plain.length })
  return { file, plain, tree: { type: 'root', children, position }, marks, repairs, vocabulary }

  function count(cells: number, line?: number): void {
    tally.table(cells, file.path, line)
  }

  function report(words: string, line: number | undefined): void {
    const place = line === undefined ? undefined : { line: line + 1, column: 1 }
    file.message(words, { place, ruleId: 'asciidoc', source: 'portolan' })
  }
}

/** Takes the cells of a table, and the line where it stands. */
type Count = (cells: number, line?: number) => void

/** What Asciidoctor says of markup by which words are lost or swallowed. */
const losses = /^(?:dropping cell because|unclosed quote|unterminated (?!table)|table missing)/

function readLines(lines: string[], page: Page, count: Count): ElementContent[] {
  try {
    const text = lines.join('\n')
    // What is written takes a character at least; whatever is beyond that are copies (`99*|`).
    let copies = -text.length
    const { document, log } = parse(text, () => count(++copies))
    for (const { text, sourceLocation } of log) {
      const line = page.lineOf[(sourceLocation?.lineno ?? 0) - 1]
      if (losses.test(text)) page.report(text, line)
      if (text.startsWith('unterminated') && line !== undefined) page.unclosed.add(line)
    }
    const title = document.header?.title ? [heading(document.header, page)] : []
    return [...title, ...blocks(document.blocks, page)]
  } catch (error) {
    if (error instanceof LimitError || isOverflow(error)) throw error
    page.report(`cannot be read as AsciiDoc: ${(error as Error).message}`, undefined)
    return []
  }
}
