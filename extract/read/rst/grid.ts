import { endOf, from, type Line, stretchOf } from './lines.ts'
import type { Block, Page } from './page.ts'
import { Screen } from './screen.ts'
import { type Cell, type Rows, table, withNotes } from './table.ts'
import { traceCells } from './trace.ts'

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
