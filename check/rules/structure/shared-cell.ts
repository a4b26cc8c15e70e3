import { stretchOf } from '../../../extract/trees.ts'
import type { Problem } from '../../rule.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import { quoted } from '../say.ts'
import { formOf, headerWidth, type ShapedRow, unevenRows } from './shape.ts'

/** One cell more than a row and the next one less one: a cell holds the end of one and the start of the other. */
export function sharedCells(table: PageTable): Problem[] {
  if (formOf(table) !== 'pipes') return []
  const width = headerWidth(table)
  return unevenRows(table).flatMap(row => {
    const dropped = row.dropped.split(/(?<!\\)\|/)
    if (row.dropped === '' || row.cells.length + dropped.length !== 2 * width - 1) return []
    const seam = row.cells.at(-1)!
    const words = table.cell(row.index, seam.column).text
    if (!/\S\s+\S/.test(words) || !isLike(table, row, dropped)) return []
    const at = locate(table.part, stretchOf(seam.element)!)
    return [
      { at, message: `Two rows run together in ${quoted(words)}: ${quoted(row.dropped, 40)} is not shown` },
    ]
  })
}

/** Ports stand below ports: what is dropped continues the row that the cell begins. */
function isLike(table: PageTable, { index }: ShapedRow, dropped: string[]): boolean {
  const column = table.header?.columns.get('ports')?.[0]
  if (column === undefined) return false
  const hasPorts = (text: string) => /\d/.test(text)
  return hasPorts(table.cell(index, column).text) && (column === 0 || hasPorts(dropped[column - 1] ?? ''))
}
