import { directionIn, type Frame, isAcross, stretchOf, subjectOf } from '../../../extract/trees.ts'
import type { Location } from '../../../schema/types.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import type { End } from './ends.ts'

/** Which way the words around a table say that its traffic goes. */
export interface Direction {
  /** The end that the table's rows have to name. */
  end: End
  /** The heading, tab or caption that says so. */
  frame: Frame
  /** The node that the table is about; null when nobody is named. */
  subject: string | null
}

/** The direction that the headings, tabs and caption around a table give to all of its rows. */
export function directionOf({ part, block, header, grid, cell }: PageTable): Direction | null {
  const { vocabulary } = part.reading
  const directed = (text: string) => directionIn(text, vocabulary)
  const title = grid.rows.some((_, row) => isAcross(grid, row) && directed(cell(row, 0).text) !== null)
  if (title || header?.columns.has('direction')) return null
  const frame = block.frames.findLast(({ text }) => directed(text) !== null)
  if (!frame) return null
  const end = directed(frame.text) === 'outbound' ? 'destination' : 'source'
  return {
    end,
    frame,
    subject: subjectOf({ frames: block.frames, lead: null, vocabulary: vocabulary })?.label ?? null,
  }
}

/** The node that the headings, tabs and caption around a table are about. */
export function subjectAround({ part, block }: PageTable): string | null {
  return subjectOf({ frames: block.frames, lead: null, vocabulary: part.reading.vocabulary })?.label ?? null
}

/** Where a heading, tab or caption above a table stands; null when its words are not written there as one. */
export function placeOfFrame({ part, block }: PageTable, { text }: Frame): Location | null {
  const start = part.reading.plain.lastIndexOf(text, stretchOf(block.node)!.start)
  return start < 0 ? null : locate(part, { start, end: start + text.length })
}
