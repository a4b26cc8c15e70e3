import type { Element, ElementContent } from 'hast'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { element } from '../element.ts'
import type { Places } from '../places.ts'
import type { Stretch } from '../quiet.ts'
import type { Mark } from '../reading.ts'
import type { Footnotes } from './footnotes.ts'
import { inline } from './inline.ts'
import { dedent, endOfIndented, isBlank, type Line, stretchOf } from './lines.ts'
import { bodyOf } from './lists.ts'

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

/** A directive's parts. */
export interface Directive {
  argument: Line[]
  options: Map<string, Line[]>
  content: Line[]
  /** Where the whole directive stands. */
  stretch: Stretch
}

/**
 * What stands behind a directive's name: an argument, which may go on below (`argument`) or not (`line`), or
 * the first words of its content.
 */
export type Form = 'argument' | 'line' | 'content'

const option = /^:(?![\s:])([^:]+):(?:\s+|$)/

/** Parts what stands behind a directive's name and below it. */
export function splitBody(body: Line[], form: Form, stretch: Stretch): Directive {
  let at = 1
  const first = body[0]!
  if (form === 'argument' && first.text) while (!isBlank(body[at]) && !option.test(body[at]!.text)) at++
  const own = first.text ? body.slice(0, at) : []
  const { options, next } = optionsOf(body, at)
  const content = dedent(body.slice(next))
  if (form !== 'content') return { argument: dedent(own), options, content, stretch }
  return { argument: [], options, content: [...own, ...content], stretch }
}

function optionsOf(body: Line[], at: number): { options: Map<string, Line[]>; next: number } {
  const options = new Map<string, Line[]>()
  let next = at
  for (;;) {
    const line = body[next]
    const found = line && option.exec(line.text)
    if (!found) return { options, next }
    const end = Math.min(endOfIndented(body, next + 1, line.indent), blankFrom(body, next + 1))
    options.set(found[1]!.toLowerCase(), bodyOf(body.slice(next, end), found[0]))
    next = end
  }
}

function blankFrom(body: Line[], at: number): number {
  const found = body.findIndex((line, index) => index >= at && isBlank(line))
  return found < 0 ? body.length : found
}

/** An option that is a number; 0 when it is not given. */
export function numberOf({ options }: Directive, name: string): number {
  return Number.parseInt(options.get(name)?.[0]?.text ?? '', 10) || 0
}
