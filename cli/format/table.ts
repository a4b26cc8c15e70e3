import Table from 'cli-table3'
import stringWidth from 'string-width'

/** No column is made narrower. */
const narrowest = 6

/** Draws a table that fits a width, the widest columns wrapped first, words only where they must be. */
export function drawTable(head: string[], rows: string[][], width: number): string {
  const cells = [head, ...rows].map(row => row.map(stripControls))
  const widths = fit(columnWidths(cells, '\n'), columnWidths(cells, /\s/), width)
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

function partWord(word: string, width: number): string {
  const lines = ['']
  for (const char of word) {
    if (stringWidth(lines.at(-1)! + char) > width) lines.push(char)
    else lines[lines.length - 1] += char
  }
  return lines.join('\n')
}

/** Terminal columns that a table needs at least: its longest words and the borders. */
export function leastWidth(head: string[], rows: string[][]): number {
  return columnWidths([head, ...rows], /\s/).reduce((sum, width) => sum + width + 1, 1)
}

/** Per column the width of the widest part of its cells, with a blank at either side. */
function columnWidths(cells: string[][], separator: string | RegExp): number[] {
  const widest = (cell: string) => Math.max(...cell.split(separator).map(part => stringWidth(part)))
  return cells[0]!.map((_, column) => Math.max(...cells.map(row => widest(row[column] ?? ''))) + 2)
}

/** Takes width from the columns with most to spare, and only then from their longest words. */
function fit(natural: number[], least: number[], width: number): number[] {
  const widths = shrink(natural, least, width)
  return shrink(
    widths,
    least.map(least => Math.min(least, narrowest)),
    width,
  )
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

/** Documents must not speak to the terminal: control and direction marks are dropped. */
export function stripControls(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
}

/** Columns to draw in: those of the terminal, else of `COLUMNS`, else enough for a file. */
export function terminalWidth(): number {
  return process.stdout.columns ?? (Number(process.env.COLUMNS) || 120)
}
