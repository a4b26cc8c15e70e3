import type { Places } from '../places.ts'
import type { Mark, Repair } from '../reading.ts'
import type { Parsed } from './engine.ts'
import type { Footnotes } from './footnotes.ts'

/** What reading the blocks of one document needs and gathers. */
export interface Page extends Pick<Parsed, 'written' | 'inlines'> {
  places: Places
  /** For each line that Asciidoctor got its line in the text, from 0. */
  lineOf: number[]
  marks: Mark[]
  repairs: Repair[]
  /** Lines that open a block which is never closed. */
  unclosed: Set<number>
  footnotes: Footnotes
  /** Tells of words that are lost, at a 0-based line. */
  report(words: string, line: number | undefined): void
}
