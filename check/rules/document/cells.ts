import type { Claim, Endpoint, Location } from '../../../schema/types.ts'
import { placeOf } from '../wording.ts'
import type { Said } from './said.ts'

/** A label that a row, cell or entry gives as one of its ends. */
export interface EndCell {
  said: Said
  way: 'source' | 'destination'
  end: Endpoint
  at: Location
}

const listing = new Set<Claim['kind']>(['row', 'cell', 'entry'])
const ways = ['source', 'destination'] as const

/** The ends that rows, cells and entries name themselves; those of one cell that makes several claims once. */
export function endCells(said: Said[]): EndCell[] {
  const cells = said.filter(({ fact }) => listing.has(fact.claim.kind)).flatMap(cellsOf)
  const key = ({ at, way, end }: EndCell) => [at.document, at.line, at.column, way, end.label].join('\n')
  return [...new Map(cells.toReversed().map(cell => [key(cell), cell])).values()].reverse()
}

function cellsOf(said: Said): EndCell[] {
  const { claim } = said.fact
  return ways.flatMap(way =>
    claim[way]
      .filter(({ implied }) => !implied)
      .map(end => ({ said, way, end, at: placeOf(said.fact, way) })),
  )
}
