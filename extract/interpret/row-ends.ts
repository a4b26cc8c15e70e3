import type { Endpoint } from '../../schema/types.ts'
import type { Direction, Field } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import { type Endpoints, parseEndpoints } from './fields/endpoints.ts'
import { isMutual, parseEndsCell } from './fields/ends-cell.ts'
import { endsOfFollowing } from './fields/following.ts'
import { type Subject, subjectOf } from './fields/subject.ts'
import type { Stretch } from './lines.ts'
import { line, type Rich } from './rich.ts'
import type { Table } from './table.ts'

/** Both ends of a row's traffic. */
export interface Ends {
  source: Endpoint[]
  destination: Endpoint[]
  places: { source: Stretch | null; destination: Stretch | null }
}

/** What the endpoint cells of a row say: one pair of ends, or one each way. */
export interface RowEnds {
  pairs: Ends[]
  local: boolean
  conditions: string[]
  marks: string[]
}

type Sides = { source: Endpoint[]; destination: Endpoint[] }
const nobody: Endpoints = { labels: [], local: false, conditions: [], marks: [], place: null }

/**
 * Reads the ends of a row: its own cells first, then, for an end that no cell gives, the node that the
 * headings or the caption are about. Traffic both ways is one pair when both ends are the same.
 */
export function rowEnds(table: Table, row: number, direction: Direction | null): RowEnds {
  const { vocabulary } = table
  const directionCell = field(table, row, 'direction')
  const arrow = parseEndsCell(directionCell)
  const own = (name: Field): Endpoints => parseEndpoints(field(table, row, name), vocabulary)
  const peer = own('peer')
  const source = firstNamed(
    own('source'),
    arrow && parseEndpoints(arrow.source, vocabulary),
    direction === 'outbound' ? null : peer,
  )
  const destination = firstNamed(
    own('destination'),
    arrow && parseEndpoints(arrow.destination, vocabulary),
    direction === 'outbound' ? peer : null,
  )
  const mutual = arrow?.mutual || isMutual(directionCell.text, vocabulary)
  const given = { source: said(source), destination: said(destination) }
  const subject = impliedSubject(table, given, direction !== 'outbound' && namesListener(table))
  const implied = subject ? imply(given, subject, direction) : withLead(given, table)
  const ends: Ends = {
    ...(mutual ? alike(implied) : implied),
    places: { source: source.place, destination: destination.place },
  }
  return {
    pairs: mutual && !sameEnds(ends) ? [ends, reverse(ends)] : [ends],
    local: source.local || destination.local,
    conditions: [...source.conditions, ...destination.conditions],
    marks: [...source.marks, ...destination.marks],
  }
}

function said(endpoints: Endpoints): Endpoint[] {
  return endpoints.labels.map(label => ({ label, implied: false }))
}

/** The first cell that names somebody, or at least carries a note. */
function firstNamed(...cells: (Endpoints | null)[]): Endpoints {
  return cells.find(cell => cell && cell.labels.length + cell.marks.length > 0) ?? cells[0] ?? nobody
}

/** Traffic both ways of which one end is named: the other is of the same kind. */
function alike({ source, destination }: Sides): Sides {
  return {
    source: source.length > 0 ? source : destination,
    destination: destination.length > 0 ? destination : source,
  }
}

function sameEnds({ source, destination }: Sides): boolean {
  const words = (ends: Endpoint[]) => ends.map(end => end.label.toLowerCase()).join('|')
  return words(source) === words(destination)
}

function reverse({ source, destination, places }: Ends): Ends {
  return {
    source: destination,
    destination: source,
    places: { source: places.destination, destination: places.source },
  }
}

function impliedSubject(
  { block, lead, vocabulary }: Table,
  { source, destination }: Sides,
  listens: boolean,
): Subject | null {
  if (source.length > 0 && destination.length > 0) return null
  if (source.length === 0 && destination.length > 0 && listens) return null
  return subjectOf(block.frames, lead, source.length > 0 || destination.length > 0, vocabulary)
}

/** `Component` and the like name who listens, which may be the very node that the heading is about. */
function namesListener({ header, vocabulary: { listeners } }: Table): boolean {
  const column = header.columns.get('destination')?.[0]
  const term = normalizeTerm(column === undefined ? '' : (header.words[column] ?? ''))
  return listeners.has(term) || listeners.has(term.replace(/s$/, ''))
}

/** Without a node in the headings, the prose above may say who talks over "the following ports". */
function withLead({ source, destination }: Sides, { lead, vocabulary }: Table): Sides {
  if (!lead || source.length + destination.length > 0) return { source, destination }
  return endsOfFollowing(line(lead), vocabulary)
}

/** Puts the subject where an end is missing; with both missing it listens, unless traffic leaves it. */
function imply({ source, destination }: Sides, subject: Subject, direction: Direction | null): Sides {
  const end: Endpoint[] = [{ label: subject.label, implied: true }]
  if (source.length + destination.length === 0 && subject.peer) {
    return { source: end, destination: [{ label: subject.peer, implied: true }] }
  }
  if (source.length > 0) return { source, destination: end }
  if (destination.length > 0 || direction === 'outbound') return { source: end, destination }
  return { source, destination: end }
}

/** The words of a row in the first column that holds a field. */
export function field(table: Table, row: number, name: Field): Rich {
  const column = table.header.columns.get(name)?.[0]
  return column === undefined ? { text: '', at: [], runs: [] } : table.cell(row, column)
}
