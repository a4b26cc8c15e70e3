import type { ElementContent } from 'hast'
import type { VFile } from 'vfile'
import { isOverflow, LimitError } from '../limits.ts'
import { MissingPackageError } from '../optional.ts'
import { blocks, heading } from './asciidoc/blocks.ts'
import { parse, titleOf } from './asciidoc/engine.ts'
import type { Page } from './asciidoc/inline.ts'
import { prepare } from './asciidoc/prepare.ts'
import { blankFrontMatter } from './front-matter.ts'
import { guard } from './guard.ts'
import { evenLines } from './mask.ts'
import { Places } from './places.ts'
import type { Reading, ReadingContext } from './reading.ts'

/**
 * Reads AsciiDoc by Asciidoctor, whose document model becomes one hast tree with every part at its place.
 *
 * Nothing is executed, no other file is looked at (an include becomes a mark), attributes stay as
 * written, and of conditionals every branch is read.
 *
 * @throws {LimitError} when it is nested too deeply, or its tables have too many cells
 */
export async function readAsciidoc(file: VFile, { tally, vocabulary }: ReadingContext): Promise<Reading> {
  const text = blankFrontMatter(evenLines(String(file)), file)
  guard(file.path, text, 'asciidoc', tally.limits)
  const { plain, lines, lineOf, marks, repairs } = prepare(text, count)
  const places = new Places(plain)
  const children = await readLines(lines)
  marks.sort((a, b) => a.start - b.start)
  const position = places.position({ start: 0, end: plain.length })
  return { file, plain, tree: { type: 'root', children, position }, marks, repairs, vocabulary }

  function count(cells: number, line: number): void {
    tally.table(cells, file.path, line)
  }

  function report(words: string, line: number | undefined): void {
    const place = line === undefined ? undefined : { line: line + 1, column: 1 }
    file.message(words, { place, ruleId: 'asciidoc', source: 'portolan' })
  }

  async function readLines(lines: string[]): Promise<ElementContent[]> {
    try {
      const { document, log, written, inlines } = await parse(lines.join('\n'))
      const unclosed = new Set<number>()
      const footnotes = { found: [], waiting: [] }
      const page: Page = { places, lineOf, marks, repairs, unclosed, footnotes, written, inlines, report }
      for (const { text, sourceLocation } of log) {
        const line = lineOf[(sourceLocation?.lineno ?? 0) - 1]
        if (losses.test(text)) report(text, line)
        if (text.startsWith('unterminated') && line !== undefined) unclosed.add(line)
      }
      const title = document.header && titleOf(document.header) ? [heading(document.header, page)] : []
      return [...title, ...blocks(document.blocks, page)]
    } catch (error) {
      if (error instanceof LimitError || error instanceof MissingPackageError || isOverflow(error))
        throw error
      report(`cannot be read as AsciiDoc: ${(error as Error).message}`, undefined)
      return []
    }
  }
}

/** What Asciidoctor says of markup by which words are lost or swallowed. */
const losses = /^(?:dropping cell because|unclosed quote|unterminated (?!table)|table missing)/
