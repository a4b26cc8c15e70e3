import { endOf, from, indexByColumn, type Line, stretchOf } from './lines.ts'
import type { Block, Page } from './page.ts'
import { type Cell, type Rows, table, withNotes } from './tables.ts'

const border = /^\+(?:-+\+|=+\+)+$/
const headBorder = /^\+=[=+]*\+$/

/** Reads a grid table: boxes of `+---+` and `|`, which may span rows and columns. */
export function grid(lines: Line[], at: number, page: Page): Block | null {
  if (!border.test(lines[at]!.text)) return null
  let next = at
  while (next < lines.length && /^[+|]/.test(lines[next]!.text)) next++
  const own = lines.slice(at, next)
  const rows = readCells(own) ?? mend(own, page)
  return { nodes: withNotes([table(rows, stretchOf(own), page)], page), next }
}

function readCells(lines: Line[]): Rows | null {
  const screen = new Screen(lines)
  const head = lines.findIndex(({ text }) => headBorder.test(text))
  const boxes = traceCells(screen)
  if (!boxes) return null
  const tops = [...new Set(boxes.map(box => box.top))].sort((a, b) => a - b)
  const lefts = [...new Set(boxes.map(box => box.left))].sort((a, b) => a - b)
  const between = (edges: number[], from: number, to: number) =>
    edges.filter(edge => edge >= from && edge < to).length
  const rows = tops.map(top =>
    boxes
      .filter(box => box.top === top)
      .sort((a, b) => a.left - b.left)
      .map(
        (box): Cell => ({
          lines: screen.inside(box),
          start: screen.inside({ ...box, bottom: box.top + 2 })[0]!.at,
          rowSpan: between(tops, box.top, box.bottom),
          colSpan: between(lefts, box.left, box.right),
        }),
      ),
  )
  return { rows, head: tops.filter(top => top < head).length }
}

/** A table whose lines do not meet is read by the bars of each line, as far as they go. */
function mend(lines: Line[], page: Page): Rows {
  page.report('lines of the grid table do not meet: read by its bars', lines[0]!.at)
  const rows: Cell[][] = []
  let head = 0
  let fresh = true
  for (const line of lines) {
    if (line.text.startsWith('+')) {
      if (headBorder.test(line.text) && head === 0) head = rows.length
      fresh = true
      continue
    }
    const parts = partsOf(line)
    if (fresh) rows.push(parts.map(part => ({ lines: [], start: part.at })))
    fresh = false
    const cells = rows.at(-1)!
    parts.forEach((part, i) => {
      cells[i]?.lines.push(part)
    })
  }
  return { rows, head }
}

function partsOf(line: Line): Line[] {
  const bars = [...line.text.matchAll(/\|/g)].map(({ index }) => index)
  return bars.flatMap((bar, i) => {
    const end = bars[i + 1] ?? line.text.length
    const part = from({ ...line, text: line.text.slice(0, end) }, bar + 1)
    return i === bars.length - 1 && part.text === ''
      ? []
      : [{ ...part, indent: 0, at: Math.min(part.at, endOf(line)) }]
  })
}

/** A rectangle of characters; its edges are the lines drawn around it. */
interface Box {
  top: number
  left: number
  bottom: number
  right: number
}

/** Lines as they stand on a screen: a character for every row and column. */
class Screen {
  readonly height: number
  readonly width: number
  #lines: Line[]
  #columns: (number[] | null)[]

  constructor(lines: Line[]) {
    this.#lines = lines
    this.#columns = lines.map(line => indexByColumn(line.text))
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

/** Looks at characters per character of the table: more is a drawing made to take time. */
const patience = 100

/**
 * Finds the cells of a grid by following their edges, as docutils does: from each corner to the right, down,
 * and back.
 *
 * @returns null when the lines leave something that is no cell
 */
function traceCells(screen: Screen): Box[] | null {
  const bottom = screen.height - 1
  const right = screen.width - 1
  const done = new Array<number>(screen.width).fill(0)
  const boxes: Box[] = []
  let left = patience * (screen.height + 1) * (screen.width + 1)
  for (let row = 0; row < bottom; row++) {
    for (let column = 0; column < right; column++) {
      const box = done[column] === row ? boxAt(row, column) : null
      if (!box) continue
      boxes.push(box)
      done.fill(box.bottom, box.left, box.right)
    }
  }
  return done.slice(0, right).every(row => row === bottom) ? boxes : null

  function look(row: number, column: number): string {
    left--
    return left < 0 ? '' : screen.at(row, column)
  }

  function boxAt(top: number, left: number): Box | null {
    if (look(top, left) !== '+') return null
    for (let column = left + 1; column <= right; column++) {
      const char = look(top, column)
      const box = char === '+' ? downFrom(top, left, column) : null
      if (box) return box
      if (char !== '+' && char !== '-') return null
    }
    return null
  }

  function downFrom(top: number, left: number, right: number): Box | null {
    for (let row = top + 1; row <= bottom; row++) {
      const char = look(row, right)
      const box = { top, left, bottom: row, right }
      if (char === '+' && isClosed(box)) return box
      if (char !== '+' && char !== '|') return null
    }
    return null
  }

  function isClosed({ top, left, bottom, right }: Box): boolean {
    if (look(bottom, left) !== '+') return false
    for (let column = right - 1; column > left; column--)
      if (!'+-'.includes(look(bottom, column) || ' ')) return false
    for (let row = bottom - 1; row > top; row--) if (!'+|'.includes(look(row, left) || ' ')) return false
    return true
  }
}
