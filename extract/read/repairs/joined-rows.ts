import type { Root, Table, TableCell, TableRow } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { Repair } from '../reading.ts'

/**
 * Splits table rows that a lost line end has joined: twice (thrice, …) the header's cells on one line.
 *
 * GFM cuts surplus cells, so the second row would vanish. A surplus that makes no whole row is
 * reported and left to be cut.
 */
export function splitJoinedRows(tree: Root, text: string, repairs: Repair[], file: VFile): void {
  visit(tree, 'table', table => {
    const width = table.children[0]?.children.length ?? 0
    table.children = table.children.flatMap((row, index) => {
      if (index === 0 || row.children.length <= width) return [row]
      const rows = splitRow(row, width)
      if (rows.length > 1) repairs.push({ id: 'joined-rows', ...stretch(row) })
      else reportSurplus(table, row, width)
      return rows
    })
  })

  function reportSurplus(table: Table, row: TableRow, width: number): void {
    const surplus = row.children.slice(width).map(cell => text.slice(stretch(cell).start, stretch(cell).end))
    if (!surplus.join('').replace(/[|\s]/g, '')) return
    file.message(
      `row has ${row.children.length} cells, its header ${table.children[0]!.children.length}; the surplus is not shown by renderers`,
      {
        place: row.position,
        ruleId: 'surplus-cells',
        source: 'portolan',
      },
    )
  }
}

/** Cuts a row into rows of the header's width; an empty cell where two rows meet is the doubled pipe. */
function splitRow(row: TableRow, width: number): TableRow[] {
  const rows: TableCell[][] = []
  let rest = row.children
  while (rest.length > 0) {
    rows.push(rest.slice(0, width))
    rest = rest.slice(width)
    if (rest[0]?.children.length === 0 && rest.length % width !== 0) rest = rest.slice(1)
  }
  const whole = rows.every(cells => cells.length === width && cells.some(cell => cell.children.length > 0))
  return whole && width > 1 ? rows.map(toRow) : [row]
}

function toRow(cells: TableCell[]): TableRow {
  return {
    type: 'tableRow',
    children: cells,
    position: { start: cells[0]!.position!.start, end: cells.at(-1)!.position!.end },
  }
}

function stretch(node: TableRow | TableCell): { start: number; end: number } {
  return { start: node.position!.start.offset!, end: node.position!.end.offset! }
}
