import { type Label, type Labelled, labels } from '../../extract/hypotheses/labels.ts'
import type { Table } from '../../extract/hypotheses/tables.ts'
import { directionIn } from '../../extract/interpret/fields/direction.ts'
import { parseProtocols } from '../../extract/interpret/fields/protocols.ts'
import { stretchOf, stretchOfRow } from '../../extract/interpret/lines.ts'
import { isAcross } from '../../extract/interpret/notes-row.ts'
import { cellKinds } from '../../extract/profile/cell.ts'
import type { GoldRow } from './pages.ts'
import { dice, plain } from './score.ts'

/** A labelled claim with the cell of a table that states its port. */
interface Match {
  gold: GoldRow
  row: number
  column: number
  /** How plainly the cell states it: 0 best. */
  rank: number
  /** The column that holds the end of its range. */
  lastColumn: number | null
}

/** How the labels of a page fit one reading of a table. */
export interface Alignment {
  table: Table
  matches: Match[]
  /** The part of the rows with data whose claims are labelled. */
  share: number
}

/** Finds the cells of a table that state the labelled claims. */
export function align(table: Table, gold: GoldRow[]): Alignment {
  const { grid, header } = table
  const body = grid.rows.flatMap((_, row) => (row > header.row && !isAcross(grid, row) ? [row] : []))
  const data = body.filter(row => columnsOf(table).some(column => table.profile(row, column).text !== ''))
  const matches = gold.flatMap(claim => matchOf(table, data, claim) ?? [])
  const stated = new Set(matches.map(({ row }) => row))
  return { table, matches, share: data.length === 0 ? 0 : stated.size / data.length }
}

function columnsOf({ grid }: Table): number[] {
  return Array.from({ length: grid.width }, (_, column) => column)
}

function matchOf(table: Table, rows: number[], gold: GoldRow): Match | null {
  const found = rows.flatMap(row =>
    columnsOf(table)
      .filter(column => isAt(table, row, column, Number(gold.line)))
      .flatMap(column => {
        const fit = portFit(table, row, column, gold)
        return fit ? [{ gold, row, column, ...fit }] : []
      }),
  )
  // Stable: of equal ones the first.
  return found.sort((one, other) => one.rank - other.rank)[0] ?? null
}

/** Whether a claim that stands on a line may be that of a cell: its own line, or that of its row. */
function isAt({ grid, lines }: Table, row: number, column: number, line: number): boolean {
  const cell = grid.at(row, column)
  if (!cell || cell.column !== column) return false
  const places = [stretchOf(cell.element), stretchOfRow(grid.rows[row]!.element)]
  return places.some(place => place && lines.point(place.start).line === line)
}

/** Ports that stand among other words rank so low. */
const amongWords = 10
const portKinds = new Set(['ports', 'portWords'])

/** How well the words of a cell fit the port of a claim, 0 best; null when it does not hold it. */
function portFit(
  table: Table,
  row: number,
  column: number,
  { first, last, port_text }: GoldRow,
): { rank: number; lastColumn: number | null } | null {
  const { kind, ports, text } = table.profile(row, column)
  const rank = portKinds.has(kind) ? 0 : amongWords + cellKinds.indexOf(kind)
  if (first === '')
    return port_text !== '' && plain(text).includes(plain(port_text))
      ? { rank: plain(text) === plain(port_text) ? rank : rank + 20, lastColumn: null }
      : null
  const holds = (from: string, to: string) =>
    ports.ports.some(range => range.first === Number(from) && range.last === Number(to))
  if (holds(first, last)) return { rank, lastColumn: null }
  if (first === last || !holds(first, first)) return null
  const end = columnsOf(table).find(other => other !== column && table.profile(row, other).text === last)
  return end === undefined ? null : { rank: rank + 1, lastColumn: end }
}

/** The rows that a column's cells must agree with its label on. */
const majority = 0.5

/**
 * What the columns of a table hold, by a vote of its labelled rows; by column. Columns that nothing votes for are
 * what the exact words of their header say, else `other`.
 */
export function labelsByVote({ table, matches }: Alignment): Label[] {
  const given = new Map<number, Label>()
  const give = (column: number | null | undefined, label: Label) => {
    if (column != null && !given.has(column)) given.set(column, label)
  }
  const rest = () => columnsOf(table).filter(column => !given.has(column))
  for (const column of portColumns(matches)) give(column, 'ports')
  const vote = (label: Label, votes: (match: Match, column: number) => number | null) => {
    const columns = rest().filter(column => mayBe(table, column, label))
    // Of equal ones the column whose header says so.
    columns.sort((one, other) => says(table, other, label) - says(table, one, label))
    give(elected(matches, columns, votes), label)
  }
  vote('lastPort', ({ lastColumn }, column) => (lastColumn === column ? 1 : 0))
  vote('protocol', (match, column) => protocolVote(table, match, column))
  for (const column of rest()) if (isMark(table, matches, column)) give(column, 'mark')
  for (const [column, label] of endColumns(table, matches, rest())) give(column, label)
  vote('direction', (match, column) => directionVote(table, match, column))
  vote('description', (match, column) => wordsVote(table, match, column, 'description'))
  vote('condition', (match, column) => wordsVote(table, match, column, 'condition'))
  const saysProtocol = matches.some(({ gold }) => gold.protocol !== '')
  return table.labels.map(labelled => {
    const header = labelOfHeader(labelled)
    return (
      given.get(labelled.column.index) ??
      (header === 'protocol' && saysProtocol ? 'other' : (header ?? 'other'))
    )
  })
}

/** The words of a header rule out what they do not say, if they are exact. */
function mayBe(table: Table, column: number, label: Label): boolean {
  const header = labelOfHeader(table.labels[column]!)
  return header === null || header === 'other' || header === label || label === 'lastPort'
}

/** The columns that hold ports: of cells in which they stand among words only where no other holds them. */
function portColumns(matches: Match[]): number[] {
  const pure = matches.filter(({ rank }) => rank < amongWords)
  const counted = pure.length > 0 ? pure : matches
  const counts = new Map<number, number>()
  for (const { column } of counted) counts.set(column, (counts.get(column) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= counted.length / 5).map(([column]) => column)
}

/**
 * The column with most votes, if the majority of the rows that could vote did so for it.
 *
 * @param vote how much a row speaks for a column, 0 to 1; null when it says nothing about any
 */
function elected(
  matches: Match[],
  columns: number[],
  vote: (match: Match, column: number) => number | null,
): number | null {
  const sums = columns.map(column => {
    const votes = matches.flatMap(match => vote(match, column) ?? [])
    return { column, share: votes.reduce((sum, one) => sum + one, 0) / Math.max(1, votes.length) }
  })
  return (
    sums.sort((one, other) => other.share - one.share).find(({ share }) => share >= majority)?.column ?? null
  )
}

const protocolKinds = new Set(['protocol', 'application', 'any'])

function protocolVote(table: Table, { gold, row }: Match, column: number): number | null {
  if (gold.protocol === '') return null
  const { kind, text } = table.profile(row, column)
  if (!protocolKinds.has(kind)) return 0
  return parseProtocols(text, table.vocabulary).protocols.includes(gold.protocol) ? 1 : 0
}

/** A protocol's own column of check marks. */
function isMark(table: Table, matches: Match[], column: number): boolean {
  const named = parseProtocols(table.header.words[column] ?? '', table.vocabulary).protocols
  const rows = matches.filter(({ gold }) => named.includes(gold.protocol))
  return (
    rows.length > 0 && rows.every(({ row }) => ['yesNo', 'name'].includes(table.profile(row, column).kind))
  )
}

/** Words of a cell so much alike an end name it. */
const namesEnd = 0.4

type Side = 'source' | 'destination'

/** Whether the row says an end itself. */
function isSaid(gold: GoldRow, side: Side): boolean {
  return gold[side] !== '' && gold.implied !== side && gold.implied !== 'both'
}

function namesSide(table: Table, { gold, row }: Match, column: number, side: Side): boolean {
  if (!isSaid(gold, side)) return false
  const text = plain(table.profile(row, column).text)
  const parts = gold[side].split(' | ').map(plain).filter(Boolean)
  const found = parts.filter(part => text.includes(part))
  return dice(text, (found.length > 0 ? found : parts).join(' ')) >= namesEnd
}

/** The columns that name the ends: one for each, or one for both, or for the other end, whichever it is. */
function endColumns(table: Table, matches: Match[], columns: number[]): [number, Label][] {
  const votes = (side: Side) => {
    const said = matches.filter(({ gold }) => isSaid(gold, side))
    return columns
      .map(column => ({
        column,
        share: said.filter(match => namesSide(table, match, column, side)).length / Math.max(1, said.length),
      }))
      .filter(({ share }) => share >= majority)
      .sort(
        (one, other) =>
          says(table, other.column, side) - says(table, one.column, side) || other.share - one.share,
      )
  }
  const [sources, destinations] = [votes('source'), votes('destination')]
  const [source, destination] = [sources[0], destinations[0]]
  if (!source || !destination) {
    const only = source ?? destination
    return only ? [[only.column, sideOf(table, only.column, source ? 'source' : 'destination')]] : []
  }
  if (source.column !== destination.column)
    return [
      [source.column, 'source'],
      [destination.column, 'destination'],
    ]
  // A column that repeats the other end, as "all nodes" to "all nodes", leaves that to the next best one.
  if (sources[1] && sources[1].share >= (destinations[1]?.share ?? 0))
    return [
      [sources[1].column, 'source'],
      [destination.column, 'destination'],
    ]
  if (destinations[1])
    return [
      [source.column, 'source'],
      [destinations[1].column, 'destination'],
    ]
  return [[source.column, sharedLabel(table, matches, source.column)]]
}

/** 1 when the header says so exactly. */
function says(table: Table, column: number, label: Label): number {
  return labelOfHeader(table.labels[column]!) === label ? 1 : 0
}

/** A column for one end, but where its header says that it may be either. */
function sideOf(table: Table, column: number, side: Side): Label {
  return labelOfHeader(table.labels[column]!) === 'peer' ? 'peer' : side
}

/** What a column is that names sources and destinations. */
function sharedLabel(table: Table, matches: Match[], column: number): Label {
  const header = labelOfHeader(table.labels[column]!)
  if (header === 'direction' || header === 'peer') return header
  const named = (side: Side) => matches.filter(match => namesSide(table, match, column, side))
  const [sources, destinations] = [named('source'), named('destination')]
  const both = sources.filter(match => destinations.includes(match))
  const isPair = both.some(({ gold }) => gold.source !== gold.destination)
  if (both.length >= majority * sources.length) return isPair ? 'ends' : 'destination'
  // The machine that the row is about listens to inbound traffic; the other end starts it.
  const peers = sources.filter(({ gold }) => gold.direction !== 'outbound').length
  return peers >= majority * sources.length ? 'peer' : 'destination'
}

function directionVote(table: Table, { gold, row }: Match, column: number): number | null {
  if (gold.direction === '') return null
  const { kind, text } = table.profile(row, column)
  return kind === 'direction' || directionIn(text, table.vocabulary) === gold.direction ? 1 : 0
}

/** How much of a column's words the label of a claim repeats. */
function wordsVote(
  table: Table,
  { gold, row }: Match,
  column: number,
  name: 'condition' | 'description',
): number | null {
  const [text, words] = [plain(table.profile(row, column).text), plain(gold[name])]
  if (words === '') return null
  return words.includes(text) && text.length > 2
    ? Math.max(majority, text.length / words.length)
    : dice(text, words)
}

/** What the exact words of a header say. */
export function labelOfHeader({ column: { evidence } }: Labelled): Label | null {
  if (Math.min(evidence.source ?? 0, evidence.destination ?? 0) >= 0.8) return 'peer'
  const exact = Object.entries(evidence).find(([, value]) => value >= 1)?.[0]
  return labels.find(label => label === exact && label !== 'ports') ?? null
}
