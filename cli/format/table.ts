import Table from 'cli-table3'
import stringWidth from 'string-width'
import { stripControls } from '../../check/report/plain.ts'

export { stripControls }

/** No column is made narrower. */
const narrowest = 6

/** Draws a table that fits a width, the widest columns wrapped first, words only where they must be. */
export function drawTable(head: string[], rows: string[][], width: number): string {
  const cells = [head, ...rows].map(row => row.map(stripControls))
  const widths = fit(
    ['\n', /\s/, /\s|(?<=[-/])/].map(part => columnWidths(cells, part)),
    width,
  )
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

/** Terminal columns that a table needs at least: its longest words and the borders. */
export function leastWidth(head: string[], rows: string[][]): number {
  return columnWidths([head, ...rows], /\s/).reduce((sum, width) => sum + width + 1, 1)
}

/** Per column the width of the widest part of its cells, with a blank at either side. */
function columnWidths(cells: string[][], separator: string | RegExp): number[] {
  const widest = (cell: string) => Math.max(...cell.split(separator).map(part => stringWidth(part)))
  return cells[0]!.map((_, column) => Math.max(...cells.map(row => widest(row[column] ?? ''))) + 2)
}

/**
 * Takes width from the columns with most to spare, then from their longest words, and only then from the
 * longest parts of these.
 *
 * @param widths of the columns' texts, of their longest words, and of the longest parts of words
 */
function fit([natural, ...least]: number[][], width: number): number[] {
  const smallest = least.at(-1)!.map(part => Math.min(part, narrowest))
  return [...least, smallest].reduce((widths, floors) => shrink(widths, floors, width), natural!)
}

/** Narrows the widest column that is wider than its floor, until all columns and their borders fit. */
function shrink(from: number[], floors: number[], width: number): number[] {
  const widths = [...from]
  for (let over = widths.reduce((a, b) => a + b + 1, 1) - width; over > 0; over--) {
    const candidates = widths.map((_, i) => i).filter(i => widths[i]! > floors[i]!)
    if (candidates.length === 0) break
    widths[candidates.reduce((best, i) => (widths[i]! > widths[best]! ? i : best))]!--
  }
  return widths
}

/** Columns to draw in: those of the terminal, else of `COLUMNS`, else enough for a file. */
export function terminalWidth(): number {
  return process.stdout.columns || Number(process.env.COLUMNS) || 120
}
