import { Lines } from '../../extract/trees.ts'
import type { Span } from '../../schema/types.ts'

/** A change to a text: what stands between two offsets (end exclusive) is replaced. */
export interface Edit {
  start: number
  end: number
  text: string
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

/** Where a line of the text stands after a change; one that the change takes away stands where it began. */
export function movedLine(text: string, edit: Edit): (line: number) => number {
  const first = lineOf(text, edit.start)
  const breaks = (words: string) => words.split('\n').length - 1
  const removed = breaks(text.slice(edit.start, edit.end))
  const by = breaks(edit.text) - removed
  return line => (line <= first ? line : Math.max(first, line + by))
}
