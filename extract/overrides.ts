import { posix } from 'node:path'
import ignore from 'ignore'
import { nearest } from '../schema/nearest.ts'
import { type Comment, commentsOf } from './comments.ts'
import { type Lines, type Stretch, stretchOf } from './interpret/lines.ts'
import type { Block } from './interpret/walk.ts'
import { within } from './read/quiet.ts'
import type { Reading } from './read/reading.ts'
import { countUpTo } from './read/sorted.ts'
import type { Field, Vocabulary } from './vocabulary/index.ts'
import { normalizeTerm } from './vocabulary/words.ts'

/** What a person may say that a column holds. */
export const columnFields = [
  'ports',
  'lastPort',
  'sourcePort',
  'protocol',
  'source',
  'destination',
  'peer',
  'direction',
  'action',
  'condition',
  'description',
  'local',
  'other',
] as const satisfies Field[]
export type ColumnField = (typeof columnFields)[number]

/** A column by its number, from 1, or by the words of its header. */
export type ColumnName = number | string

/** How a block is to be read, whatever its evidence says. */
export interface Override {
  /** It states nothing. */
  ignore?: boolean
  /** What columns of a table hold; others are found out as usual. */
  columns?: Partial<Record<ColumnField, ColumnName | ColumnName[]>>
  /** How many of its first rows are the header; default: found out as usual. */
  header?: number
  /** Whether its rows are to be read as columns. */
  transposed?: boolean
}

/** An override for the blocks of many documents, as a configuration has it. All that it names must fit. */
export interface BlockSetting extends Override {
  /** Patterns as in `.gitignore`. */
  files?: string | string[]
  /** Words of a heading, tab or caption around the block. */
  heading?: string
  /** Words that stand in the block. */
  text?: string
  /** Where patterns start, and where paths of documents do: absolute. */
  from?: { folder: string; cwd: string }
}

/** An override with what it is called in messages. */
export type NamedOverride = Override & { by: string }

/**
 * Gives blocks the overrides that the vocabulary's settings and the comments of the file have for them; a comment
 * goes before a setting. What a comment does in vain is a message of the file.
 *
 * @returns the blocks, and the settings that were used, by their paths in a configuration: `/blocks/0`
 */
export function applyOverrides(
  blocks: Block[],
  reading: Reading,
  lines: Lines,
): { blocks: Block[]; used: string[] } {
  const { plain, vocabulary, file } = reading
  const found = new Map<Block, NamedOverride>()
  const used = new Set(wordsUsed(plain, vocabulary))
  for (const [i, setting] of vocabulary.blocks.entries()) {
    if (!concernsFile(setting, file.path)) continue
    for (const block of blocks) {
      if (!isMeant(block, setting, plain)) continue
      found.set(block, { ...setting, by: `blocks[${i}] of the configuration` })
      used.add(`/blocks/${i}`)
    }
  }
  const comments = commentsOf({ reading, lines }, 'portolan-(?:ignore|table)(?![\\w-])')
  for (const [block, override] of fromComments(comments, blocks, reading)) found.set(block, override)
  if (found.size === 0) return { blocks, used: [...used] }
  const ignored = stretches(blocks.filter(block => found.get(block)?.ignore))
  return {
    used: [...used],
    blocks: blocks.map(block => {
      const start = block.mark?.start ?? stretchOf(block.node)?.start
      const isInside = start !== undefined && within(ignored, start)
      const override =
        found.get(block) ?? (isInside ? { ignore: true, by: 'the block around it' } : undefined)
      return override ? { ...block, override } : block
    }),
  }
}

/** Whether a setting may hold for blocks of a document. */
export function concernsFile({ files, from }: BlockSetting, document: string): boolean {
  if (files === undefined) return true
  const path = from ? posix.relative(from.folder, posix.join(from.cwd, document)) : document
  return ignore.isPathValid(path) && ignore().add(files).ignores(path)
}

function isMeant(block: Block, { ignore, heading, text }: BlockSetting, plain: string): boolean {
  if (!ignore && block.kind !== 'table') return false
  if (heading !== undefined && !block.frames.some(frame => holds(frame.text, heading))) return false
  const place = stretchOf(block.node)
  return text === undefined || (place !== null && holds(plain.slice(place.start, place.end), text))
}

function holds(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase())
}

/** The added header words that stand in a text. */
function wordsUsed(plain: string, { additions }: Vocabulary): string[] {
  const added = additions.flatMap(({ headers }) =>
    Object.entries((headers ?? {}) as Record<string, string[]>),
  )
  if (added.length === 0) return []
  const text = plain.toLowerCase()
  return added.flatMap(([field, words]) =>
    words.flatMap((word, i) => (text.includes(normalizeTerm(word)) ? [`/words/${field}/${i}`] : [])),
  )
}

function fromComments(comments: Comment[], blocks: Block[], { file }: Reading): [Block, NamedOverride][] {
  if (comments.length === 0) return []
  const placed = blocks
    .flatMap(block => {
      const place = stretchOf(block.node)
      return place ? [{ block, start: place.start }] : []
    })
    .sort((a, b) => a.start - b.start)
  const starts = placed.map(({ start }) => start)
  return comments.flatMap((comment): [Block, NamedOverride][] => {
    const next = placed[countUpTo(starts, comment.end - 1)]?.block
    const { override, problem } =
      comment.word === 'portolan-ignore'
        ? { override: { ignore: true }, problem: null }
        : parseTable(comment.rest)
    const reason = problem ?? problemOf(comment, next)
    if (reason !== null) {
      const { line, column, endLine, endColumn } = comment.location
      const place = { start: { line, column }, end: { line: endLine, column: endColumn } }
      file.message(`\`${comment.word}\` has no effect: ${reason}`, { place, ...unusedSetting })
      return []
    }
    const named = { ...override, by: `\`${comment.word}\` in line ${comment.location.line}` }
    const section = override.ignore && next!.kind === 'heading' ? next!.frames.at(-1) : undefined
    const meant = section ? blocks.filter(({ frames }) => frames.includes(section)) : [next!]
    return meant.map(block => [block, named])
  })
}

/** How messages about settings without effect are marked. */
export const unusedSetting = { ruleId: 'unused-setting', source: 'portolan' } as const

function problemOf({ word }: Comment, next: Block | undefined): string | null {
  if (!next) return 'nothing follows it'
  return word === 'portolan-table' && next.kind !== 'table' ? 'no table follows it' : null
}

const pair = /([\p{L}_-]+)(?:=(?:"([^"]*)"|(\S+)))?/gu

/** Reads the fields of a comment: `ports=2 source="Client host" header=1 transposed`. */
function parseTable(rest: string): { override: Override; problem: string | null } {
  const columns: NonNullable<Override['columns']> = {}
  const override: Override = { columns }
  for (const [, key = '', quoted, bare] of rest.matchAll(pair)) {
    const value = quoted ?? bare
    if (key === 'transposed' && value === undefined) override.transposed = true
    else if (key === 'header' && /^[0-3]$/.test(value ?? '')) override.header = Number(value)
    else if (isField(key) && value) columns[key] = quoted ? [quoted] : value.split(',').map(columnOf)
    else return { override, problem: problemWith(key) }
  }
  const isEmpty = Object.keys(columns).length === 0 && override.header === undefined && !override.transposed
  return { override, problem: isEmpty ? 'it names no column; write `ports=2`, for example' : null }
}

function problemWith(key: string): string {
  const keys = [...columnFields, 'header', 'transposed']
  if (keys.includes(key))
    return key === 'header' ? 'write `header=` with 0 to 3 rows' : `\`${key}\` needs a column`
  const meant = nearest(key, keys)
  return `\`${key}\` is not known${meant ? `; did you mean \`${meant}\`?` : `; write one of ${keys.join(', ')}`}`
}

function isField(key: string): key is ColumnField {
  return (columnFields as readonly string[]).includes(key)
}

function columnOf(value: string): ColumnName {
  return /^\d+$/.test(value) ? Number(value) : value
}

/**
 * Finds the columns that an override names.
 *
 * @param headers the words above each column
 * @returns fields by the column's index, and the columns that there are not
 */
export function columnsNamed(
  { columns = {} }: Override,
  headers: string[],
): { fields: Map<number, ColumnField>; missing: ColumnName[] } {
  const fields = new Map<number, ColumnField>()
  const missing: ColumnName[] = []
  for (const field of columnFields)
    for (const name of [columns[field] ?? []].flat()) {
      const index =
        typeof name === 'number'
          ? name - 1
          : headers.findIndex(words => normalizeTerm(words) === normalizeTerm(name))
      if (index >= 0 && index < headers.length) fields.set(index, field)
      else missing.push(name)
    }
  return { fields, missing }
}

/** The outermost stretches of blocks, in order. */
function stretches(blocks: Block[]): Stretch[] {
  const places = blocks.flatMap(({ node }) => stretchOf(node) ?? []).sort((a, b) => a.start - b.start)
  const outer: Stretch[] = []
  for (const place of places) if (place.end > (outer.at(-1)?.end ?? -1)) outer.push(place)
  return outer
}
