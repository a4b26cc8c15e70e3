import type { Endpoint } from '../../schema/types.ts'
import type { Direction, Field } from '../vocabulary/index.ts'
import { type Endpoints, parseEndpoints } from './fields/endpoints.ts'
import { type Subject, subjectOf } from './fields/subject.ts'
import type { Stretch } from './lines.ts'
import { field } from './row-table.ts'
import type { Table } from './table.ts'

/** Both ends of a row's traffic. */
export interface Ends {
  source: Endpoint[]
  destination: Endpoint[]
  local: boolean
  conditions: string[]
  marks: string[]
  places: { source: Stretch | null; destination: Stretch | null }
}

/**
 * Reads the ends of a row: its own cells first, then, for an end that no cell gives, the node that the
 * headings or the caption are about.
 */
export function rowEnds(table: Table, row: number, direction: Direction | null): Ends {
  const own = (name: Field): Endpoints => parseEndpoints(field(table, row, name))
  const peer = own('peer')
  const source = merge(own('source'), direction === 'outbound' ? null : peer)
  const destination = merge(own('destination'), direction === 'outbound' ? peer : null)
  const given = { source: said(source), destination: said(destination) }
  return {
    ...imply(given, implied(table, given), direction),
    local: source.local || destination.local,
    conditions: [...source.conditions, ...destination.conditions],
    marks: [...source.marks, ...destination.marks],
    places: { source: source.place, destination: destination.place },
  }
}

type Sides = { source: Endpoint[]; destination: Endpoint[] }

function said(endpoints: Endpoints): Endpoint[] {
  return endpoints.labels.map(label => ({ label, implied: false }))
}

function merge(a: Endpoints, b: Endpoints | null): Endpoints {
  return b && a.labels.length === 0 && a.marks.length === 0 ? b : a
}

function implied({ block }: Table, { source, destination }: Sides): Subject | null {
  if (source.length > 0 && destination.length > 0) return null
  return subjectOf(block.frames, block.lead, source.length > 0 || destination.length > 0)
}

/** Puts the subject where an end is missing; with both missing it listens, unless traffic leaves it. */
function imply({ source, destination }: Sides, subject: Subject | null, direction: Direction | null): Sides {
  if (!subject) return { source, destination }
  const end: Endpoint[] = [{ label: subject.label, implied: true }]
  if (subject.both && source.length + destination.length === 0) return { source: end, destination: end }
  if (source.length > 0) return { source, destination: end }
  if (destination.length > 0 || direction === 'outbound') return { source: end, destination }
  return { source, destination: end }
}
