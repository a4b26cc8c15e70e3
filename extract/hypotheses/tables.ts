import type { Page } from '../interpret/claim.ts'
import { announces, denies, deniesNext } from '../interpret/fields/announce.ts'
import { formGrid, type Grid, mostColumns } from '../interpret/grid.ts'
import type { Lines } from '../interpret/lines.ts'
import { isAcross } from '../interpret/notes-row.ts'
import { line, type Rich, richText, trim } from '../interpret/rich.ts'
import type { Block } from '../interpret/walk.ts'
import { columnsNamed, type Override } from '../overrides.ts'
import { type CellProfile, profileOf } from '../profile/cell.ts'
import { type ColumnProfile, profileColumns } from '../profile/column.ts'
import { fieldEvidence } from '../profile/words.ts'
import type { Reading } from '../read/reading.ts'
import type { Tally } from '../tally.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { compileWords, normalizeTerm } from '../vocabulary/words.ts'
import { type Label, type Labelled, labelColumns } from './labels.ts'
import { matrixScore } from './matrix-evidence.ts'
import { transpose } from './transpose.ts'

/** The ways in which a table can be read. */
export type TableForm = 'row-table' | 'headerless-table' | 'transposed-table' | 'matrix'

/** What the columns of a table hold. */
export interface Header {
  /** Index of the last header row in the grid; -1 when there is none. */
  row: number
  /** Columns by what they hold, left to right. */
  columns: Map<Label | 'matrix', number[]>
  /** The header's words by column; of several header rows all of them. */
  words: string[]
}

/** All that the reading of one table needs. */
export interface Table {
  block: Block
  form: TableForm
  grid: Grid
  header: Header
  /** How much speaks for it as a table that states traffic, as log-odds. */
  score: number
  /** What was weighed for that. */
  evidence: Record<string, number>
  labels: Labelled[]
  lines: Lines
  tally: Tally
  vocabulary: Vocabulary
  /** The prose above it, under the same heading. */
  lead: Rich | null
  /** The prose that follows it. */
  below: () => Rich[]
  /** The words of the cell that covers a slot. */
  cell(row: number, column: number): Rich
  profile(row: number, column: number): CellProfile
}

const nothing: Rich = { text: '', at: [], runs: [] }
const searchedRows = 3
const mostTransposed = 16

/**
 * Forms the grid of a table and finds out how it is best read.
 *
 * @throws {LimitError} when it is too large
 */
export function openTable(block: Block, below: () => Rich[], page: Omit<Page, 'id'>): Table {
  return tableReadings(block, below, page)[0]!.table
}

/**
 * All ways in which a table can be read, the best one first.
 *
 * @throws {LimitError} when the table is too large
 */
export function tableReadings(block: Block, below: () => Rich[], page: Omit<Page, 'id'>): Candidate[] {
  const { reading, lines, tally } = page
  const { vocabulary } = reading
  const grid = formGrid(block.node, tally.limits.cells)
  tally.table(grid.cells, reading.file.path, block.node.position?.start.line)
  if (grid.truncated) tally.tooWide(mostColumns, reading.file.path, block.node.position?.start.line)
  const lead = block.lead && richText(block.lead, reading.plain)
  const sheet = { block, lines, tally, vocabulary, lead, below }
  const upright = { ...sheet, ...accessTo(grid, reading) }
  if (block.override?.columns)
    return overridden(block.override, upright, () => ({ ...sheet, ...accessTo(transpose(grid), reading) }))
  const candidates = [
    ...headerRows(grid).map(rows => hypothesis(upright, rows, 'row-table')),
    hypothesis(upright, [], 'headerless-table'),
    ...matrices(upright),
  ]
  if (grid.height <= mostTransposed && grid.width >= 2 && !grid.rows.some((_, row) => isAcross(grid, row)))
    candidates.push(hypothesis({ ...sheet, ...accessTo(transpose(grid), reading) }, [0], 'transposed-table'))
  // Sorting is stable: of equal readings the simpler one, which comes first, wins.
  return candidates.sort((one, other) => other.total - one.total)
}

/** A table that a person decided how to read is read. */
const decided = 5

/** Readings with the columns and header that a person gave, those first that have most of the columns. */
function overridden(override: Override, upright: Sheet, turned: () => Sheet): Candidate[] {
  const sheet = override.transposed ? turned() : upright
  const form = override.transposed ? 'transposed-table' : 'row-table'
  const given =
    override.header === undefined ? null : Array.from({ length: override.header }, (_, row) => row)
  const headers = given ? [given] : [...headerRows(sheet.grid), []]
  const missing = ({ table }: Candidate) => columnsNamed(override, table.header.words).missing.length
  return headers
    .map(rows => {
      const { table, total } = hypothesis(sheet, rows, rows.length > 0 ? form : 'headerless-table', override)
      return { table: { ...table, score: Math.max(table.score, decided) }, total }
    })
    .sort((one, other) => missing(one) - missing(other) || other.total - one.total)
}

type Access = Pick<Table, 'grid' | 'cell' | 'profile'>
type Sheet = Pick<Table, 'block' | 'lines' | 'tally' | 'vocabulary' | 'lead' | 'below'> & Access

/** Reads and describes each cell once. */
function accessTo(grid: Grid, { plain, vocabulary }: Reading): Access {
  const words = new Map<unknown, Rich>()
  const profiles = new Map<unknown, CellProfile>()
  const nothingThere = profileOf(nothing, vocabulary)
  const cell = (row: number, column: number): Rich => {
    const at = grid.at(row, column)?.element
    if (!at) return nothing
    if (!words.has(at)) words.set(at, trim(richText(at, plain)))
    return words.get(at)!
  }
  const profile = (row: number, column: number): CellProfile => {
    const at = grid.at(row, column)?.element
    if (!at) return nothingThere
    if (!profiles.has(at)) profiles.set(at, profileOf(cell(row, column), vocabulary))
    return profiles.get(at)!
  }
  return { grid, cell, profile }
}

/** Rows that may be the header: each of the first ones alone, and those of the table's head together. */
function headerRows(grid: Grid): number[][] {
  const single = grid.rows.slice(0, searchedRows).map((_, row) => [row])
  const head = grid.rows.flatMap(({ section }, row) => (section === 'head' ? [row] : []))
  const pair = isSplit(grid) ? [[0, 1]] : []
  return [...single, ...(head.length > 1 && head.length <= searchedRows ? [head] : []), ...pair].filter(
    rows => rows.at(-1)! < grid.height - 1,
  )
}

/** The second row divides cells of the first one. */
function isSplit(grid: Grid): boolean {
  return grid.height > 2 && grid.rows[0]!.cells.some(({ width }) => width > 1 && width < grid.width)
}

/** One way to read a table, and how much speaks for it. */
export interface Candidate {
  table: Table
  total: number
}

function hypothesis(given: Sheet, rows: number[], form: TableForm, override: Override = {}): Candidate {
  const words = headerWords(given, rows)
  const sheet = unswapped(given, words)
  const { grid, profile } = sheet
  const last = rows.at(-1) ?? -1
  const body = grid.rows.flatMap((_, row) => (row > last && !isAcross(grid, row) ? [row] : []))
  const cells = Array.from({ length: grid.width }, (_, column) => body.map(row => profile(row, column)))
  const beside = new Set(words.map(normalizeTerm))
  const columns = profileColumns(cells, words, beside, sheet.vocabulary)
  const labels = labelColumns(columns, sheet.vocabulary.weights, columnsNamed(override, words).fields)
  const header: Header = { row: last, columns: columnsByLabel(labels), words }
  const evidence = tableEvidence(sheet, labels, body)
  const score = weigh(evidence, sheet.vocabulary.weights.table)
  const fit = labels.reduce((sum, { score }) => sum + score, 0) / Math.max(1, labels.length)
  const total =
    fit +
    headerScore(sheet, rows, labels) +
    (header.columns.has('ports') ? Math.min(4, score) / 4 : 0) +
    (form === 'transposed-table' ? -0.6 : 0)
  return { table: { ...sheet, form, header, score, evidence, labels }, total }
}

/**
 * A table in some of whose rows port and protocol are in each other's column: there, each counts as if it were in
 * its own.
 */
function unswapped(sheet: Sheet, words: string[]): Sheet {
  const { grid, cell, profile, vocabulary } = sheet
  const only = (field: 'ports' | 'protocol') => {
    const found = words.flatMap((text, column) =>
      fieldEvidence(text, vocabulary)[field] === 1 ? [column] : [],
    )
    return found.length === 1 ? found[0]! : -1
  }
  const [ports, protocol] = [only('ports'), only('protocol')]
  if (ports < 0 || protocol < 0) return sheet
  const swapped = new Set(
    grid.rows.flatMap((_, row) =>
      profile(row, ports).kind === 'protocol' && profile(row, protocol).kind === 'ports' ? [row] : [],
    ),
  )
  if (swapped.size === 0) return sheet
  const other = new Map([
    [ports, protocol],
    [protocol, ports],
  ])
  const columnIn = (row: number, column: number) =>
    (swapped.has(row) ? other.get(column) : undefined) ?? column
  return {
    ...sheet,
    cell: (row, column) => cell(row, columnIn(row, column)),
    profile: (row, column) => profile(row, columnIn(row, column)),
  }
}

/** The words above each column; of several header rows the outer ones first. */
function headerWords({ grid, cell }: Sheet, rows: number[]): string[] {
  return Array.from({ length: grid.width }, (_, column) => {
    const texts = rows.filter(row => !isAcross(grid, row)).map(row => line(cell(row, column)))
    return [...new Set(texts.filter(text => text !== ''))].join(' ')
  })
}

function columnsByLabel(labels: Labelled[]): Header['columns'] {
  const columns: Header['columns'] = new Map()
  for (const { label, column } of labels) columns.set(label, [...(columns.get(label) ?? []), column.index])
  return columns
}

const headerWeights = { marked: 0.6, none: 0, data: -2.5, skipped: -0.25 }

/** How well the rows fit as a header: marked as one, and holding no data. */
function headerScore({ grid, profile, vocabulary }: Sheet, rows: number[], labels: Labelled[]): number {
  if (rows.length === 0)
    return grid.rows[0]?.section === 'head' || grid.rows[0]?.cells.every(({ header }) => header)
      ? -headerWeights.marked
      : headerWeights.none
  const isMarked = rows.every(
    row => grid.rows[row]!.cells.length > 0 && grid.rows[row]!.cells.every(({ header }) => header),
  )
  const holdsData = labels.some(({ label, column }) => {
    const kinds = rows.map(row => profile(row, column.index).kind)
    return (
      (label === 'ports' && kinds.some(kind => kind === 'ports' || kind === 'portWords')) ||
      (label === 'protocol' && rows.some(row => isTransportCell(profile(row, column.index), vocabulary)))
    )
  })
  return (
    (isMarked ? headerWeights.marked : 0) +
    (holdsData ? headerWeights.data : 0) +
    headerWeights.skipped * rows[0]!
  )
}

function isTransportCell({ kind, text }: CellProfile, vocabulary: Vocabulary): boolean {
  return kind === 'protocol' && !fieldEvidence(text, vocabulary).protocol
}

function weigh(evidence: Record<string, number>, by: Record<string, number>): number {
  let sum = 0
  for (const name in by) sum += by[name]! * (evidence[name] ?? 0)
  return sum
}

function portNouns({ ports }: Vocabulary) {
  return compileWords(ports.nouns)
}

const aroundFrames = 2

/** What speaks for and against a table that states traffic. */
function tableEvidence(sheet: Sheet, labels: Labelled[], body: number[]): Record<string, number> {
  const { block, lead, profile, vocabulary } = sheet
  const nouns = vocabulary.derive(portNouns)
  const of = (...names: Label[]) => labels.filter(({ label }) => names.includes(label))
  const most = (found: Labelled[], name: string) =>
    Math.max(0, ...found.map(({ column }) => column.features[name] ?? 0))
  const ports = of('ports')
  const frames = block.frames.slice(-aroundFrames).map(({ text }) => text)
  const leadText = lead ? line(lead) : ''
  const around = [...frames, leadText]
  const isPlain = ports.some(({ column }) => (column.evidence.ports ?? 0) >= 0.8) && of('protocol').length > 0
  const rows = body.filter(row =>
    ports.some(({ column }) => profile(row, column.index).ports.ports.length > 0),
  )
  return {
    bias: 1,
    portsHeader: Math.max(0, ...ports.map(({ column }) => column.evidence.ports ?? 0)),
    portWords: Math.max(
      most(ports, 'portWords'),
      share(body, row =>
        ports.some(({ column }) =>
          profile(row, column.index).ports.ports.some(({ protocols }) => protocols.length > 0),
        ),
      ),
    ),
    protocol: Math.max(
      // "All" is a protocol where the headers say so.
      isPlain ? most(of('protocol'), 'any') : 0,
      most(of('protocol'), 'protocol'),
      of('mark').length > 0 ? 1 : 0,
      most(ports, 'headerProtocol'),
    ),
    application: most(of('protocol'), 'application'),
    endpoint: Math.max(0, ...of('source', 'destination', 'peer', 'ends').map(headerStrength)),
    direction: of('direction').length > 0 ? 1 : 0,
    action: of('action').length > 0 ? 1 : 0,
    aroundPorts: around.some(text => nouns.test(text)) ? 1 : 0,
    aroundFirewall: around.some(
      text => vocabulary.sentences.firewall.test(text) || (text !== '' && announces(`${text}:`, vocabulary)),
    )
      ? 1
      : 0,
    title: block.frames.some(({ text }) => nouns.test(text) || vocabulary.sentences.firewall.test(text))
      ? 1
      : 0,
    known: most(ports, 'known'),
    portRows: body.length === 0 ? 0 : rows.length / body.length,
    noPorts: rows.length === 0 ? 1 : 0,
    // Ports and protocols in columns of their own: a setting beside them only says where the port is changed.
    setting: !isPlain && of('setting').length > 0 ? 1 : 0,
    quantity: of('quantity').length > 0 ? 1 : 0,
    // Where the header says that they are ports, and a protocol stands beside them, small numbers are ports too.
    small: isPlain ? 0 : most(ports, 'small'),
    denied: denies(frames.at(-1) ?? '', vocabulary) || deniesNext(leadText, vocabulary) ? 1 : 0,
    key: isPlain ? 0 : Math.max(0, ...labels.map(({ column }) => column.features.key ?? 0)),
    description: of('description').length > 0 ? 1 : 0,
    value: ports.some(
      ({ column }) => /\b(?:values?|default|example)\b/i.test(column.header) && !column.evidence.ports,
    )
      ? 1
      : 0,
  }
}

function headerStrength({ column: { evidence } }: Labelled): number {
  return Math.max(evidence.source ?? 0, evidence.destination ?? 0, evidence.peer ?? 0, evidence.matrix ?? 0)
}

function share(rows: number[], test: (row: number) => boolean): number {
  return rows.length === 0 ? 0 : rows.filter(test).length / rows.length
}

/** Readings as a From/To matrix: corner in the first column, below title rows. */
function matrices(sheet: Sheet): Candidate[] {
  const { grid } = sheet
  const tops = grid.rows.slice(0, searchedRows).flatMap((_, row) => (isAcross(grid, row) ? [] : [row]))
  return tops.slice(0, 2).flatMap(top => {
    const found = matrixScore(sheet, top)
    if (!found) return []
    const columns: Header['columns'] = new Map([['matrix', [0]]])
    const header: Header = { row: top, columns, words: headerWords(sheet, [top]) }
    const table: Table = {
      ...sheet,
      form: 'matrix',
      header,
      score: found.score,
      evidence: found.evidence,
      labels: [],
    }
    return [{ table, total: found.score }]
  })
}

export type { ColumnProfile, Labelled }
