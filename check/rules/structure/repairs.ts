import type { Part } from '../../../extract/index.ts'
import type { Repair, RepairId } from '../../../extract/trees.ts'
import type { Survey } from '../../survey/index.ts'

/** A mend that reading made, in the file where it was made. */
export interface Mended {
  part: Part
  repair: Repair
  /** The characters that it is about. */
  text: string
}

/** The mends of one kind that reading made in all documents. */
export function repairsOf({ pages }: Survey, id: RepairId): Mended[] {
  return pages.flatMap(({ parts }) =>
    parts.flatMap(part =>
      part.reading.repairs
        .filter(repair => repair.id === id)
        .map(repair => ({ part, repair, text: part.reading.plain.slice(repair.start, repair.end) })),
    ),
  )
}
