import { fold } from '../../../reconcile/index.ts'
import type { Evidence } from '../../../schema/types.ts'
import { mostEvidence } from '../../findings.ts'
import { groupBy } from '../../group.ts'
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
  /** Its other columns, in their order. */
  others: string
}

/** Others that must agree before a table counts as the odd one. */
const leastSiblings = 2

/** What the tables of a page have in common, found once for all of them. */
interface Kin {
  /** Tables with two ends that are named differently. */
  models: Entry[]
  /** Tables whose words about the direction agree with their columns, by the end these name. */
  right: Map<End, Entry[]>
  /** The forms of those: their other columns and that end. */
  forms: Set<string>
  /** Tables with the same other columns, by the end of their first one. */
  alike: Map<string, Map<End, Entry[]>>
}

/** The columns of a page's tables that are named for the wrong end. */
export function misnamedIn(page: Page): Misnamed[] {
  const entries = page.tables.flatMap((table): Entry[] => {
    const columns = endColumnsOf(table)
    if (columns.length === 0) return []
    return [{ table, columns, direction: directionOf(table), others: othersOf(table, columns) }]
  })
  const kin = kinOf(entries)
  return entries.flatMap(entry => {
    const judge = entry.columns.length > 1 ? twiceNamed : entry.direction ? againstDirection : unlikeSiblings
    return judge(entry, kin) ?? []
  })
}

function kinOf(entries: Entry[]): Kin {
  const right = entries.filter(({ direction, columns }) => columns.every(({ end }) => end === direction?.end))
  const groups = [...groupBy(entries, ({ others }) => others)]
  return {
    models: entries.filter(({ columns: [a, b] }) => a && b && a.end !== b.end),
    right: groupBy(right, ({ direction }) => direction!.end),
    forms: new Set(right.map(({ others, direction }) => formOf(others, direction!.end))),
    alike: new Map(
      groups.map(([others, group]) => [others, groupBy(group, ({ columns }) => columns[0]!.end)]),
    ),
  }
}

function formOf(others: string, end: End): string {
  return `${others}>${end}`
}

/** Two columns for the same end: in the order of another table, else the source comes first. */
function twiceNamed({ table, columns }: Entry, { models }: Kin): Misnamed | null {
  const [first, second] = columns as [EndColumn, EndColumn]
  if (columns.length > 2 || first.end !== second.end) return null
  const order: End = models[0]?.columns[0]?.end ?? 'source'
  const [column, which] = first.end === order ? [second, 'second'] : [first, 'first']
  const word = wordFor(column, models)
  const message = `Of the two columns ${quoted(column.rich.text)} the ${which} should be ${quoted(word)}`
  return { table, column, word, message, evidence: evidenceOf(models), severity: 'error' }
}

/** "Source" below "Outbound rules": for certain where a table of that direction and form has it right. */
function againstDirection(
  { table, direction, columns, others }: Entry,
  { right, forms }: Kin,
): Misnamed | null {
  const { end, frame, subject } = direction!
  const column = columns[0]!
  const agreed = right.get(end) ?? []
  if (column.end === end || isOwn(table, column, subject) || (agreed.length === 0 && !subject)) return null
  const word = wordFor(column, agreed)
  const message = `Under ${quoted(frame.text)} the column ${quoted(column.rich.text)} should be ${quoted(word)}`
  const said = placeOfFrame(table, frame)
  const evidence = [...(said ? [shown(said, 'says which way the traffic goes')] : []), ...evidenceOf(agreed)]
  const isCertain = forms.has(formOf(others, end))
  return { table, column, word, message, evidence, severity: isCertain ? 'error' : 'warning' }
}

/** No word about the direction, but all tables with the same other columns name the other end. */
function unlikeSiblings({ table, columns, others }: Entry, { alike }: Kin): Misnamed | null {
  const column = columns[0]!
  const byEnd = alike.get(others)!
  if (byEnd.get(column.end)!.length > 1) return null
  const siblings = [...byEnd].flatMap(([end, group]) => (end === column.end ? [] : group))
  if (siblings.length < leastSiblings || !subjectAround(table)) return null
  const word = wordFor(column, siblings)
  const message = `The column ${quoted(column.rich.text)} is called ${quoted(word)} in the other tables`
  return { table, column, word, message, evidence: evidenceOf(siblings), severity: 'warning' }
}

function othersOf({ header }: PageTable, columns: EndColumn[]): string {
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
  const named = others.find(({ columns }) => columns.some(other => other.end === otherEnd[end]))
  const right = named?.columns.find(other => other.end === otherEnd[end])
  return right?.rich.text ?? oppositeOf(rich.text) ?? otherEnd[end]
}

function evidenceOf(entries: Entry[]): Evidence[] {
  return entries.slice(0, mostEvidence).flatMap(({ table: { part }, columns }) =>
    columns.slice(0, 1).flatMap(({ rich }) => {
      const at = locateIn(part, rich, 0, rich.text.length)
      return at ? [shown(at, quoted(rich.text))] : []
    }),
  )
}
