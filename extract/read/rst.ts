import type { VFile } from 'vfile'
import { evenLines } from './mask.ts'
import { Places } from './places.ts'
import type { Reading, ReadingContext } from './reading.ts'
import { blocks } from './rst/blocks.ts'
import { Footnotes } from './rst/footnotes.ts'
import { linesOf } from './rst/lines.ts'
import type { Page } from './rst/page.ts'

/**
 * Reads reStructuredText as docutils and Sphinx do, into one hast tree with every part at its place.
 *
 * No directive is executed and no other file is looked at: an include becomes a mark, and of `only` and
 * `ifconfig` every branch is read. Substitutions stay as written.
 */
export function readRst(file: VFile, { vocabulary }: ReadingContext): Reading {
  const plain = evenLines(String(file))
  const lines = linesOf(plain)
  const places = new Places(plain)
  const page: Page = {
    places,
    marks: [],
    notes: new Footnotes(lines),
    styles: [],
    depth: 0,
    report,
    vocabulary,
    blocks: inner => blocks(inner, page),
  }
  const children = blocks(lines, page)
  page.marks.sort((a, b) => a.start - b.start)
  const position = places.position({ start: 0, end: plain.length })
  return {
    file,
    plain,
    tree: { type: 'root', children, position },
    marks: page.marks,
    repairs: [],
    vocabulary,
  }

  function report(words: string, at: number): void {
    const place = places.position({ start: at, end: at }).start
    file.message(words, {
      place: { line: place.line, column: place.column },
      ruleId: 'rst',
      source: 'portolan',
    })
  }
}
