import type { VFileMessage } from 'vfile-message'
import { extract, mayClaim, type Resolve } from '../extract/index.ts'
import type { Claim } from '../schema/types.ts'
import { type Cache, hashOf } from './cache.ts'
import type { Listed } from './files.ts'
import { InputError, readDocument } from './input.ts'
import { resolver } from './resolve.ts'

/** How documents are read and extracted; plain data, as it goes to worker threads. */
export interface Settings {
  maxSize: number
  root?: string
  /** Of folders read only documents, and of those only parts, that can bear on a claim. */
  prefilter: boolean
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
  /** What a later run may reuse: the documents that the outcome rests on, by hash. */
  rests?: { path: string; hash: string }[]
}

const nothing: Outcome = { claims: [], notices: [], error: null }

/** Extracts one document, from the cache when its text and its includes are the same. */
export async function extractFile(
  { file, named }: Listed,
  settings: Settings,
  cache?: Cache,
): Promise<Outcome> {
  try {
    const document = await readDocument(file, settings.maxSize)
    const focus = settings.prefilter && !named
    const resolve = resolver(settings.root, settings.maxSize)
    if (focus && !mayClaim(document.text, { resolve, document: document.path })) return nothing
    const hash = hashOf(document.path, document.text)
    return cache?.get(hash) ?? extractText(document.path, document.text, resolve, focus, hash)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...nothing, error: error.message }
  }
}

function extractText(document: string, text: string, find: Resolve, focus: boolean, hash: string): Outcome {
  const rests = [{ path: document, hash }]
  const extraction = extract(document, text, {
    focus,
    resolve: (name, target, from) => {
      const found = find(name, target, from)
      if (found) rests.push({ path: found.path, hash: hashOf(found.path, found.text) })
      return found
    },
  })
  return {
    claims: extraction.claims,
    notices: extraction.messages.map(message => toNotice(message, document)),
    error: null,
    rests,
  }
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
