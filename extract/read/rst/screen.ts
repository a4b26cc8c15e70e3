import type { Line } from './lines.ts'
import { columnsOf } from './width.ts'

/** A rectangle of characters; its edges are the lines drawn around it. */
export interface Box {
  top: number
  left: number
  bottom: number
  right: number
}

/** Lines as they stand on a screen: a character for every row and column. */
export class Screen {
  readonly height: number
  readonly width: number
  #lines: Line[]
  #columns: (number[] | null)[]

  constructor(lines: Line[]) {
    this.#lines = lines
    this.#columns = lines.map(line => columnsOf(line.text))
    this.height = lines.length
    this.width = this.#widthOf(0)
  }

  #widthOf(row: number): number {
    return this.#columns[row]?.length ?? this.#lines[row]!.text.length
  }

  /** The index in a row's words of what stands in a column. */
  #index(row: number, column: number): number {
    const columns = this.#columns[row]
    return columns ? (columns[column] ?? this.#lines[row]!.text.length) : column
  }

  /** The character that stands at a place, `=` of a header's border as `-`; none is a blank. */
  at(row: number, column: number): string {
    const char = this.#lines[row]?.text[this.#index(row, column)] ?? ' '
    return char === '=' ? '-' : char
  }

  /** The lines inside a box; a blank one stands where its words would begin. */
  inside({ top, left, bottom, right }: Box): Line[] {
    return this.#lines.slice(top + 1, bottom).map((line, i) => {
      const row = top + 1 + i
      const from = Math.min(this.#index(row, left + 1), line.text.length)
      const words = line.text.slice(from, this.#index(row, right))
      const blanks = words.length - words.trimStart().length
      const at = line.at + from + (words.trim() ? blanks : Math.min(1, words.length))
      return { indent: blanks, text: words.trim(), at }
    })
  }
}
