import type { Element } from 'hast'
import type { Claim } from '../../schema/types.ts'
import type { Reading } from '../read/reading.ts'
import { type Draft, toClaims } from './claim.ts'
import { readEntry } from './entries.ts'
import { Lines } from './lines.ts'
import { promoteLostHeadings } from './lost-headings.ts'
import { type Rich, richText } from './rich.ts'
import { readSentences } from './sentences.ts'
import { readTable } from './table.ts'
import { type Block, blocksOf } from './walk.ts'

/** Paragraphs below a table that may hold its notes. */
const mostNotes = 12

/**
 * Reads the claims that a document makes, in the order of the page.
 *
 * @param id what claim ids begin with: the source's id, else the document's path
 */
export function interpret(reading: Reading, id: string): Claim[] {
  const lines = new Lines(reading.plain)
  const walked = promoteLostHeadings(blocksOf(reading), block => richText(block.node, reading.plain))
  reading.repairs.push(...walked.repairs)
  const entries = new Set<Element>()
  const drafts = walked.blocks.flatMap((block, index) => readBlock(block, index))
  return toClaims(drafts, reading, lines, id)

  function readBlock(block: Block, index: number): Draft[] {
    if (block.list && entries.has(block.list)) return []
    if (block.kind === 'table') return readTable(block, proseBelow(index), reading, lines)
    if (block.kind === 'prose') return readSentences(block, reading)
    if (block.kind !== 'list') return []
    const entry = readEntry(block, reading)
    if (entry) entries.add(block.node)
    return entry ?? []
  }

  /** The paragraphs right behind a table: its notes may stand there. */
  function proseBelow(index: number): Rich[] {
    const rest = walked.blocks.slice(index + 1, index + 1 + mostNotes)
    const end = rest.findIndex(block => block.kind !== 'prose' || block.under !== null)
    return rest.slice(0, end < 0 ? rest.length : end).map(block => richText(block.node, reading.plain))
  }
}
