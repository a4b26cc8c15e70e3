import type { Field } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import type { Draft } from './claim.ts'
import { conditionsIn } from './fields/conditions.ts'
import { directionAround, directionIn } from './fields/direction.ts'
import { takeNoteMarks } from './fields/notes.ts'
import { parseProtocols, protocolsSaid, withAlternatives } from './fields/protocols.ts'
import { marksOf, type Statement, statePorts } from './fields/statement.ts'
import type { GridRow } from './grid.ts'
import { type Stretch, stretchOf, stretchOfRow } from './lines.ts'
import { isAcross, notesOf } from './notes-row.ts'
import { portsListed } from './port-list.ts'
import { line, placeOf } from './rich.ts'
import { field, rowEnds } from './row-ends.ts'
import type { Table } from './table.ts'
import type { Frame } from './walk.ts'

/** A row across the table that is longer is no title. */
const longestTitle = 80

/** Reads a table whose rows are statements: a column for the port, others for protocol and endpoints. */
export function readRowTable(whole: Table): Draft[] {
  const { grid, header, block, vocabulary } = whole
  const notes = notesOf(whole)
  const isLocal = vocabulary.local.test(block.frames.at(-1)?.text ?? '')
  let table = whole
  let around = directionAround(block.frames, whole.lead, vocabulary)
  return grid.rows.flatMap((row, index) => {
    // A row that only cells from above reach into says nothing of its own.
    if (index <= header.row || row.cells.length === 0 || isHeaderAgain(table, index)) return []
    if (!isAcross(grid, index)) return readRow(row, index)
    enterSection(line(whole.cell(index, 0)))
    return []
  })

  /** A title row gives the rows below it their direction, or the node that they are about. */
  function enterSection(text: string): void {
    const direction = directionIn(text, vocabulary)
    if (text.length > longestTitle || !(direction || vocabulary.subject.nodes.test(text))) return
    const frame: Frame = { kind: 'caption', text, level: 0, end: 0, repairs: [] }
    table = { ...whole, block: { ...block, frames: [...block.frames, frame] } }
    around = direction ?? directionAround(block.frames, whole.lead, vocabulary)
  }

  function readRow(row: GridRow, index: number): Draft[] {
    const cell = field(table, index, 'ports')
    const ports = takeNoteMarks(header.listed ? portsListed(cell, vocabulary) : cell)
    const description = takeNoteMarks(field(table, index, 'description'))
    const words = line(description.rich)
    const protocolCell = takeNoteMarks(field(table, index, 'protocol')).rich
    const protocols = header.columns.has('protocol')
      ? withAlternatives(parseProtocols(protocolCell.text, vocabulary), words, vocabulary)
      : protocolsSaid(words, vocabulary)
    const statements = upTo(
      statePorts(ports.rich, protocols, vocabulary),
      line(field(table, index, 'lastPort')),
    )
    const rests = stretchOfRow(row.element)
    if (statements.length === 0 || !rests || isRefused(table, index)) return []
    const direction = directionIn(field(table, index, 'direction').text, vocabulary) ?? around
    const ends = rowEnds(table, index, direction)
    const shared = [...description.marks, ...ends.marks]
    const each = statements.flatMap(statement => ends.pairs.map(pair => ({ statement, pair })))
    return each.map(({ statement, pair }) => {
      const noted = notes.of([...marksOf(ports, statement), ...shared])
      return {
        kind: 'row',
        pattern: 'row-table',
        ...statement.values,
        source: pair.source,
        destination: pair.destination,
        direction,
        local:
          ends.local ||
          noted.local ||
          affirms(table, index, 'local') ||
          (isLocal && pair.source.length + pair.destination.length === 0),
        conditions: [...ends.conditions, ...conditionsIn(words, vocabulary), ...noted.conditions],
        description: words || titleOf(table, index) || statement.note || noted.description,
        frames: block.frames,
        table: tableOf(table, index),
        place: placeOfRow(table, index, rests),
        rests,
        spans: {
          ports: statement.place,
          protocol: placeOf(protocolCell),
          source: pair.places.source,
          destination: pair.places.destination,
        },
      }
    })
  }
}

/** Long tables repeat their header. */
function isHeaderAgain({ grid, header, cell }: Table, row: number): boolean {
  return grid.covering(row).every(({ column }) => line(cell(row, column)) === (header.words[column] ?? ''))
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

/** A cell that says only "deny" or "blocked": the row forbids what it names. */
function isRefused({ grid, cell, vocabulary }: Table, row: number): boolean {
  return grid
    .covering(row)
    .some(({ column }) => vocabulary.sentences.refusals.has(normalizeTerm(line(cell(row, column)))))
}

function affirms(table: Table, row: number, name: Field): boolean {
  return table.vocabulary.affirmed.has(normalizeTerm(line(field(table, row, name))))
}

/** The first column that no header word explains often names the rule. */
function titleOf(table: Table, row: number): string | null {
  const known = new Set([...table.header.columns.values()].flat())
  const title = known.has(0) ? '' : line(takeNoteMarks(table.cell(row, 0)).rich)
  return /^\d*$/.test(title) ? null : title
}

/** A row is where its port stands: the whole row if that begins on the same line, else the port's cell. */
function placeOfRow({ grid, header, lines }: Table, row: number, rests: Stretch): Stretch {
  const cell = grid.at(row, header.columns.get('ports')![0]!)
  const place = cell && stretchOf(cell.element)
  if (!place) return rests
  return lines.point(place.start).line === lines.point(rests.start).line ? rests : place
}

function tableOf({ grid, header, lines }: Table, row: number): Draft['table'] {
  const word = (...names: Field[]) => {
    const column = names.map(name => header.columns.get(name)?.[0]).find(found => found !== undefined)
    return column === undefined ? null : (header.words[column] ?? null)
  }
  const top = stretchOfRow(grid.rows[header.row]!.element)
  return {
    line: top ? lines.point(top.start).line : 1,
    row: row - header.row,
    header: {
      ports: word('ports'),
      protocol: word('protocol'),
      source: word('source', 'peer'),
      destination: word('destination', 'peer'),
      description: word('description'),
    },
  }
}
