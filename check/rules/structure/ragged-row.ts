import type { Problem, Rule } from '../../rule.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import { quoted, shown } from '../say.ts'
import { joinedIn } from './joined.ts'
import { formOf, headerWidth, type ShapedRow, unevenRows } from './shape.ts'
import { sharedCells } from './shared-cell.ts'

/** Rows with more cells than the header, or fewer. */
export const raggedRow: Rule = {
  id: 'ragged-row',
  family: 'structure',
  severity: 'warning',
  description: 'A row has more or fewer cells than the header of its table.',
  why: 'Its cells stand below the wrong headers, or are not shown at all.',
  examples: [
    {
      wrong: '| Protocol | Port | Source |\n| --- | --- | --- |\n| TCP | 80 |\n| TCP | 443 | clients |',
      right:
        '| Protocol | Port | Source |\n| --- | --- | --- |\n| **Inbound** |\n| TCP | 80 | |\n| TCP | 443 | clients |',
      says: 'The row “TCP” has 2 cells, its header 3',
    },
    {
      wrong: '| Protocol | Port |\n| --- | --- |\n| TCP | 80 | clients |',
      right: '| Protocol | Port |\n| --- | --- |\n| TCP | 80 |',
      says: 'has 3 cells, its header 2: “clients” is not shown',
    },
  ],
  check: ({ pages }) => pages.flatMap(({ tables }) => tables.flatMap(problemOf)),
}

function problemOf(table: PageTable): Problem[] {
  const rows = unevenRows(table).filter(row => !isTitle(row, table))
  const [first, ...others] = rows
  // Rows that run together move those below them: one cause is told once.
  if (
    !first ||
    !table.header ||
    formOf(table) === 'other' ||
    [...joinedIn(table), ...sharedCells(table)].length > 0
  )
    return []
  const width = headerWidth(table)
  const label = table.cell(first.index, 0).text
  const dropped = first.dropped === '' ? '' : `: ${quoted(first.dropped, 40)} is not shown`
  return [
    {
      at: locate(table.part, first.stretch),
      message: `The row ${quoted(label, 30)} has ${countOf(first, width)} cells, its header ${width}${dropped}`,
      evidence: others.map(row =>
        shown(
          locate(table.part, row.stretch),
          `${countOf(row, width)} cells: ${quoted(table.cell(row.index, 0).text, 30)}`,
        ),
      ),
    },
  ]
}

/** The cell of a row that has no other is a title. */
function isTitle({ cells, dropped }: ShapedRow, { grid }: PageTable): boolean {
  return cells.length === 1 && dropped === '' && grid.width > 2
}

function countOf({ missing, surplus, dropped }: ShapedRow, width: number): number {
  return width - missing + surplus + (dropped === '' ? 0 : dropped.split(/(?<!\\)\|/).length)
}
