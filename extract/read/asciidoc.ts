import type { ElementContent } from 'hast'
import type { Point } from 'unist'
import type { VFile } from 'vfile'
import { blocks, heading, type Page } from './asciidoc/blocks.ts'
import { parse } from './asciidoc/engine.ts'
import type { DocumentNode } from './asciidoc/model.ts'
import { Places } from './asciidoc/places.ts'
import { prepare } from './asciidoc/prepare.ts'
import { blankFrontMatter } from './front-matter.ts'
import { evenLines } from './mask.ts'
import type { Reading } from './reading.ts'

/**
 * Reads AsciiDoc by Asciidoctor, whose document model becomes one hast tree with every part at its place.
 *
 * Nothing is executed, no other file is looked at (an include becomes a mark), attributes stay as
 * written, and of conditionals every branch is read.
 */
export function readAsciidoc(file: VFile): Reading {
  const { plain, lines, lineOf, marks, repairs } = prepare(blankFrontMatter(evenLines(String(file)), file))
  const page: Page = { places: new Places(plain), lineOf, marks, footnotes: 0 }
  const document = parseOrReport(lines, lineOf, file)
  const children = document ? readDocument(document, page) : []
  marks.sort((a, b) => a.start - b.start)
  const position = page.places.position({ start: 0, end: plain.length })
  return { file, plain, tree: { type: 'root', children, position }, marks, repairs }
}

function readDocument(document: DocumentNode, page: Page): ElementContent[] {
  const title = document.header?.title ? [heading(document.header, page)] : []
  return [...title, ...blocks(document.blocks, page)]
}

/** What Asciidoctor says of markup by which words are lost or swallowed. */
const losses = /^(?:dropping|unclosed|unterminated|table missing)\b/

function parseOrReport(lines: string[], lineOf: number[], file: VFile): DocumentNode | null {
  const report = (words: string, place?: Point) =>
    file.message(words, { place, ruleId: 'asciidoc', source: 'portolan' })
  try {
    const { document, log } = parse(lines.join('\n'))
    for (const { text, sourceLocation } of log) {
      const line = lineOf[(sourceLocation?.lineno ?? 0) - 1]
      if (losses.test(text)) report(text, line === undefined ? undefined : { line: line + 1, column: 1 })
    }
    return document
  } catch (error) {
    report(`cannot be read as AsciiDoc: ${(error as Error).message}`)
    return null
  }
}
