import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { VFileMessage } from 'vfile-message'
import type * as Extract from '../../../extract/index.ts'
import { type Bounds, bounded } from '../../../project/bounds.ts'
import { examineWithin } from '../../../project/examine.ts'
import { resolver } from '../../../project/includes.ts'
import {
  type Document,
  decodeDocument,
  InputError,
  type Listed,
  mostRead,
  nameOf,
  readBytes,
  tooLarge,
} from '../../../project/input.ts'
import type { Claim } from '../../../schema/types.ts'
import { currentIo } from '../../io.ts'
import { type Cache, hashOf } from './cache.ts'

/** How documents are read and extracted; plain data, as it goes to worker threads. */
export interface Settings {
  bounds: Bounds
  root?: string
}

/** A message as plain data. */
export interface Notice {
  file: string
  line?: number
  column?: number
  endLine?: number
  endColumn?: number
  reason: string
  ruleId?: string
}

/** What became of one document. */
export interface Outcome {
  claims: Claim[]
  notices: Notice[]
  /** Why it could not be read. */
  error: string | null
  /** The settings of the configuration that it used, by their paths there. */
  used?: string[]
  /** The documents that it includes, by hash: while they are the same, a later run may reuse it. */
  includes?: { path: string; hash: string }[]
}

/** Characters of which the pre-filter can make no long work, be they what they will. */
const small = 10_000

const nothing: Outcome = { claims: [], notices: [], error: null }

/** Extracts one document, from the cache when it and what it includes are the same. */
export async function extractFile(listed: Listed, settings: Settings, cache?: Cache): Promise<Outcome> {
  try {
    const bytes = await readBytes(
      listed.file,
      mostRead(listed, settings.bounds.limits.size),
      currentIo().stdin,
    )
    const filtered = !listed.named
    const id = await sourceIdAround(listed.file)
    const hash =
      cache &&
      hashOf(
        nameOf(listed.file),
        bytes,
        JSON.stringify([filtered, settings.root, settings.bounds.limits, settings.bounds.words, id]),
      )
    const kept = hash && cache.get(hash)
    if (kept !== undefined && kept !== '') return kept ?? nothing
    const outcome = await extractDocument(await decodeDocument(listed.file, bytes), settings, filtered, id)
    if (hash) cache.add(hash, outcome === nothing ? null : outcome)
    return outcome
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...nothing, error: error.message }
  }
}

/** The id of the source whose document a file is: claims have the same ids in a build. */
async function sourceIdAround(file: string): Promise<string | undefined> {
  if (file === '-' || !existsSync(path.join(path.dirname(file), 'source.yaml'))) return undefined
  return (await import('../../../dataset/sources.ts')).sourceIdOf(file)
}

/** The extractor is loaded with the first document that needs it: a warm cache needs none. */
async function extractDocument(
  { path, text, encoding }: Document,
  { root, bounds }: Settings,
  filtered: boolean,
  id?: string,
): Promise<Outcome> {
  const { mayClaim } = await import('../../../extract/index.ts')
  const { vocabularyWith } = await import('../../../extract/vocabulary/default.ts')
  const vocabulary = vocabularyWith(bounds.words)
  const includes: { path: string; hash: string }[] = []
  const find = resolver(root, bounds.limits.size)
  const resolve: Extract.Resolve = (name, target, from) => {
    const found = find(name, target, from)
    if (found) includes.push({ path: found.path, hash: hashOf(found.path, found.text) })
    return found
  }
  // Of most documents this is all, and it takes less than to watch it.
  if (filtered && text.length < small && isIdle(path, text, mayClaim, vocabulary)) return nothing
  const claims = () => mayClaim(text, { resolve, document: path }, vocabulary)
  if (filtered && !bounded(path, bounds, claims))
    return includes.length > 0 ? { ...nothing, includes } : nothing
  const found = await examineWithin({ path, text, encoding, id, resolve }, bounds)
  const notices = found.messages.map(message => toNotice(message, path))
  return { claims: found.claims, notices, error: null, includes, used: found.used }
}

/** Tells of a document that includes nothing whether it can make no claim. */
function isIdle(
  document: string,
  text: string,
  mayClaim: (typeof Extract)['mayClaim'],
  vocabulary: Extract.Vocabulary,
): boolean {
  let asks = false
  const resolve = () => {
    asks = true
    return null
  }
  return !mayClaim(text, { resolve, document }, vocabulary) && !asks
}

/** A message of vfile as plain data. */
export function toNotice(message: VFileMessage, document: string): Notice {
  const { line, column, reason, ruleId } = message
  const place = message.place && 'start' in message.place ? message.place : null
  return {
    file: message.file ?? document,
    line,
    column,
    endLine: place?.end.line,
    endColumn: place?.end.column,
    reason,
    ruleId,
  }
}

/**
 * Reads documents from standard input, one JSON object `{"path": …, "text": …}` a line, and hands out
 * their outcomes as they come. Includes are not resolved: there are no files.
 */
export async function* extractLines(settings: Settings): AsyncGenerator<[string, Outcome]> {
  let number = 0
  for await (const line of createInterface({
    input: currentIo().stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++
    if (line.trim() === '') continue
    const document = parseLine(line)
    if (!document)
      yield [
        `-:${number}`,
        { claims: [], notices: [], error: `-:${number}: is no JSON object with "path" and "text"` },
      ]
    else yield [document.path, await extractOne(document, settings)]
  }
}

function parseLine(line: string): { path: string; text: string } | null {
  try {
    const value = JSON.parse(line)
    return typeof value?.path === 'string' && typeof value?.text === 'string' ? value : null
  } catch {
    return null
  }
}

async function extractOne(
  { path, text }: { path: string; text: string },
  settings: Settings,
): Promise<Outcome> {
  const { bounds } = settings
  try {
    if (text.length > bounds.limits.size) throw tooLarge(path, bounds.limits.size)
    const { mayClaim } = await import('../../../extract/index.ts')
    const { vocabularyWith } = await import('../../../extract/vocabulary/default.ts')
    const vocabulary = vocabularyWith(bounds.words)
    if (!bounded(path, bounds, () => mayClaim(text, undefined, vocabulary))) return nothing
    const { claims, messages, used } = await examineWithin({ path, text }, bounds)
    return { ...nothing, claims, used, notices: messages.map(message => toNotice(message, path)) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...nothing, error: error.message }
  }
}
