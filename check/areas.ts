import { countUpTo } from '../extract/trees.ts'
import type { Location } from '../schema/types.ts'
import { groupBy } from './group.ts'

/** Longer lines count as one of this length. */
const columns = 2 ** 24

/** Places of documents, so that what lies in one of them is found without asking all. */
export class Areas {
  /** By document: where the places start, in order, and how far they reach up to each. */
  #known = new Map<string, { starts: number[]; reach: number[] }>()

  constructor(locations: Location[]) {
    for (const [document, places] of groupBy(locations, location => location.document)) {
      const sorted = places.map(orderOf).sort((a, b) => a.start - b.start)
      let last = 0
      const reach = sorted.map(({ end }) => (last = Math.max(last, end)))
      this.#known.set(document, { starts: sorted.map(({ start }) => start), reach })
    }
  }

  /** Tests whether one of them holds a place whole. */
  hold(location: Location): boolean {
    const { start, end } = orderOf(location)
    return this.#reach(location.document, start) >= end
  }

  /** Tests whether one of them has a line in common with a place. */
  meet({ document, line, endLine }: Location): boolean {
    return this.#reach(document, placeOf(endLine, columns - 1)) >= placeOf(line, 0)
  }

  /** How far those reach that start at a place or before it. */
  #reach(document: string, place: number): number {
    const known = this.#known.get(document)
    return known?.reach[countUpTo(known.starts, place) - 1] ?? -1
  }
}

function orderOf({ line, column, endLine, endColumn }: Location): { start: number; end: number } {
  return { start: placeOf(line, column), end: placeOf(endLine, endColumn) }
}

/** Lines and columns as numbers in the order of the document. */
function placeOf(line: number, column: number): number {
  return line * columns + Math.min(column, columns - 1)
}
