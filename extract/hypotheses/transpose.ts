import type { Element } from 'hast'
import type { Cell, Grid, GridRow } from '../interpret/grid.ts'

/** A grid with rows and columns exchanged: its cells stay the same elements. */
export function transpose(grid: Grid): Grid {
  const turned = new Map<Cell, Cell>()
  const turn = (cell: Cell | undefined): Cell | undefined => {
    if (!cell) return undefined
    const known = turned.get(cell)
    if (known) return known
    const made = { ...cell, row: cell.column, column: cell.row, width: cell.height, height: cell.width }
    turned.set(cell, made)
    return made
  }
  const at = (row: number, column: number) => turn(grid.at(column, row))
  const across = (row: number) => Array.from({ length: grid.height }, (_, column) => at(row, column))
  const covering = (row: number) => [...new Set(across(row))].filter(cell => cell !== undefined)
  const rows = Array.from({ length: grid.width }, (_, row): GridRow => {
    const cells = covering(row).filter(cell => cell.row === row)
    return { element: rowOf(cells), cells, section: 'body' }
  })
  return { ...grid, width: grid.height, height: grid.width, rows, at, across, covering }
}

/** A row that no element stands for holds the elements of its cells. */
function rowOf(cells: Cell[]): Element {
  return { type: 'element', tagName: 'tr', properties: {}, children: cells.map(({ element }) => element) }
}
