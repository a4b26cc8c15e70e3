import type { Element } from 'hast'
import type { Claim } from '../../schema/types.ts'
import type { Reading } from '../read/reading.ts'
import type { Tally } from '../tally.ts'
import { type Draft, type Page, toClaims } from './claim.ts'
import { readCommands } from './commands.ts'
import { readEntry } from './entries.ts'
import { readHeading } from './headings.ts'
import { splitJoinedTags } from './joined-rows.ts'
import { Lines } from './lines.ts'
import { promoteLostHeadings } from './lost-headings.ts'
import { readPortItem } from './port-items.ts'
import { concat, plainText, type Rich, richText } from './rich.ts'
import { readSentences } from './sentences.ts'
import { readTable } from './table.ts'
import { type Block, blocksOf, type Frame } from './walk.ts'

/** Paragraphs below a table that may hold its notes. */
const mostNotes = 12

/** Reads the document that an include names, seen from a page; null when it cannot be had. */
export type Include = (block: Block, from: Reading) => Reading | null

/** A file as it was read: its tree, cut into the blocks that interpreters read. */
export interface Part {
  reading: Reading
  lines: Lines
  blocks: Block[]
  tally: Tally
}

/** What interpretation yields: the claims, and the files that they were read from. */
export interface Interpretation {
  claims: Claim[]
  parts: Part[]
}

/**
 * Reads the claims that a document makes, in the order of the page; those of an included document stand
 * where it is included, and have their place in its own file.
 *
 * @param id what claim ids begin with: the source's id, else the document's path
 * @param tally counts what the document comes to
 * @throws {LimitError} when it goes beyond a limit
 */
export function interpret(reading: Reading, id: string, include: Include, tally: Tally): Interpretation {
  const counts = new Map<string, number>()
  const parts: Part[] = []
  return { claims: claimsOf({ reading, lines: new Lines(reading.plain), id, tally }, []), parts }

  function claimsOf(page: Page, outer: Frame[]): Claim[] {
    const walked = promoteLostHeadings(blocksOf(page.reading, outer), block => wordsOf(block, page))
    const tables = walked.blocks.filter(({ kind }) => kind === 'table')
    const split = tables.flatMap(({ node }) => splitJoinedTags(node, tally.limits.cells))
    for (const repair of [...walked.repairs, ...split]) page.reading.repairs.push(repair)
    parts.push({ reading: page.reading, lines: page.lines, blocks: walked.blocks, tally })
    const entries = new Set<Element>()
    return walked.blocks.flatMap((block, index) => {
      if (block.mark) return included(block, page)
      const around = {
        above: walked.blocks[index - 1],
        next: walked.blocks[index + 1],
        below: proseBelow(walked.blocks, index),
      }
      return counted(readBlock(block, around, page, entries), page)
    })

    function proseBelow(blocks: Block[], index: number): () => Rich[] {
      return () => paragraphsBelow(blocks, index).flatMap(block => noteWords(block, page))
    }
  }

  function counted(drafts: Draft[], page: Page): Claim[] {
    tally.expect(drafts.length)
    const claims = toClaims(drafts, page, counts)
    tally.claim(claims)
    return claims
  }

  function included(block: Block, { reading: from }: Page): Claim[] {
    const found = include(block, from)
    return found
      ? claimsOf({ reading: found, lines: new Lines(found.plain), id: found.file.path, tally }, block.frames)
      : []
  }
}

/** What stands around a block. */
interface Around {
  above: Block | undefined
  next: Block | undefined
  below: () => Rich[]
}

function readBlock(block: Block, around: Around, page: Page, entries: Set<Element>): Draft[] {
  const { reading } = page
  if (block.list && entries.has(block.list)) return []
  if (block.kind === 'table') {
    const drafts = readTable(block, around.below, page)
    if (drafts.length > 0) entries.add(block.node)
    return drafts
  }
  if (block.kind === 'prose') return readPortItem(block, reading) ?? readSentences(block, reading)
  if (block.kind === 'code') return readCommands(block, reading)
  if (block.kind === 'heading')
    return isEntry(around.next, reading) ? [] : readHeading(block, around.above, reading)
  const entry = readEntry(block, reading)
  if (entry) entries.add(block.node)
  return entry ?? []
}

/** A heading above an entry belongs to the entry. */
function isEntry(next: Block | undefined, reading: Reading): boolean {
  return next?.kind === 'list' && readEntry(next, reading) !== null
}

/** The paragraphs right behind a table: its notes may stand there. */
function paragraphsBelow(blocks: Block[], index: number): Block[] {
  const rest = blocks.slice(index + 1, index + 1 + mostNotes)
  const end = rest.findIndex(block => !['prose', 'list'].includes(block.kind) || block.under !== null)
  return rest.slice(0, end < 0 ? rest.length : end)
}

function wordsOf(block: Block, { reading }: Page): Rich {
  return richText(block.node, reading.plain)
}

/** The words of a paragraph; of a numbered list each item behind its number, as notes are written. */
function noteWords(block: Block, page: Page): Rich[] {
  if (block.kind !== 'list') return block.list ? [] : [wordsOf(block, page)]
  if (block.node.tagName !== 'ol') return []
  const first = Number(block.node.properties.start ?? 1)
  const items = block.node.children.filter(child => child.type === 'element' && child.tagName === 'li')
  return items.map((item, i) => concat([plainText(`${first + i}. `), richText(item, page.reading.plain)]))
}
