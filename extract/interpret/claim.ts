import type { Claim, Endpoint, Location, Span } from '../../schema/types.ts'
import { confidenceOf } from '../hypotheses/confidence.ts'
import type { Reading, Repair, RepairId } from '../read/reading.ts'
import { countUpTo } from '../read/sorted.ts'
import type { Tally } from '../tally.ts'
import type { Lines, Stretch } from './lines.ts'
import type { Frame } from './walk.ts'

/** A document under interpretation. */
export interface Page {
  reading: Reading
  lines: Lines
  /** What its claims' ids begin with. */
  id: string
  /** Counts what the document comes to, of which the page may be an included part. */
  tally: Tally
}

/** What an interpreter says of one claim; the rest follows from where it stands. */
export interface Draft {
  kind: Claim['kind']
  pattern: Claim['pattern']
  protocol: string | null
  protocolText: string | null
  ports: Claim['ports']
  portText: string | null
  source: Endpoint[]
  destination: Endpoint[]
  direction: Claim['direction']
  local: boolean
  conditions: string[]
  description: string | null
  frames: Frame[]
  table: Claim['table']
  /** Where the statement stands. */
  place: Stretch
  /** The row, cell or list that the statement was read from: repairs inside it bear on the claim. */
  rests: Stretch
  spans: Record<'ports' | 'protocol' | 'source' | 'destination', Stretch | null>
  /** How sure the reading is, 0 to 1; none: as usual for its kind. */
  confidence?: number
}

/** Completes drafts to claims: places as lines and columns, repairs, ids in the order given. */
export function toClaims(
  drafts: Draft[],
  { reading, lines, id }: Page,
  counts: Map<string, number>,
): Claim[] {
  return drafts.map(draft => {
    const location: Location = {
      document: reading.file.path,
      ...lines.span(withoutBlanks(draft.place, reading.plain)),
    }
    const place = `${id}:${location.line}`
    const n = (counts.get(place) ?? 0) + 1
    counts.set(place, n)
    return {
      id: `${place}:${n}`,
      kind: draft.kind,
      protocol: draft.protocol,
      protocolText: draft.protocolText,
      ports: draft.ports,
      portText: draft.portText,
      source: draft.source,
      destination: draft.destination,
      direction: draft.direction,
      local: draft.local,
      conditions: [...new Set(draft.conditions)],
      context: draft.frames.map(frame => frame.text),
      description: draft.description,
      pattern: draft.pattern,
      repairs: repairsOf(draft, reading),
      table: draft.table,
      location,
      spans: {
        ports: spanOf(draft.spans.ports),
        protocol: spanOf(draft.spans.protocol),
        source: spanOf(draft.spans.source),
        destination: spanOf(draft.spans.destination),
      },
      confidence: confidenceOf(draft),
    }
  })

  function spanOf(stretch: Stretch | null): Span | null {
    return stretch && lines.span(stretch)
  }
}

function repairsOf(draft: Draft, reading: Reading): string[] {
  const here = repairsAmong(reading.repairs, draft.rests)
  const around = draft.frames.flatMap(frame => frame.repairs)
  return [...new Set([...here, ...around])].sort()
}

/** Of each kind where repairs start, in order, and how far they reach up to there. */
interface Reach {
  count: number
  kinds: Map<RepairId, { starts: number[]; ends: number[] }>
}

const reaches = new WeakMap<Repair[], Reach>()

function repairsAmong(repairs: Repair[], rests: Stretch): RepairId[] {
  return [...reachOf(repairs).kinds]
    .filter(([, { starts, ends }]) => (ends[countUpTo(starts, rests.end - 1) - 1] ?? 0) > rests.start)
    .map(([id]) => id)
}

function reachOf(repairs: Repair[]): Reach {
  const known = reaches.get(repairs)
  if (known?.count === repairs.length) return known
  const kinds: Reach['kinds'] = new Map()
  for (const { id, start, end } of repairs.toSorted((a, b) => a.start - b.start)) {
    const { starts, ends } = kinds.get(id) ?? { starts: [], ends: [] }
    starts.push(start)
    ends.push(Math.max(end, ends.at(-1) ?? 0))
    kinds.set(id, { starts, ends })
  }
  const reach = { count: repairs.length, kinds }
  reaches.set(repairs, reach)
  return reach
}

/** A row's blanks at its end, a carriage return among them, are no part of it. */
function withoutBlanks({ start, end }: Stretch, text: string): Stretch {
  const length = text.slice(start, end).trimEnd().length
  return { start, end: length > 0 ? start + length : end }
}
