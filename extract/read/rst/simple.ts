import { indexByColumn, isBlank, type Line, stretchOf } from './lines.ts'
import type { Block, Page } from './page.ts'
import { type Cell, type Rows, table, withNotes } from './tables.ts'

const border = /^=+(?: +=+)+$/
const spans = /^-+(?: +-+)*$/
const directive = /^\.\.[ \t]+\S/

/** Columns from one mark to the next; the last has no end. */
interface Column {
  start: number
  end: number
}

/** Reads a simple table: columns under `====  ====`, a row to a line whose first column is not blank. */
export function simple(lines: Line[], at: number, page: Page): Block | null {
  const top = lines[at]!
  if (!border.test(top.text)) return null
  const { borders, next } = bordersOf(lines, at)
  if (borders.length < 2) page.report('table is never closed: ended at the blank line below it', top.at)
  const columns = columnsIn(top.text)
  const head = borders.length > 2 ? readRows(lines.slice(at + 1, borders[1]), columns) : []
  const from = borders.length > 2 ? borders[1]! + 1 : at + 1
  const to = borders.length > 1 ? borders.at(-1)! : next
  const rows: Rows = { rows: [...head, ...readRows(lines.slice(from, to), columns)], head: head.length }
  return { nodes: withNotes([table(rows, stretchOf(lines.slice(at, next)), page)], page), next }
}

/** A table ends at its second border, when a blank line stands below that, or else at its third. */
function bordersOf(lines: Line[], at: number): { borders: number[]; next: number } {
  const borders = [at]
  let end = at + 1
  for (; end < lines.length && borders.length < 3; end++) {
    const { text, indent } = lines[end]!
    if (indent === 0 && directive.test(text)) break
    if (indent > 0 || !/^=+(?: +=+)*$/.test(text)) continue
    borders.push(end)
    if (isBlank(lines[end + 1])) break
  }
  if (borders.length > 1) return { borders, next: borders.at(-1)! + 1 }
  const blank = lines.findIndex((line, index) => index > at && isBlank(line))
  return { borders, next: blank < 0 ? lines.length : blank }
}

/** Where the runs of marks of a line stand; each column lasts until the next begins. */
function columnsIn(marks: string): Column[] {
  const starts = [...marks.matchAll(/[-=]+/g)].map(run => run.index)
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? Number.POSITIVE_INFINITY }))
}

function readRows(lines: Line[], columns: Column[]): Cell[][] {
  const rows: Cell[][] = []
  let open: Line[] = []
  for (const line of lines) {
    if (line.indent === 0 && spans.test(line.text) && open.length > 0) {
      finish(columnsIn(line.text))
    } else {
      if (line.text && line.indent < columns[0]!.end && open.some(other => other.text)) finish()
      if (line.text || open.length > 0) open.push(line)
    }
  }
  finish()
  return rows

  function finish(own = columns): void {
    if (open.some(line => line.text)) rows.push(readRow(open, own, columns))
    open = []
  }
}

/** Reads the cells of one row; where it has columns of its own, they may span several of the table's. */
function readRow(lines: Line[], own: Column[], columns: Column[]): Cell[] {
  const cells = own.map(({ start, end }): Cell => {
    const covered = (column: Column) => column.start >= start && column.start < end
    const colSpan = own === columns ? 1 : columns.filter(covered).length
    return { lines: [], start: lines[0]!.at, colSpan }
  })
  for (const line of lines) {
    const parts = partsOf(line, own)
    cells.forEach((cell, i) => {
      cell.lines.push(parts[i]!)
    })
  }
  for (const cell of cells) cell.start = cell.lines[0]!.text ? cell.lines[0]!.at : lines[0]!.at
  return cells
}

/** A line cut at its columns; words that reach over an edge belong to the column where they begin. */
function partsOf({ text, indent, at }: Line, columns: Column[]): Line[] {
  const shown = indexByColumn(text)
  const indexOf = (column: number) => {
    if (column <= indent) return 0
    return (shown ? shown[column - indent] : column - indent) ?? text.length
  }
  let cut = 0
  return columns.map(({ start, end }) => {
    const from = cut
    cut = end === Number.POSITIVE_INFINITY ? text.length : Math.max(from, Math.min(indexOf(end), text.length))
    while (cut > from && cut < text.length && text[cut - 1] !== ' ') cut++
    const words = text.slice(from, cut)
    const blanks = words.length - words.trimStart().length
    const plain = words.trim() === '\\' ? '' : words.trim()
    return { indent: Math.max(0, indent - start) + blanks, text: plain, at: at + from + blanks }
  })
}
