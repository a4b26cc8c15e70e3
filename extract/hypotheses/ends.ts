import type { Endpoint } from '../../schema/types.ts'
import { type Endpoints, parseEndpoints } from '../interpret/fields/endpoints.ts'
import { isMutual, parseEndsCell } from '../interpret/fields/ends-cell.ts'
import type { Stretch } from '../interpret/lines.ts'
import { type Rich, slice, split, trim } from '../interpret/rich.ts'
import type { Direction, Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import type { Subject } from './subject.ts'

/** Both ends of a row's traffic. */
export interface Ends {
  source: Endpoint[]
  destination: Endpoint[]
  places: { source: Stretch | null; destination: Stretch | null }
}

/** What a row says about its ends: one pair, or one for each way. */
export interface RowEnds {
  pairs: Ends[]
  local: boolean
  conditions: string[]
  marks: string[]
}

/** What the cells of a row hold that may name an end. */
export interface EndCells {
  source: Rich
  destination: Rich
  /** The other end, whichever that is. */
  peer: Rich
  /** Both ends in one cell. */
  both: Rich
  direction: Rich
  /** The destination's column names the machine that the row is about: "Host", "Component". */
  isListener: boolean
}

const nobody: Endpoints = { labels: [], local: false, conditions: [], marks: [], place: null }

/**
 * Reads the ends of a row: its own cells first; an end that no cell gives is the machine that the section is about.
 *
 * @param direction which way the row or its section says that traffic goes
 * @param subject finds the machine that the section is about
 */
export function rowEnds(
  cells: EndCells,
  direction: Direction | 'both' | null,
  subject: () => Subject | null,
  vocabulary: Vocabulary,
): RowEnds {
  const arrow = parseEndsCell(cells.direction) ?? parseEndsCell(cells.both)
  const way = cells.isListener && cells.source.text === '' ? endsInOne(cells.destination, [towards]) : null
  if (way) return rowEnds({ ...cells, ...way, isListener: false }, direction, subject, vocabulary)
  const joined = arrow ?? endsInOne(cells.both)
  const [source, destination] = assign(cells, joined, direction, vocabulary)
  const given = { source: said(source), destination: said(destination) }
  const isBoth = direction === 'both' || arrow?.mutual === true || isMutual(cells.direction.text, vocabulary)
  const known = withSubject(given, cells, direction, subject)
  const places = { source: source.place, destination: destination.place }
  return {
    pairs: isBoth ? eachWay({ ...known, places }, vocabulary) : [{ ...known, places }],
    local: source.local || destination.local,
    conditions: [...source.conditions, ...destination.conditions],
    marks: [...source.marks, ...destination.marks],
  }
}

type Sides = Pick<Ends, 'source' | 'destination'>

/** Which cell names which end. */
function assign(
  { source, destination, peer, isListener }: EndCells,
  joined: { source: Rich; destination: Rich } | null,
  direction: Direction | 'both' | null,
  vocabulary: Vocabulary,
): [Endpoints, Endpoints] {
  const own = {
    source: parseEndpoints(source, vocabulary),
    destination: parseEndpoints(destination, vocabulary),
    peer: parseEndpoints(peer, vocabulary),
  }
  const parts = joined && {
    source: parseEndpoints(joined.source, vocabulary),
    destination: parseEndpoints(joined.destination, vocabulary),
  }
  const isOut = direction === 'outbound'
  if (isListener && isOut && own.source.labels.length === 0)
    return [own.destination, firstNamed(own.peer, parts?.destination)]
  return [
    firstNamed(own.source, parts?.source, isOut ? null : own.peer),
    firstNamed(own.destination, parts?.destination, isOut ? own.peer : null),
  ]
}

/** The first cell that names somebody, or at least carries a note. */
function firstNamed(...cells: (Endpoints | null | undefined)[]): Endpoints {
  return cells.find(cell => cell && cell.labels.length + cell.marks.length > 0) ?? cells[0] ?? nobody
}

function said(endpoints: Endpoints): Endpoint[] {
  return endpoints.labels.map(label => ({ label, implied: false }))
}

const towards = /\s+(?:to|nach|vers|->|>)\s+/gi
const separators = [towards, /\s*[/\\]\s*/g, /\f+|\n+/g, /\s+[-–—]\s+/g]

/** Two ends in one cell: `A → B`, `A to B`, `A / B`. */
function endsInOne(cell: Rich, by = separators): { source: Rich; destination: Rich } | null {
  for (const separator of by) {
    const parts = split(cell, separator)
    if (parts.length === 2) return { source: parts[0]!, destination: parts[1]! }
  }
  return null
}

/** A word says that there is no such end; a dash only leaves the cell open. */
function saysNone({ text }: Rich): boolean {
  return /\p{L}/u.test(text)
}

/** Puts the section's machine where an end is missing. */
function withSubject(
  { source, destination }: Sides,
  cells: EndCells,
  direction: Direction | 'both' | null,
  subject: () => Subject | null,
): Sides {
  const { isListener } = cells
  if (source.length > 0 && destination.length > 0) return { source, destination }
  if (saysNone(cells.source) && saysNone(cells.destination)) return { source, destination }
  // A column that names who listens may name the very machine that the section is about.
  if (destination.length > 0 && isListener && direction !== 'outbound') return { source, destination }
  if (source.length > 0 && isListener && direction === 'outbound') return { source, destination }
  const found = subject()
  if (!found) return { source, destination }
  const end: Endpoint[] = [{ label: found.label, implied: true }]
  if (source.length + destination.length === 0 && found.peer)
    return { source: end, destination: [{ label: found.peer, implied: true }] }
  if (source.length > 0) return { source, destination: end }
  if (destination.length > 0 || direction === 'outbound' || found.starts) return { source: end, destination }
  return { source, destination: end }
}

/** Traffic both ways: one claim for each way, or one when both ends are the same or none is named. */
function eachWay(ends: Ends, vocabulary: Vocabulary): Ends[] {
  const { source, destination, places } = ends
  if (source.length + destination.length === 0) return [ends]
  const only = source.length === 0 ? destination : destination.length === 0 ? source : null
  if (only && isEverybody(only, vocabulary)) return [{ source: only, destination: only, places }]
  if (words(source) === words(destination)) return [ends]
  return [
    ends,
    {
      source: destination,
      destination: source,
      places: { source: places.destination, destination: places.source },
    },
  ]
}

function isEverybody(ends: Endpoint[], vocabulary: Vocabulary): boolean {
  return ends.every(({ label }) => vocabulary.protocols.get(normalizeTerm(label)) === 'all')
}

function words(ends: Endpoint[]): string {
  return ends.map(({ label }) => label.toLowerCase()).join('|')
}

/** Words around a port in its own cell: "to the hub", "from any client". */
export function endsBeside(
  rich: Rich,
  start: number,
  end: number,
): { source: Rich | null; destination: Rich | null } {
  const behind = trim(slice(rich, start, end))
  const found = besideWords.exec(behind.text)
  if (!found) return { source: null, destination: null }
  const name = trim(slice(behind, found[0].length))
  const cut = /[(（;；\n\f]|,\s/.exec(name.text)
  const label = cut ? trim(slice(name, 0, cut.index)) : name
  if (label.text === '' || label.text.split(/\s+/).length > 8) return { source: null, destination: null }
  return found[1] ? { source: label, destination: null } : { source: null, destination: label }
}

const besideWords =
  /^[\s:,-]*(?:(from|von|depuis|desde|来自|來自|из|от)|(?:to|nach|vers|hacia|para|到|至|→|->))\s+(?:the\s+|an?\s+)?/i
