import type { Element } from 'hast'
import type { Claim } from '../../schema/types.ts'
import type { Reading } from '../read/reading.ts'
import { type Draft, toClaims } from './claim.ts'
import { readEntry } from './entries.ts'
import { Lines } from './lines.ts'
import { promoteLostHeadings } from './lost-headings.ts'
import { richText } from './rich.ts'
import { readSentences } from './sentences.ts'
import { readTable } from './table.ts'
import { type Block, blocksOf } from './walk.ts'

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
  const drafts = walked.blocks.flatMap(readBlock)
  return toClaims(drafts, reading, lines, id)

  function readBlock(block: Block): Draft[] {
    if (block.list && entries.has(block.list)) return []
    if (block.kind === 'table') return readTable(block, reading, lines)
    if (block.kind === 'prose') return readSentences(block, reading)
    if (block.kind !== 'list') return []
    const entry = readEntry(block, reading)
    if (entry) entries.add(block.node)
    return entry ?? []
  }
}
