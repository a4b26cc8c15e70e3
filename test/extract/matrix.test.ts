import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import { runs } from '../runs.ts'
import { showPorts } from './helpers.ts'

/** A cell of a matrix's body: the rectangle that it covers and its port; port 0 stands for an empty cell. */
interface Box {
  row: number
  column: number
  height: number
  width: number
  port: number
}

interface Matrix {
  /** For each row header how many rows it spans. */
  heights: number[]
  columns: number
  boxes: Box[]
}

type Seed = { height: number; width: number; port: number }

/** Fills the body from the top left: each cell takes what it wants of the room that is free. */
function fill(rows: number, columns: number, seeds: Seed[]): Box[] {
  const taken = Array.from({ length: rows }, () => new Array<boolean>(columns).fill(false))
  const boxes: Box[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (taken[row]![column]) continue
      const seed = seeds[boxes.length % seeds.length]!
      const free = taken[row]!.findIndex((used, at) => at > column && used)
      const width = Math.min(seed.width, (free < 0 ? columns : free) - column)
      const height = Math.min(seed.height, rows - row)
      for (let y = row; y < row + height; y++) taken[y]!.fill(true, column, column + width)
      boxes.push({ row, column, height, width, port: seed.port })
    }
  }
  return boxes
}

const seeds = fc.record({
  height: fc.integer({ min: 1, max: 3 }),
  width: fc.integer({ min: 1, max: 3 }),
  port: fc.nat(65_535),
})
const matrices: fc.Arbitrary<Matrix> = fc
  .record({
    heights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
    columns: fc.integer({ min: 1, max: 5 }),
    seeds: fc.array(seeds, { minLength: 1, maxLength: 12 }),
  })
  .map(({ heights, columns, seeds }) => {
    const rows = heights.reduce((sum, height) => sum + height, 0)
    return { heights, columns, boxes: fill(rows, columns, seeds) }
  })

function toHtml({ heights, columns, boxes }: Matrix): string {
  const starts = startsOf(heights)
  const rows = starts.at(-1)! + heights.at(-1)!
  const names = Array.from({ length: columns }, (_, i) => `<th>to ${i}</th>`)
  const lines = Array.from({ length: rows }, (_, row) => {
    const header = starts.indexOf(row)
    const cells = boxes.filter(box => box.row === row).sort((a, b) => a.column - b.column)
    const head = header < 0 ? '' : `<th rowspan="${heights[header]}">from ${header}</th>`
    return `<tr>${head}${cells.map(cellOf).join('')}</tr>`
  })
  return `<table>\n<tr><th>From / To</th>${names.join('')}</tr>\n${lines.join('\n')}\n</table>\n`
}

function cellOf({ height, width, port }: Box): string {
  return `<td rowspan="${height}" colspan="${width}">${port === 0 ? '' : `${port} TCP`}</td>`
}

function startsOf(heights: number[]): number[] {
  return heights.map((_, i) => heights.slice(0, i).reduce((sum, height) => sum + height, 0))
}

/** One claim per column that a cell spans and per row header that it stands beside. */
function expectedOf({ heights, boxes }: Matrix): string[] {
  const starts = startsOf(heights)
  return boxes.flatMap(({ row, column, height, width, port }) => {
    const beside = starts.flatMap((start, i) =>
      start < row + height && start + heights[i]! > row ? [i] : [],
    )
    const under = Array.from({ length: width }, (_, i) => column + i)
    return port === 0
      ? []
      : under.flatMap(to => beside.map(from => `${row + 3}: from ${from} to ${to} ${port}`))
  })
}

for (const document of ['a.html', 'a.md']) {
  test(`a matrix as ${document}: each cell counts for every column and every row header that it spans`, () => {
    fc.assert(
      fc.property(matrices, matrix => {
        const { claims } = extract(document, toHtml(matrix))
        const found = claims.map(
          ({ location, source, destination, ports }) =>
            `${location.line}: ${source[0]!.label} ${destination[0]!.label} ${showPorts(ports!)}`,
        )
        assert.equal(found.toSorted(), expectedOf(matrix).toSorted())
      }),
      runs(200),
    )
  })
}

test.run()
