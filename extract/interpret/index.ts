import type { Element } from 'hast'
import type { Claim } from '../../schema/types.ts'
import { isAccount, readEntry } from '../hypotheses/fields.ts'
import {
  readCodeLines,
  readItem,
  readPortHeading,
  type WeighedLine,
  weighLines,
} from '../hypotheses/items.ts'
import { type Outline, outlineOf } from '../hypotheses/outline.ts'
import { readTable } from '../hypotheses/read-table.ts'
import type { Part } from '../parts.ts'
import type { Reading } from '../read/reading.ts'
import { countWhile } from '../read/sorted.ts'
import { type Draft, type Page, toClaims } from './claim.ts'
import { readCommands, servicesIn } from './commands.ts'
import { readHeading } from './headings.ts'
import { type Stretch, stretchOf } from './lines.ts'
import { NearLines } from './notices.ts'
import { concat, plainText, type Rich, richText } from './rich.ts'
import { readSentences, weighSentences } from './sentences.ts'
import type { Block } from './walk.ts'

/** Paragraphs below a table that may hold its notes. */
const mostNotes = 12

/**
 * Reads the claims that a document makes, in the order of the page; those of an included document stand
 * where it is included, and have their place in its own file.
 *
 * @param id what claim ids begin with: the source's id, else the document's path
 * @param watch called with each block once it is read
 * @throws {LimitError} when there are too many
 */
export function interpret(whole: Part, id: string, watch?: (seen: Seen) => void): Claim[] {
  const { tally } = whole
  const counts = new Map<string, number>()
  return claimsOf(whole, id)

  function claimsOf({ reading, lines, blocks, included }: Part, id: string): Claim[] {
    const page: Page = { reading, lines, id, tally }
    const read: Read = { tables: new Set(), entries: [] }
    const near = new NearLines()
    const outline = outlineOf(blocks, reading.plain)
    const services = servicesIn(reading.plain)
    const claims = blocks.flatMap((block, index) => {
      if (block.mark) {
        const part = included.get(block)
        return part ? claimsOf(part, part.reading.file.path) : []
      }
      const below = () => paragraphsBelow(blocks, index).flatMap(block => noteWords(block, page))
      const around = { above: blocks[index - 1], next: blocks[index + 1], below }
      const isIgnored = block.override?.ignore === true
      const isDone = isIgnored || isRead(block, read)
      const commands =
        speaks.has(block.kind) && !isIgnored ? readCommands(block, reading, outline, services) : []
      const drafts = joined(block, commands, isDone ? [] : readBlock(block, around, page, read, outline))
      if (block.kind === 'prose' && !isDone && drafts.length === 0)
        near.add(block.list ?? block.node, [
          ...weighLines(block, reading, outline),
          ...unread(block, reading),
        ])
      const claims = counted(drafts, page)
      watch?.({ block, page, outline, below, claims })
      return claims
    })
    near.report(page)
    return claims
  }

  function counted(drafts: Draft[], page: Page): Claim[] {
    tally.expect(drafts.length)
    const claims = toClaims(drafts, page, counts)
    tally.claim(claims)
    return claims
  }
}

const speaks = new Set<Block['kind']>(['code', 'prose', 'heading', 'table'])

/**
 * The claims of commands and those of the words around them: what was read as a command is nothing else too. Where both
 * state a port, the rows of a table go first, else the command.
 */
function joined({ kind }: Block, commands: Draft[], others: Draft[]): Draft[] {
  if (commands.length === 0 || others.length === 0) return [...commands, ...others]
  const codes = commands.map(({ rests }) => rests).sort((a, b) => a.start - b.start)
  const beside = others.filter(({ spans: { ports }, place }) => {
    const { start } = ports ?? place
    const code = codes[countWhile(codes, code => code.start <= start) - 1]
    return !code || start >= code.end
  })
  const first = kind === 'table' ? beside : commands
  const stated = new Set(first.map(portsOf))
  const rest = (kind === 'table' ? commands : beside).filter(draft => !stated.has(portsOf(draft)))
  return [...first, ...rest].sort((a, b) => a.place.start - b.place.start)
}

function portsOf({ ports, portText }: Draft): string {
  return ports ? `${ports.first}-${ports.last}` : (portText ?? '')
}

/** A block that was read, and all that its reading rests on. */
export interface Seen {
  block: Block
  page: Page
  outline: Outline
  /** The prose that follows a table. */
  below: () => Rich[]
  claims: Claim[]
}

/** The sentences of a block that may state ports, as lines. */
function unread(block: Block, reading: Reading): WeighedLine[] {
  return weighSentences(block, reading).map(({ sentence, evidence, score }) => {
    return { words: sentence, evidence, score, isSentence: false }
  })
}

/** What stands around a block. */
interface Around {
  above: Block | undefined
  next: Block | undefined
  below: () => Rich[]
}

function readBlock(block: Block, around: Around, page: Page, read: Read, outline: Outline): Draft[] {
  const { reading } = page
  if (block.kind === 'table') {
    const drafts = readTable(block, around.below, page, outline)
    if (drafts.length > 0) read.tables.add(block.node)
    return drafts
  }
  if (block.kind === 'prose')
    return (
      (block.list ? null : readEntry(block, reading, outline)) ??
      readItem(block, reading, outline) ??
      readSentences(block, reading, outline)
    )
  if (block.kind === 'code') return readCodeLines(block, reading, outline)
  if (block.kind === 'heading') {
    if (isEntry(around.next, reading)) return []
    const drafts = readHeading(block, around.above, reading)
    return drafts.length > 0 ? drafts : readPortHeading(block, around.next, reading, outline)
  }
  const account = isAccount(block, reading) && stretchOf(block.node)
  if (account) read.entries.push(account)
  const entries = account ? [] : (readEntry(block, reading, outline) ?? [])
  read.entries.push(...new Set(entries.map(({ rests }) => rests)))
  return entries
}

/** What was read already: tables whose cells, and lists of fields whose items, come as blocks of their own. */
interface Read {
  tables: Set<Element>
  /** In order. */
  entries: Stretch[]
}

function isRead({ list, node }: Block, { tables, entries }: Read): boolean {
  if (!list) return false
  const at = node.position?.start?.offset ?? -1
  const entry = entries[countWhile(entries, ({ start }) => start <= at) - 1]
  return tables.has(list) || (entry !== undefined && at < entry.end)
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
