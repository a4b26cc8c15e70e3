import type { Element } from 'hast'
import type { Span } from '../../schema/types.ts'
import type { Stretch } from '../read/quiet.ts'
import { countUpTo } from '../read/sorted.ts'

export type { Stretch } from '../read/quiet.ts'

/** Turns 0-based offsets of a text into 1-based lines and columns. */
export class Lines {
  #starts: number[] = [0]

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  /** The line and column (UTF-16 units) of an offset. */
  point(offset: number): { line: number; column: number } {
    const line = countUpTo(this.#starts, offset)
    return { line, column: offset - this.#starts[line - 1]! + 1 }
  }

  /** The offset of a line and column; NaN when there is no such line. */
  offset(line: number, column: number): number {
    return (this.#starts[line - 1] ?? Number.NaN) + column - 1
  }

  /** A stretch as a span; its end is the column after the last character. */
  span({ start, end }: Stretch): Span {
    const from = this.point(start)
    const to = this.point(end)
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}

/** Where an element stands in the source, or null for one that parsing made up. */
export function stretchOf(node: Element): Stretch | null {
  const start = node.position?.start?.offset
  const end = node.position?.end?.offset
  return start === undefined || end === undefined ? null : { start, end }
}

/** Where a row stands; one whose tag was left out stands where its cells do. */
export function stretchOfRow(row: Element): Stretch | null {
  const own = stretchOf(row)
  if (own) return own
  const cells = row.children.flatMap(child => (child.type === 'element' ? (stretchOf(child) ?? []) : []))
  return cells.length > 0 ? { start: cells[0]!.start, end: cells.at(-1)!.end } : null
}
