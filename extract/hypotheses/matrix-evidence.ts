import { isAcross } from '../interpret/notes-row.ts'
import { line } from '../interpret/rich.ts'
import { fieldEvidence } from '../profile/words.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import type { Table } from './tables.ts'

export const matrixWeights = {
  bias: -3.5,
  corner: 5,
  blankCorner: 0.8,
  /** Names that head both a row and a column. */
  shared: 4,
  ports: 2.5,
  columns: 1.2,
  empty: 0.6,
  nodes: 1.5,
  fieldHeader: -6,
  rowNumbers: -4,
  prose: -2,
}

/** What speaks for a table as a From/To matrix whose corner is in the first column of a row; null when it cannot be one. */
export function matrixScore(
  { grid, cell, profile, vocabulary }: Pick<Table, 'grid' | 'cell' | 'profile' | 'vocabulary'>,
  top: number,
): { score: number; evidence: Record<string, number> } | null {
  const corner = grid.at(top, 0)
  if (!corner) return null
  const firstColumn = corner.column + corner.width
  const firstRow = corner.row + corner.height
  const rows = grid.rows.flatMap((_, row) => (row >= firstRow && !isAcross(grid, row) ? [row] : []))
  if (grid.width - firstColumn < 1 || rows.length === 0) return null
  const columns = Array.from({ length: grid.width - firstColumn }, (_, i) => firstColumn + i)
  const heads = columns.map(column => line(cell(firstRow - 1, column)))
  const sides = rows.map(row => line(cell(row, firstColumn - 1)))
  const kinds = rows.flatMap(row => columns.map(column => profile(row, column).kind))
  const filled = kinds.filter(kind => kind !== 'empty')
  if (filled.length === 0) return null
  const cornerEvidence = fieldEvidence(line(cell(top, corner.column)), vocabulary)
  const isCorner =
    cornerEvidence.matrix === 1 ||
    ((cornerEvidence.source ?? 0) >= 0.8 && (cornerEvidence.destination ?? 0) >= 0.8)
  const names = new Set(sides.map(normalizeTerm))
  const part = (some: string[], test: (text: string) => boolean) =>
    some.filter(test).length / Math.max(1, some.length)
  const evidence = {
    bias: 1,
    corner: isCorner ? 1 : 0,
    blankCorner: line(cell(top, corner.column)) === '' ? 1 : 0,
    shared: columns.length < 2 ? 0 : part(heads, text => text !== '' && names.has(normalizeTerm(text))),
    ports: filled.filter(kind => kind === 'ports' || kind === 'portWords').length / filled.length,
    columns: columns.length > 1 ? 1 : 0,
    empty: 1 - filled.length / kinds.length,
    nodes:
      (part(heads, text => vocabulary.subject.nodes.test(text)) +
        part(sides, text => vocabulary.subject.nodes.test(text))) /
      2,
    fieldHeader: isCorner
      ? 0
      : part(
          heads,
          text => text === '' || Object.values(fieldEvidence(text, vocabulary)).some(value => value >= 0.4),
        ),
    rowNumbers: part(
      rows.map(row => profile(row, firstColumn - 1).kind),
      kind => kind === 'ports' || kind === 'number' || kind === 'protocol',
    ),
    prose: filled.filter(kind => kind === 'prose' || kind === 'name').length / filled.length,
  }
  const score = Object.entries(matrixWeights).reduce(
    (sum, [name, weight]) => sum + weight * evidence[name as keyof typeof matrixWeights],
    0,
  )
  return { score, evidence }
}
