import type { Draft } from '../interpret/claim.ts'
import { conditionsIn, leadConditions } from '../interpret/fields/conditions.ts'
import { directionAround, directionIn } from '../interpret/fields/direction.ts'
import { type Noted, takeNoteMarks } from '../interpret/fields/notes.ts'
import {
  findProtocols,
  parseProtocols,
  protocolsSaid,
  withAlternatives,
} from '../interpret/fields/protocols.ts'
import { marksOf, type Protocols, type Statement, statePorts } from '../interpret/fields/statement.ts'
import type { GridRow } from '../interpret/grid.ts'
import { type Stretch, stretchOf, stretchOfRow } from '../interpret/lines.ts'
import { isAcross, notesOf } from '../interpret/notes-row.ts'
import { line, placeOf, type Rich } from '../interpret/rich.ts'
import type { Frame } from '../interpret/walk.ts'
import type { CellProfile } from '../profile/cell.ts'
import type { Direction, Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import { type EndCells, endsBeside, rowEnds } from './ends.ts'
import type { Label } from './labels.ts'
import type { Outline } from './outline.ts'
import { aroundProtocols } from './protocols.ts'
import { subjectOf } from './subject.ts'
import type { Table } from './tables.ts'

/** A row across the table that is longer is no title. */
const longestTitle = 80
const nothing: Rich = { text: '', at: [], runs: [] }
const noProtocols: Protocols = { protocols: [], text: null }

/** What holds for the rows below a title row. */
interface Section {
  frames: Frame[]
  direction: Direction | null
}

/** Reads a table whose rows are statements: columns for the port, others for protocol, ends and the rest. */
export function readRows(written: Table, outline?: Outline): Draft[] {
  const { grid, header, block, vocabulary } = written
  const table = withRepeats(written)
  const notes = notesOf(table)
  const isLocal = table.vocabulary.local.test(block.frames.at(-1)?.text ?? '')
  const whole: Section = {
    frames: block.frames,
    direction: directionAround(block.frames, table.lead, vocabulary),
  }
  const limits = table.lead ? leadConditions(line(table.lead), vocabulary) : []
  let section = whole
  return grid.rows.flatMap((row, index) => {
    // A row that only cells from above reach into says nothing of its own.
    if (index <= header.row || row.cells.length === 0 || isHeaderAgain(written, index)) return []
    const title = titleOfRow(written, index)
    if (title === null) return readRow(row, index)
    if (title.length <= longestTitle) section = sectionBelow(title, whole, vocabulary)
    return []
  })

  function readRow(row: GridRow, index: number): Draft[] {
    const rests = stretchOfRow(row.element)
    if (!rests || isRefused(table, index)) return []
    const description = takeNoteMarks(field(table, index, 'description'))
    const words = line(description.rich)
    const columns = table.header.columns.get('ports') ?? []
    return columns.flatMap(column => readPorts(index, column, { rests, description, words }))
  }

  function readPorts(
    index: number,
    column: number,
    row: { rests: Stretch; description: Noted; words: string },
  ): Draft[] {
    const { rests, description, words } = row
    const cell = portsOf(table, index, column)
    if (!cell) return []
    const protocols = withAlternatives(protocolsOf(table, index, column, words, outline), words, vocabulary)
    const statements = upTo(
      statePorts(cell.noted.rich, protocols, vocabulary),
      line(field(table, index, 'lastPort')),
    )
    if (statements.length === 0) return []
    const direction =
      directionOf(table, index, column) ??
      section.direction ??
      directionIn(words.split(' ', 2).join(' '), vocabulary)
    const subject = () => subjectOf({ frames: section.frames, lead: table.lead, outline, vocabulary })
    return statements.flatMap((statement, i) => {
      const beside = endsBehind(cell.noted.rich, statement, statements[i + 1])
      const ends = rowEnds(withBeside(endCells(table, index), beside), direction, subject, vocabulary)
      const noted = notes.of([...marksOf(cell.noted, statement), ...description.marks, ...ends.marks])
      const way = direction === 'both' ? null : direction
      return ends.pairs.map(
        (pair): Draft => ({
          kind: 'row',
          pattern: table.form,
          ...statement.values,
          source: pair.source,
          destination: pair.destination,
          direction: way,
          local:
            ends.local ||
            noted.local ||
            affirms(table, index, 'local') ||
            (isLocal && pair.source.length + pair.destination.length === 0),
          conditions: [
            ...limits,
            ...ends.conditions,
            ...conditionCells(table, index),
            ...conditionsIn(words, vocabulary),
            ...noted.conditions,
          ],
          description: words || titleOf(table, index) || statement.note || noted.description,
          frames: block.frames,
          table: tableOf(table, index, column),
          place: placeOfRow(table, index, column, rests),
          rests,
          spans: {
            ports: statement.place,
            protocol: placeOf(takeNoteMarks(field(table, index, 'protocol')).rich),
            source: pair.places.source,
            destination: pair.places.destination,
          },
        }),
      )
    })
  }
}

const repeated = new Set<Label>(['source', 'destination', 'peer', 'ends', 'protocol', 'description'])

/**
 * The table with the values that blank cells repeat: a row whose first cells are blank goes on with those of the row
 * above, if its first row fills them all. Blanks elsewhere in a row say nothing.
 */
function withRepeats(table: Table): Table {
  const { grid, header, labels, profile } = table
  const labelOf = new Map(labels.map(({ column, label }) => [column.index, label]))
  const first = labelOf.get(0) ?? 'other'
  // A row may well have no protocol: alone in front, a blank one repeats nothing.
  if (first === 'protocol' || !repeated.has(first)) return table
  const rows: number[][] = []
  let above: number[] | null = null
  let firstRow = header.row + 1
  for (let row = firstRow; row < grid.height; row++) {
    if (titleOfRow(table, row) !== null) {
      above = null
      firstRow = row + 1
    }
    const from = Array.from({ length: grid.width }, () => row)
    for (let column = 0; above && column < grid.width; column++) {
      if (profile(row, column).text !== '' || !repeated.has(labelOf.get(column) ?? 'other')) break
      if (profile(firstRow, column).text === '') break
      from[column] = above[column]!
    }
    const isFilled = from.every(
      (at, column) => labelOf.get(column) !== 'ports' || profile(at, column).text !== '',
    )
    if (isFilled) above = from
    rows[row] = from
  }
  const at = (row: number, column: number) => rows[row]?.[column] ?? row
  return {
    ...table,
    cell: (row, column) => table.cell(at(row, column), column),
    profile: (row, column) => profile(at(row, column), column),
  }
}

/** A title row gives the rows below it their direction, or the machine that they are about. */
function sectionBelow(text: string, whole: Section, vocabulary: Vocabulary): Section {
  const frame: Frame = { kind: 'caption', text, level: 0, end: 0, repairs: [] }
  return { frames: [...whole.frames, frame], direction: directionIn(text, vocabulary) ?? whole.direction }
}

/** The words of a row that is a title: one cell across the table, or all its words in the first cell; else null. */
function titleOfRow(table: Table, row: number): string | null {
  const { grid, profile } = table
  if (isAcross(grid, row)) return line(table.cell(row, 0))
  const slots = [...new Set(grid.covering(row))]
  const filled = slots.filter(({ column }) => profile(row, column).kind !== 'empty')
  if (filled.length !== 1 || slots.length < 3 || filled[0]!.column !== 0) return null
  const { kind, text } = profile(row, 0)
  const isPorts = table.header.columns.get('ports')?.includes(0) || kind === 'ports' || kind === 'portWords'
  return isPorts ? null : text
}

/** Long tables repeat their header. */
function isHeaderAgain({ grid, header, cell }: Table, row: number): boolean {
  return (
    header.row >= 0 &&
    grid.covering(row).every(({ column }) => line(cell(row, column)) === (header.words[column] ?? ''))
  )
}

/** The words of a row in the first column that holds a field. */
function field(table: Table, row: number, name: Label): Rich {
  const column = table.header.columns.get(name)?.[0]
  return column === undefined ? nothing : table.cell(row, column)
}

/** A row's port cell; where port and protocol stand in each other's column, the one that holds the port. */
function portsOf(table: Table, row: number, column: number): CellProfile | null {
  const own = table.profile(row, column)
  if (own.kind !== 'protocol' || !table.header.columns.has('protocol'))
    return own.kind === 'yesNo' ? null : own
  const other = table.profile(row, table.header.columns.get('protocol')![0]!)
  return other.kind === 'ports' ? other : null
}

/** The protocols of a row: of its own cell, of check marks, of the header above the port, or as the description says. */
function protocolsOf(
  table: Table,
  row: number,
  column: number,
  description: string,
  outline?: Outline,
): Protocols {
  const marks = table.header.columns.get('mark') ?? []
  const checked = marks
    .filter(mark => isChecked(table.profile(row, mark), table.vocabulary))
    .map(mark => table.header.words[mark]!)
  if (checked.length > 0) return parseProtocols(checked.join(' / '), table.vocabulary)
  const own = table.header.columns.has('protocol')
    ? parseProtocols(takeNoteMarks(field(table, row, 'protocol')).rich.text, table.vocabulary)
    : noProtocols
  if (own.protocols.length > 0) return own
  const swapped = table.profile(row, column)
  const before = /^[^()（）\d]+?(?=\s?[(（]\d)/.exec(swapped.text)
  if (
    before &&
    swapped.kind === 'portWords' &&
    swapped.ports.ports.every(({ protocols }) => protocols.length === 0)
  ) {
    const named = parseProtocols(before[0], table.vocabulary)
    if (named.protocols.length > 0) return named
  }
  if (swapped.kind === 'protocol' && own.protocols.length === 0)
    return parseProtocols(swapped.text, table.vocabulary)
  const above = findProtocols(table.header.words[column] ?? '', table.vocabulary).find(
    ({ protocols }) => !protocols.includes('all'),
  )
  if (above && /^(?:tcp|udp|sctp)/i.test(above.text))
    return { protocols: [...above.protocols].sort(), text: above.text }
  const said = protocolsSaid(description, table.vocabulary)
  if (said.protocols.length > 0 || own.text) return said.protocols.length > 0 ? said : own
  const around = aroundProtocols(table.block.frames, table.lead, table.vocabulary)
  return around.protocols.length > 0 ? around : (outline?.protocols(table.vocabulary) ?? noProtocols)
}

function isChecked({ kind, text }: CellProfile, vocabulary: Vocabulary): boolean {
  return (kind === 'yesNo' && vocabulary.affirmed.has(normalizeTerm(text))) || /^[x●•*]$/i.test(text.trim())
}

/** Which way a row's own cells, or the header above its port, say that traffic goes. */
function directionOf(table: Table, row: number, column: number): Direction | 'both' | null {
  const text = line(field(table, row, 'direction'))
  const term = normalizeTerm(text)
  const { both, inbound, outbound } = table.vocabulary.cells
  if (both.has(term)) return 'both'
  if (inbound.has(term)) return 'inbound'
  if (outbound.has(term)) return 'outbound'
  if (table.vocabulary.directions.inbound.test(text) && table.vocabulary.directions.outbound.test(text))
    return 'both'
  return (
    directionIn(text, table.vocabulary) ?? directionIn(table.header.words[column] ?? '', table.vocabulary)
  )
}

function endCells(table: Table, row: number): EndCells {
  const { header } = table
  const column = header.columns.get('destination')?.[0]
  const term = normalizeTerm(column === undefined ? '' : (header.words[column] ?? ''))
  return {
    source: field(table, row, 'source'),
    destination: field(table, row, 'destination'),
    peer: field(table, row, 'peer'),
    both: field(table, row, 'ends'),
    direction: field(table, row, 'direction'),
    isListener: [term, ...term.split(' ')].some(
      word =>
        table.vocabulary.listeners.has(word.replace(/\(?s\)?$/, '')) || table.vocabulary.listeners.has(word),
    ),
  }
}

/** The ends that stand behind a port in its own cell: "TCP 8080 to the hub". */
function endsBehind(
  cell: Rich,
  { values, at }: Statement,
  next: Statement | undefined,
): { source?: Rich; destination?: Rich } {
  if (at === null || !values.ports) return {}
  const from = at + (/^[^\s,;(]*/.exec(cell.text.slice(at))?.[0].length ?? 0)
  const to = next?.at != null && next.at > at ? next.at : cell.text.length
  const { source, destination } = endsBeside(cell, from, to)
  return { ...(source ? { source } : {}), ...(destination ? { destination } : {}) }
}

/** Words beside the port name an end; "to …" makes the machine that the row is about the source. */
function withBeside(
  cells: EndCells,
  { source, destination }: { source?: Rich; destination?: Rich },
): EndCells {
  if (destination && cells.isListener && cells.source.text === '')
    return { ...cells, source: cells.destination, destination, isListener: false }
  return { ...cells, ...(source ? { source } : {}), ...(destination ? { destination } : {}) }
}

function conditionCells(table: Table, row: number): string[] {
  const { columns, words } = table.header
  const { affirmed, conditions } = table.vocabulary
  // A check in a column such as "Optional".
  const checked = (columns.get('other') ?? [])
    .filter(column => conditions.bracketed.test(words[column] ?? ''))
    .filter(column => affirmed.has(normalizeTerm(table.profile(row, column).text)))
    .map(column => words[column]!)
  const stated = (columns.get('condition') ?? []).flatMap(column => {
    const { kind, text } = table.profile(row, column)
    return kind === 'empty' || kind === 'yesNo' || kind === 'any' ? [] : [text]
  })
  return [...stated, ...checked]
}

/** Ranges, where the end of each stands in a column of its own. */
function upTo(statements: Statement[], end: string): Statement[] {
  if (!/^\d{1,5}$/.test(end)) return statements
  const last = Math.min(Number(end), 65535)
  return statements.map(statement => {
    const { ports } = statement.values
    const widens = ports && ports.first === ports.last && ports.last < last
    return widens
      ? { ...statement, values: { ...statement.values, ports: { first: ports.first, last } }, place: null }
      : statement
  })
}

/** The row's action denies what it names. */
function isRefused(table: Table, row: number): boolean {
  const action = normalizeTerm(line(field(table, row, 'action')))
  return table.vocabulary.sentences.refusals.has(action) || table.vocabulary.cells.denied.has(action)
}

function affirms(table: Table, row: number, name: Label): boolean {
  return table.vocabulary.affirmed.has(normalizeTerm(line(field(table, row, name))))
}

/** The first column that no header word explains often names the rule. */
function titleOf(table: Table, row: number): string | null {
  const first = table.labels.find(({ column }) => column.index === 0)
  const title = first?.label === 'other' ? table.profile(row, 0).text : ''
  return /^\d*$/.test(title) ? null : title
}

/** A row is where its port stands: the whole row if that begins on the same line, else the port's cell. */
function placeOfRow({ grid, lines }: Table, row: number, column: number, rests: Stretch): Stretch {
  const cell = grid.at(row, column)
  const place = cell && stretchOf(cell.element)
  if (!place) return rests
  return lines.point(place.start).line === lines.point(rests.start).line ? rests : place
}

function tableOf({ grid, header, lines }: Table, row: number, ports: number): Draft['table'] {
  const word = (...names: Label[]) => {
    const column = names.map(name => header.columns.get(name)?.[0]).find(found => found !== undefined)
    return column === undefined ? null : header.words[column] || null
  }
  const top = stretchOfRow(grid.rows[Math.max(0, header.row)]!.element)
  return {
    line: top ? lines.point(top.start).line : 1,
    row: row - header.row,
    header: {
      ports: header.words[ports] || null,
      protocol: word('protocol'),
      source: word('source', 'peer', 'ends'),
      destination: word('destination', 'peer', 'ends'),
      description: word('description'),
    },
  }
}
