import type { Element, ElementContent } from 'hast'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { element } from '../element.ts'
import type { Places } from '../places.ts'
import type { Mark } from '../reading.ts'
import type { Footnotes } from './footnotes.ts'
import { inline } from './inline.ts'
import { type Line, stretchOf } from './lines.ts'

/** What reading the blocks of one document needs and gathers. */
export interface Page {
  places: Places
  marks: Mark[]
  notes: Footnotes
  /** The ways in which titles are written, by level. */
  styles: string[]
  /** How many blocks the present one stands in. */
  depth: number
  /** Tells of markup that had to be mended or left out, at an offset. */
  report(words: string, at: number): void
  vocabulary: Vocabulary
  /** Reads the blocks inside another block. */
  blocks(lines: Line[]): ElementContent[]
}

/** What was read of some lines, and the index of the line behind them. */
export interface Block {
  nodes: ElementContent[]
  next: number
}

/** Reads the block that begins at a line (never a blank one), if it is of the reader's kind. */
export type BlockReader = (lines: Line[], at: number, page: Page) => Block | null

/** The words of some lines as a paragraph. */
export function paragraphOf(lines: Line[], page: Page): Element {
  return element('p', inline(lines, page), stretchOf(lines), page.places)
}
