import Table from 'cli-table3'
import stringWidth from 'string-width'

/** A word longer than this may be cut. */
const longestWord = 40

/** Draws a table that fits a width where its longest words allow it, the widest columns wrapped first. */
export function drawTable(head: string[], rows: string[][], width: number): string {
  const cells = [head, ...rows].map(row => row.map(stripControls))
  const widths = fit(columnWidths(cells, '\n'), columnWidths(cells, /\s/), width)
  const style = { head: [], border: [], compact: true }
  const table = new Table({
    head: cells[0]!,
    colWidths: widths,
    wordWrap: true,
    wrapOnWordBoundary: true,
    style,
  })
  table.push(...cells.slice(1))
  return table.toString()
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

/** Takes width from the columns with most to spare until all columns and their borders fit. */
function fit(natural: number[], least: number[], width: number): number[] {
  const widths = [...natural]
  const spare = (column: number) => widths[column]! - Math.min(least[column]!, longestWord)
  for (let over = widths.reduce((a, b) => a + b + 1, 1) - width; over > 0; over--) {
    const column = widths
      .map((_, i) => i)
      .reduce((best, i) => (spare(i) > 0 && widths[i]! > widths[best]! ? i : spare(best) > 0 ? best : i), 0)
    if (spare(column) <= 0) break
    widths[column]!--
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
