import type { Page } from '../../check/survey/index.ts'
import { Lines } from '../../extract/trees.ts'
import type { Span } from '../../schema/types.ts'
import type { Random } from './random.ts'

/** A change to a text: what is between two offsets (end exclusive) is replaced. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** Some lines of a clean document. */
export interface Target {
  document: string
  line: number
  endLine: number
}

/** One mistake, made in a clean document. */
export interface Slip {
  page: Page
  edit: Edit
  /** Where a finding must be to count, any of them: lines of the clean documents. */
  targets: Target[]
  /** Ways to write the value that a finding must suggest; empty when none is asked for. */
  right: string[]
}

/** A place where a slip of one kind can be made. */
export interface Site {
  kind: string
  /** Makes the slip; the same place may give another one each time. */
  make(random: Random): Slip
}

/** A place whose slip has to be found on the line where it is made. */
export function siteOf(
  kind: string,
  page: Page,
  edit: Edit,
  { text = () => edit.text, right = [] }: { text?: (random: Random) => string; right?: string[] } = {},
): Site {
  const line = lineOf(page.text, edit.start)
  const targets = [{ document: page.path, line, endLine: line }]
  return { kind, make: random => ({ page, edit: { ...edit, text: text(random) }, targets, right }) }
}

/** The text after a change. */
export function edited(text: string, edit: Edit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end)
}

/** The offsets that a span of 1-based lines and columns covers. */
export function stretchOf(text: string, span: Span): { start: number; end: number } {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const offset = (line: number, column: number) => (starts[line - 1] ?? text.length) + column - 1
  return { start: offset(span.line, span.column), end: offset(span.endLine, span.endColumn) }
}

/** The line of an offset. */
export function lineOf(text: string, offset: number): number {
  return new Lines(text).point(offset).line
}

/** The line that a line of the text becomes by a change; one that is deleted becomes the line where it began. */
export function movedLine(text: string, edit: Edit): (line: number) => number {
  const first = lineOf(text, edit.start)
  const breaks = (words: string) => words.split('\n').length - 1
  const by = breaks(edit.text) - breaks(text.slice(edit.start, edit.end))
  return line => (line <= first ? line : Math.max(first, line + by))
}
