import {
  directionIn,
  type Frame,
  fieldOf,
  isAcross,
  normalizeTerm,
  type Rich,
  stretchOf,
  subjectOf,
} from '../../../extract/trees.ts'
import { fold } from '../../../reconcile/index.ts'
import type { Evidence, Location } from '../../../schema/types.ts'
import { mostEvidence } from '../../findings.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule, Severity } from '../../rule.ts'
import { locate, type Page, type PageTable } from '../../survey/index.ts'
import { locateIn, quoted, rewriting, shown } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { structureWords } from './vocabulary.ts'

const section = (title: string, end: string, row: string) => `## ${title}\n\n${table(`Port | ${end}`, row)}\n`
const inbound = section('Agent nodes - Inbound rules', 'Source', '22 | operators')
const [agents, servers] = ['Agents', 'Servers'].map(title => section(title, 'From', '22 | operators'))

/** Columns with the name of the wrong end of the traffic. */
export const misnamedColumn: Rule = {
  id: 'misnamed-column',
  family: 'structure',
  severity: 'error',
  description: 'A column is called “Source” where its table lists destinations, or the other way round.',
  why: 'A firewall rule built from the table admits the wrong side.',
  examples: [
    {
      title: 'against the direction of the heading or caption',
      wrong: lines(
        inbound,
        section('Agent nodes - Outbound rules', 'Source', '6443 | servers'),
        section('Servers - Outbound rules', 'Destination', '443 | registry'),
      ),
      right: lines(
        inbound,
        section('Agent nodes - Outbound rules', 'Source | Destination', '6443 | agent nodes | servers'),
        section('Servers - Outbound rules', 'Source', '443 | servers'),
      ),
      says: 'Under “Agent nodes - Outbound rules” the column “Source” should be “Destination”',
      fix: 'Destination',
    },
    {
      title: 'both columns named for one end',
      wrong: table('Port | Destination | Destination', '6443 | agents | servers'),
      right: table('Port | Source | Destination', '6443 | agents | servers'),
      says: 'Of the two columns “Destination” the first should be “Source”',
      fix: 'Source',
    },
    {
      title: 'unlike all its siblings',
      wrong: lines(agents!, servers!, section('Workers', 'To', '22 | operators')),
      right: lines(agents!, servers!, section('The Internet', 'To', '443 | registry')),
      says: 'The column “To” is called “From” in the other tables',
      fix: 'From',
    },
  ],
  check: ({ pages }) => pages.flatMap(page => misnamedIn(page).flatMap(one => problemOf(one, page))),
}

function problemOf({ table, column, word, message, evidence, severity }: Misnamed, page: Page): Problem[] {
  const text = { part: table.part, rich: column.rich }
  const at = locateIn(text)
  const top = table.grid.rows[table.header!.row]!.element.position?.start.line
  const rows = page.claims.filter(
    ({ table: own, location }) => own?.line === top && location.document === table.location.document,
  )
  const suggestion = rewriting(text, 0, column.rich.text.length, word)
  return at ? [{ at, severity, message, evidence, suggestion, claims: rows.map(({ id }) => id) }] : []
}

/** The two ends of traffic. */
type End = 'source' | 'destination'

const otherEnd: Record<End, End> = { source: 'destination', destination: 'source' }

/** A column that holds one end of the traffic. */
interface EndColumn {
  end: End
  column: number
  /** Its header's words. */
  rich: Rich
}

/** A column with the name of the wrong end. */
interface Misnamed {
  table: PageTable
  column: EndColumn
  /** What it should be called. */
  word: string
  message: string
  evidence: Evidence[]
  severity: Severity
}

/** Which way the words around a table say that its traffic goes. */
interface Direction {
  /** The end that the table's rows have to name. */
  end: End
  /** The heading, tab or caption that says so. */
  frame: Frame
}

/** A table that names an end of its traffic. */
interface Entry {
  table: PageTable
  columns: EndColumn[]
  direction: Direction | null
  /** The node that the headings, tabs and caption around it are about; null when they name none. */
  subject: string | null
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
  /** Tables with the same other columns, by the end of their first one. */
  alike: Map<string, Map<End, Entry[]>>
}

/** The columns of a page's tables that have the name of the wrong end. */
function misnamedIn(page: Page): Misnamed[] {
  const entries = page.tables.flatMap((table): Entry[] => {
    const columns = endColumnsOf(table)
    const { part, block } = table
    const { vocabulary } = part.reading
    const subject = subjectOf({ frames: block.frames, lead: null, vocabulary })?.label ?? null
    return columns.length === 0
      ? []
      : [{ table, columns, direction: directionOf(table), subject, others: othersOf(table, columns) }]
  })
  const right = entries.filter(({ direction, columns }) => columns.every(({ end }) => end === direction?.end))
  const groups = [...groupBy(entries, ({ others }) => others)]
  const kin: Kin = {
    models: entries.filter(({ columns: [a, b] }) => a && b && a.end !== b.end),
    right: groupBy(right, ({ direction }) => direction!.end),
    alike: new Map(
      groups.map(([others, group]) => [others, groupBy(group, ({ columns }) => columns[0]!.end)]),
    ),
  }
  return entries.flatMap(entry => {
    const judge = entry.columns.length > 1 ? twiceNamed : entry.direction ? againstDirection : unlikeSiblings
    return judge(entry, kin) ?? []
  })
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

/** "Source" below "Outbound rules": certain where a table of that direction with the same columns has it right. */
function againstDirection(
  { table, direction, subject, columns, others }: Entry,
  { right }: Kin,
): Misnamed | null {
  const { end, frame } = direction!
  const column = columns[0]!
  const agreed = right.get(end) ?? []
  if (column.end === end || isOwn(table, column, subject) || (agreed.length === 0 && !subject)) return null
  const word = wordFor(column, agreed)
  const message = `Under ${quoted(frame.text)} the column ${quoted(column.rich.text)} should be ${quoted(word)}`
  const said = placeOfFrame(table, frame)
  const evidence = [...(said ? [shown(said, 'says which way the traffic goes')] : []), ...evidenceOf(agreed)]
  const isCertain = agreed.some(other => other.others === others)
  return { table, column, word, message, evidence, severity: isCertain ? 'error' : 'warning' }
}

/** No word about the direction, but all tables with the same other columns name the other end. */
function unlikeSiblings({ table, subject, columns, others }: Entry, { alike }: Kin): Misnamed | null {
  const column = columns[0]!
  const byEnd = alike.get(others)!
  if (byEnd.get(column.end)!.length > 1) return null
  const siblings = byEnd.get(otherEnd[column.end]) ?? []
  if (siblings.length < leastSiblings || !subject) return null
  const word = wordFor(column, siblings)
  const message = `The column ${quoted(column.rich.text)} is called ${quoted(word)} in the other tables`
  return { table, column, word, message, evidence: evidenceOf(siblings), severity: 'warning' }
}

function othersOf({ header }: PageTable, columns: EndColumn[]): string {
  const own = columns.map(({ column }) => column)
  return header!.words.map((word, i) => (own.includes(i) ? '*' : fold(word))).join('|') + columns.length
}

/** A column of sources may list the very nodes that traffic leaves. */
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
  return entries.slice(0, mostEvidence).flatMap(({ table: { part }, columns }) => {
    const { rich } = columns[0]!
    const at = locateIn({ part, rich })
    return at ? [shown(at, quoted(rich.text))] : []
  })
}

/** The direction that the headings, tabs and caption around a table give to all of its rows. */
function directionOf({ part, block, header, grid, cell }: PageTable): Direction | null {
  const directed = (text: string) => directionIn(text, part.reading.vocabulary)
  const isTitled = grid.rows.some((_, row) => isAcross(grid, row) && directed(cell(row, 0).text) !== null)
  const frame = block.frames.findLast(({ text }) => directed(text) !== null)
  if (isTitled || header?.columns.has('direction') || !frame) return null
  return { end: directed(frame.text) === 'outbound' ? 'destination' : 'source', frame }
}

/** Where a heading, tab or caption above a table is; null when its words are not written there as one. */
function placeOfFrame({ part, block }: PageTable, { text }: Frame): Location | null {
  const start = part.reading.plain.lastIndexOf(text, stretchOf(block.node)!.start)
  return start < 0 ? null : locate(part, { start, end: start + text.length })
}

/** The columns of a table that are named for an end of the traffic, in words that have an opposite. */
function endColumnsOf({ part, header, grid, cell }: PageTable): EndColumn[] {
  if (!header || header.columns.has('matrix')) return []
  return grid.covering(header.row).flatMap(({ column }) => {
    const rich = cell(header.row, column)
    const end = fieldOf(rich.text, part.reading.vocabulary)
    const isEnd = (end === 'source' || end === 'destination') && oppositeOf(rich.text) !== null
    return isEnd ? [{ end, column, rich }] : []
  })
}

/** A header for the other end, in the language and letters of a header: `From` for `To`; null when none is known. */
export function oppositeOf(header: string): string | null {
  const { opposites } = structureWords()
  const words = header.split(/(?<=\s)|(?=\s)/)
  const at = words.findIndex(word => opposites.has(normalizeTerm(word)))
  if (at < 0 || words.length > 3) return null
  const word = words[at]!
  const opposite = opposites.get(normalizeTerm(word))!
  const isCapital = /^\p{Lu}/u.test(word)
  const written =
    isCapital && word === word.toUpperCase() && word.length > 1
      ? opposite.toUpperCase()
      : isCapital
        ? opposite[0]!.toUpperCase() + opposite.slice(1)
        : opposite
  return [...words.slice(0, at), written, ...words.slice(at + 1)].join('')
}
