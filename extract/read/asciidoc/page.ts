import type { Mark, Repair } from '../reading.ts'
import type { Footnote } from './footnotes.ts'
import type { DocumentNode } from './model.ts'
import type { Places } from './places.ts'

/** What reading the blocks of one document needs and gathers. */
export interface Page {
  places: Places
  /** For each line that Asciidoctor got its line in the text, from 0. */
  lineOf: number[]
  marks: Mark[]
  repairs: Repair[]
  /** Lines that open a block which is never closed. */
  unclosed: Set<number>
  /** How many footnotes of each document have been read, and those that are not in the tree yet. */
  footnotes: { read: Map<DocumentNode, number>; waiting: Footnote[] }
  /** Tells of words that are lost, at a 0-based line. */
  report(words: string, line: number | undefined): void
}
