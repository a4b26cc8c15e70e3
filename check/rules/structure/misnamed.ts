import { fold } from '../../../reconcile/index.ts'
import type { Evidence } from '../../../schema/types.ts'
import type { Severity } from '../../rule.ts'
import type { Page, PageTable } from '../../survey/index.ts'
import { locateIn, quoted, shown } from '../say.ts'
import { type Direction, directionOf, placeOfFrame, subjectAround } from './direction.ts'
import { type End, type EndColumn, endColumnsOf, oppositeOf, otherEnd } from './ends.ts'

/** A column that is named for the wrong end. */
export interface Misnamed {
  table: PageTable
  column: EndColumn
  /** What it should be called. */
  word: string
  message: string
  evidence: Evidence[]
  severity: Severity
}

/** A table that names an end of its traffic. */
interface Entry {
  table: PageTable
  columns: EndColumn[]
  direction: Direction | null
}

/** Others that must agree before a table counts as the odd one. */
const leastSiblings = 2

/** The columns of a page's tables that are named for the wrong end. */
export function misnamedIn(page: Page): Misnamed[] {
  const entries = page.tables.flatMap((table): Entry[] => {
    const columns = endColumnsOf(table)
    return columns.length > 0 ? [{ table, columns, direction: directionOf(table) }] : []
  })
  return entries.flatMap(entry => {
    const judge = entry.columns.length > 1 ? twiceNamed : entry.direction ? againstDirection : unlikeSiblings
    return judge(entry, entries) ?? []
  })
}

/** Two columns for the same end: in the order of another table, else the source comes first. */
function twiceNamed({ table, columns }: Entry, entries: Entry[]): Misnamed | null {
  const [first, second] = columns as [EndColumn, EndColumn]
  if (columns.length > 2 || first.end !== second.end) return null
  const models = entries.filter(({ columns: [a, b] }) => a && b && a.end !== b.end)
  const order: End = models[0]?.columns[0]?.end ?? 'source'
  const [column, which] = first.end === order ? [second, 'second'] : [first, 'first']
  const word = wordFor(column, models)
  const message = `Of the two columns ${quoted(column.rich.text)} the ${which} should be ${quoted(word)}`
  return { table, column, word, message, evidence: evidenceOf(models), severity: 'error' }
}

/** "Source" below "Outbound rules": for certain where a table of that direction and form has it right. */
function againstDirection(entry: Entry, entries: Entry[]): Misnamed | null {
  const { table, direction } = entry
  const { end, frame, subject } = direction!
  const column = entry.columns[0]!
  const alike = entries.filter(
    ({ direction: other, columns }) => other?.end === end && columns.every(one => one.end === end),
  )
  if (column.end === end || isOwn(table, column, subject) || (alike.length === 0 && !subject)) return null
  const word = wordFor(column, alike)
  const message = `Under ${quoted(frame.text)} the column ${quoted(column.rich.text)} should be ${quoted(word)}`
  const said = placeOfFrame(table, frame)
  const evidence = [...(said ? [shown(said, 'says which way the traffic goes')] : []), ...evidenceOf(alike)]
  const isCertain = alike.some(other => othersOf(other) === othersOf(entry))
  return { table, column, word, message, evidence, severity: isCertain ? 'error' : 'warning' }
}

/** No word about the direction, but all tables with the same other columns name the other end. */
function unlikeSiblings(entry: Entry, entries: Entry[]): Misnamed | null {
  const { table } = entry
  const column = entry.columns[0]!
  const siblings = entries.filter(other => other !== entry && othersOf(other) === othersOf(entry))
  const isOdd = siblings.every(({ columns }) => columns[0]!.end !== column.end)
  if (!isOdd || siblings.length < leastSiblings || !subjectAround(table)) return null
  const word = wordFor(column, siblings)
  const message = `The column ${quoted(column.rich.text)} is called ${quoted(word)} in the other tables`
  return { table, column, word, message, evidence: evidenceOf(siblings), severity: 'warning' }
}

/** The other columns of a table with one end, in their order. */
function othersOf({ table: { header }, columns }: Entry): string {
  const own = columns.map(({ column }) => column)
  return header!.words.map((word, i) => (own.includes(i) ? '*' : fold(word))).join('|') + columns.length
}

/** A column of sources may well list the very nodes that traffic leaves. */
function isOwn({ grid, header, cell }: PageTable, { column }: EndColumn, subject: string | null): boolean {
  if (subject === null) return false
  const rows = grid.rows.map((_, row) => row).filter(row => row > header!.row)
  return rows.every(
    row => fold(cell(row, column).text).replace(/^(?:all|each|every|any) /, '') === fold(subject),
  )
}

/** What other tables call the other end, else the word that goes with the column's own. */
function wordFor({ end, rich }: EndColumn, others: Entry[]): string {
  const right = others.flatMap(({ columns }) => columns).find(other => other.end === otherEnd[end])
  return right?.rich.text ?? oppositeOf(rich.text) ?? otherEnd[end]
}

function evidenceOf(entries: Entry[]): Evidence[] {
  return entries.flatMap(({ table: { part }, columns }) =>
    columns.slice(0, 1).flatMap(({ rich }) => {
      const at = locateIn(part, rich, 0, rich.text.length)
      return at ? [shown(at, quoted(rich.text))] : []
    }),
  )
}
