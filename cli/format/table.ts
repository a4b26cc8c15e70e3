import Table from 'cli-table3'
import stringWidth from 'string-width'

/** Columns narrower than this are not worth wrapping. */
const narrow = 12

/** Draws a table that fits a width, the widest columns wrapped first. */
export function drawTable(head: string[], rows: string[][], width: number): string {
  const clean = (cell: string) => stripControls(cell)
  const cells = [head, ...rows].map(row => row.map(clean))
  const natural = head.map((_, column) => Math.max(...cells.map(row => stringWidth(row[column] ?? ''))) + 2)
  const table = new Table({
    head: cells[0]!,
    colWidths: fit(natural, width),
    wordWrap: true,
    wrapOnWordBoundary: true,
    style: { head: [], border: [], compact: true },
  })
  table.push(...cells.slice(1))
  return table.toString()
}

/** Takes width from the widest column until all columns and their borders fit. */
function fit(natural: number[], width: number): number[] {
  const widths = [...natural]
  const room = Math.max(width - widths.length - 1, widths.length * narrow)
  while (widths.reduce((a, b) => a + b, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest]! <= narrow) break
    widths[widest]!--
  }
  return widths
}

/** Documents must not speak to the terminal: control and direction marks are dropped. */
export function stripControls(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
}
