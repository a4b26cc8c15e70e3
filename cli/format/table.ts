import stringWidth from 'string-width'
import { stripControls } from '../../check/report/plain.ts'

export { stripControls }

/** No column is made narrower. */
const narrowest = 6

/** Draws a table that fits a width, the widest columns wrapped first, words only where they must be. */
export function drawTable(head: string[], rows: string[][], width: number): string {
  const cells = [head, ...rows].map(row => head.map((_, column) => stripControls(row[column] ?? '')))
  const widths = fit(cells, width)
  const [first = '', ...others] = cells.map(row => drawRow(row, widths))
  const border = (left: string, between: string, right: string) =>
    `${left}${widths.map(one => '─'.repeat(one)).join(between)}${right}\n`
  const body = others.length > 0 ? `${border('├', '┼', '┤')}${others.join('')}` : ''
  return `${border('┌', '┬', '┐')}${first}${body}${border('└', '┴', '┘')}`.trimEnd()
}

/** The lines of a row, as many as its longest cell has. */
function drawRow(row: string[], widths: number[]): string {
  const parts = row.map((cell, column) => wrapCell(cell, widths[column]! - 2))
  const height = Math.max(...parts.map(lines => lines.length))
  return Array.from({ length: height }, (_, at) => {
    const texts = parts.map((lines, column) => {
      const text = lines[at] ?? ''
      return ` ${text}${' '.repeat(Math.max(0, widths[column]! - 2 - stringWidth(text)))} `
    })
    return `│${texts.join('│')}│\n`
  }).join('')
}

/** Breaks a cell into lines at its blanks, and words that are wider than a line. */
function wrapCell(cell: string, width: number): string[] {
  return cell.split('\n').flatMap(text => {
    const lines = ['']
    for (const word of text.match(/\s*\S+/g) ?? []) {
      const [piece = '', ...more] = splitWord(word.trimStart(), width)
      const last = lines.at(-1)!
      const longer = last === '' ? piece : last + word.replace(/\S+$/, () => piece)
      if (stringWidth(longer) <= width) lines[lines.length - 1] = longer
      else lines.push(piece)
      lines.push(...more)
    }
    return lines
  })
}

/** Splits after a hyphen or slash where there is one, elsewhere only in parts that are too wide themselves. */
function splitWord(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word]
  const lines = ['']
  for (const part of word.split(behindMark)) {
    for (const piece of stringWidth(part) <= width ? [part] : part) {
      if (stringWidth(lines.at(-1)! + piece) > width) lines.push(piece)
      else lines[lines.length - 1] += piece
    }
  }
  return lines
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
