import type { Table } from '../hypotheses/tables.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { readNotes } from './fields/notes.ts'
import type { Grid } from './grid.ts'

/** What the notes behind a claim's marks say of it. */
export interface Noted {
  conditions: string[]
  local: boolean
  /** Notes that limit nothing, but explain. */
  description: string | null
}

/** The notes of a table. */
export interface Notes {
  of(marks: string[]): Noted
}

/** Tests whether one cell takes up a whole row: a title or notes, no statement. */
export function isAcross(grid: Grid, row: number): boolean {
  const cell = grid.at(row, 0)
  return grid.width > 1 && cell !== undefined && cell.width >= grid.width
}

/** Finds the notes of a table: in rows that one cell takes up, else in the prose below it. */
export function notesOf({ grid, cell, below, vocabulary }: Table): Notes {
  const notes = new Map<string, string>(below().flatMap(prose => [...readNotes(prose)]))
  for (let row = 0; row < grid.height; row++) {
    if (!isAcross(grid, row)) continue
    for (const [mark, text] of readNotes(cell(row, 0))) notes.set(mark, text)
  }
  return {
    of: marks =>
      explain(
        marks.flatMap(mark => notes.get(mark) ?? []),
        vocabulary,
      ),
  }
}

function explain(texts: string[], { local, conditions }: Vocabulary): Noted {
  const isLocal = (text: string) => local.test(text)
  const isCondition = (text: string) => !isLocal(text) && conditions.notes.test(text)
  const rest = texts.filter(text => !isLocal(text) && !isCondition(text))
  return {
    conditions: texts.filter(isCondition),
    local: texts.some(isLocal),
    description: rest.length > 0 ? rest.join(' ') : null,
  }
}
