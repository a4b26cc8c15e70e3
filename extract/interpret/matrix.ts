import type { Table } from '../hypotheses/tables.ts'
import type { Draft } from './claim.ts'
import { parseEndpoints } from './fields/endpoints.ts'
import { takeNoteMarks } from './fields/notes.ts'
import { marksOf, type Statement, statePorts } from './fields/statement.ts'
import type { Cell } from './grid.ts'
import { stretchOf, stretchOfRow } from './lines.ts'
import { isAcross, notesOf } from './notes-row.ts'
import { line } from './rich.ts'

const noProtocol = { protocols: [], text: null }

/**
 * Reads a From/To matrix: initiators down the left side, listeners along the top, ports where they cross.
 *
 * A cell that spans several columns, or stands under several row headers, holds for each of them.
 */
export function readMatrix(table: Table): Draft[] {
  const { grid, header, block, cell, lines, tally, vocabulary } = table
  const notes = notesOf(table)
  const { corner, top } = labelsOf(table)
  let expected = 0
  return grid.rows.flatMap((row, index) => {
    if (index <= top || isAcross(grid, index)) return []
    return row.cells.filter(found => found.column > corner).flatMap(readCell)
  })

  function readCell(found: Cell): Draft[] {
    const ports = takeNoteMarks(cell(found.row, found.column))
    const statements = statePorts(ports.rich, noProtocol, vocabulary)
    const place = stretchOf(found.element)
    if (!place) return []
    const columns = columnsOf(found)
    const rows = rowsOf(found)
    // A cell that spans much makes more claims than it has characters: tested before they are made.
    expected += statements.length * columns.length * rows.length
    tally.expect(expected)
    const pairs = columns.flatMap(column => rows.map(row => ({ column, row })))
    return statements.flatMap(statement =>
      pairs.map(pair => draft(found, statement, marksOf(ports, statement), pair, place)),
    )
  }

  function draft(
    found: Cell,
    statement: Statement,
    marks: string[],
    at: { column: number; row: number },
    place: Draft['place'],
  ): Draft {
    const from = parseEndpoints(cell(at.row, corner), vocabulary)
    const to = parseEndpoints(cell(top, at.column), vocabulary)
    const noted = notes.of([...from.marks, ...to.marks, ...marks])
    const own = notes.of(marks)
    return {
      kind: 'cell',
      pattern: 'matrix',
      ...statement.values,
      source: from.labels.map(label => ({ label, implied: false })),
      destination: to.labels.map(label => ({ label, implied: false })),
      direction: null,
      local: own.local,
      conditions: noted.conditions,
      description: statement.note ?? own.description,
      frames: block.frames,
      table: {
        line: lines.point((stretchOfRow(grid.rows[header.row]!.element) ?? place).start).line,
        row: found.row - header.row,
        header: {
          ports: null,
          protocol: null,
          source: header.words[corner] ?? null,
          destination: line(cell(top, at.column)),
          description: null,
        },
      },
      place,
      rests: place,
      spans: { ports: statement.place, protocol: null, source: null, destination: null },
    }
  }

  function columnsOf(found: Cell): number[] {
    return Array.from({ length: found.width }, (_, i) => found.column + i).filter(
      column => grid.at(top, column) !== undefined,
    )
  }

  /** The first row under each row header that the cell stands beside. */
  function rowsOf(found: Cell): number[] {
    const rows = Array.from({ length: found.height }, (_, i) => found.row + i)
    return rows.filter((row, i) => i === 0 || grid.at(row, corner) !== grid.at(row - 1, corner))
  }
}

/** The column of the row headers and the row of the column headers: the last that the corner spans. */
function labelsOf({ grid, header }: Table): { corner: number; top: number } {
  const column = header.columns.get('matrix')![0]!
  const found = grid.at(header.row, column)
  return { corner: column + (found?.width ?? 1) - 1, top: header.row + (found?.height ?? 1) - 1 }
}
