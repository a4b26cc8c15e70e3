import Table from 'cli-table3'
import stringWidth from 'string-width'
import { stripControls } from '../../check/report/plain.ts'

export { stripControls }

/** No column is made narrower. */
const narrowest = 6

/** Draws a table that fits a width, the widest columns wrapped first, words only where they must be. */
export function drawTable(head: string[], rows: string[][], width: number): string {
  const cells = [head, ...rows].map(row => row.map(stripControls))
  const widths = fit(cells, width)
  const parted = cells.map(row => row.map((cell, column) => partWords(cell, widths[column]! - 2)))
  const style = { head: [], border: [], compact: true }
  const table = new Table({
    head: parted[0]!,
    colWidths: widths,
    wordWrap: true,
    wrapOnWordBoundary: true,
    style,
  })
  table.push(...parted.slice(1))
  return table.toString()
}

/** Parts words that are wider than a column: Chinese knows no blanks, and identifiers may be long. */
function partWords(cell: string, width: number): string {
  return cell.replace(/\S+/g, word => (stringWidth(word) <= width ? word : partWord(word, width)))
}

/** Behind a hyphen or slash where there is one, elsewhere only in parts that are too wide themselves. */
function partWord(word: string, width: number): string {
  const lines = ['']
  for (const part of word.split(behindMark)) {
    for (const piece of stringWidth(part) <= width ? [part] : part) {
      if (stringWidth(lines.at(-1)! + piece) > width) lines.push(piece)
      else lines[lines.length - 1] += piece
    }
  }
  return lines.join('\n')
}

const behindMark = /(?<=[-/])(?=.)/
/** Where a cell may be parted: at a blank, too. */
const orBehindMark = /\s|(?<=[-/])/

/** Terminal columns that a table needs at least, so that only the names at its head are parted. */
export function leastWidth(head: string[], rows: string[][]): number {
  return leastWidths([head, ...rows]).reduce((sum, width) => sum + width + 1, 1)
}

/** Per column the width of its longest word; names at the head may be parted, as what they name may not. */
function leastWidths([head, ...rows]: string[][]): number[] {
  const heads = columnWidths([head!], orBehindMark)
  return columnWidths([head!.map(() => ''), ...rows], /\s/).map((width, i) => Math.max(width, heads[i]!))
}

/** Per column the width of the widest part of its cells, with a blank at either side. */
function columnWidths(cells: string[][], separator: string | RegExp): number[] {
  const widest = (cell: string) => Math.max(...cell.split(separator).map(part => stringWidth(part)))
  return cells[0]!.map((_, column) => Math.max(...cells.map(row => widest(row[column] ?? ''))) + 2)
}

/** Parts texts at first, then words, then what is long in them, and the names at the head at the very last. */
function fit(cells: string[][], width: number): number[] {
  const parts = columnWidths(cells, orBehindMark)
  const smallest = parts.map(part => Math.min(part, narrowest))
  const heads = columnWidths(cells.slice(0, 1), orBehindMark)
  const floors = [leastWidths(cells), parts, smallest.map((one, i) => Math.max(one, heads[i]!)), smallest]
  const parted = partedCells(cells)
  return floors.reduce((widths, least) => shrink(widths, least, parted, width), columnWidths(cells, '\n'))
}

/** How many cells of a column are parted when it gets a width. */
type Parted = (column: number, width: number) => number

/** Narrows the column where that parts the fewest cells, of such the widest, until all and their borders fit. */
function shrink(from: number[], floors: number[], parted: Parted, width: number): number[] {
  // No column may be wider than all of them: long texts take one step, not one for each character.
  const widths = from.map((one, i) => Math.max(Math.min(one, width), floors[i]!))
  for (let over = widths.reduce((a, b) => a + b + 1, 1) - width; over > 0; over--) {
    const candidates = widths.map((_, i) => i).filter(i => widths[i]! > floors[i]!)
    if (candidates.length === 0) break
    const costs = widths.map((one, i) => parted(i, one - 1) - one / (one + 1))
    widths[candidates.reduce((best, i) => (costs[i]! < costs[best]! ? i : best))]!--
  }
  return widths
}

/** A cell counts twice when a word is parted, too. */
function partedCells(cells: string[][]): Parted {
  const columns = cells[0]!.map((_, i) => [cells.map(row => row[i] ?? '')])
  const widths = columns.map(column => ['\n', /\s/].flatMap(part => columnWidths(column, part)))
  return (column, width) => widths[column]!.filter(one => one > width).length
}
