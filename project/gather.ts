import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Document } from '../check/index.ts'
import {
  type LoadedSource,
  loadSource,
  SourceError,
  sourceFolders,
  UnreadableError,
} from '../dataset/sources.ts'
import { mayClaim } from '../extract/index.ts'
import { vocabularyWith } from '../extract/vocabulary/default.ts'
import { SchemaError } from '../schema/validate.ts'
import { type Bounds, bounded } from './bounds.ts'
import { resolver } from './includes.ts'
import {
  decodeDocument,
  InputError,
  type Listed,
  listDocuments,
  mostRead,
  nameOf,
  readBytes,
} from './input.ts'

/** How documents are gathered. */
export interface Gathering {
  /** The folder that holds one folder per source. */
  sources: string
  bounds: Bounds
  root?: string
  /** Files that are left out, by their path as it is given. */
  ignored?: (file: string) => boolean
  /** Default: that of the process. */
  stdin?: Readable
}

/** Why a document could not be read. */
export interface Unread {
  message: string
  /** It was named itself, not found in a folder. */
  named: boolean
}

/** The documents of a run, and why others could not be read. */
export interface Gathered {
  documents: Document[]
  errors: Unread[]
}

/**
 * Reads the documents that arguments name, each once; none named, those of the sources. One that is the
 * document of a source comes with what is known of it. Of folders those are left out that can hold nothing
 * about ports.
 *
 * @throws SourceError when none is named and there are no sources
 */
export async function gather(names: string[], how: Gathering): Promise<Gathered> {
  const gathered: Gathered = { documents: [], errors: [] }
  const reads = names.length > 0 ? await readsOf(names, how) : readsOfSources(how)
  for (const { read, named } of reads) {
    try {
      const document = await read()
      if (document) gathered.documents.push(document)
    } catch (error) {
      if (!isUnreadable(error)) throw error
      gathered.errors.push({ message: error.message, named })
    }
  }
  return gathered
}

interface Read {
  named: boolean
  read(): Promise<Document | null> | Document
}

async function readsOf(names: string[], how: Gathering): Promise<Read[]> {
  const { size } = how.bounds.limits
  const resolve = resolver(how.root, size)
  const files = listDocuments(names).filter(({ file }) => !how.ignored?.(file))
  const read = async (listed: Listed): Promise<Document | null> => {
    const source = sourceOf(listed.file, how)
    if (source) return documentOf(source)
    const document = {
      ...(await decodeDocument(listed.file, await readBytes(listed.file, mostRead(listed, size), how.stdin))),
      resolve,
    }
    const { path, text } = document
    const wanted =
      listed.named ||
      bounded(path, how.bounds, () =>
        mayClaim(text, { resolve, document: path }, vocabularyWith(how.bounds.words)),
      )
    return wanted ? document : null
  }
  return distinct(files).map(listed => ({ named: listed.named, read: () => read(listed) }))
}

function readsOfSources({ sources }: Gathering): Read[] {
  const folders = sourceFolders(sources, nameOf(sources) || '.')
  return folders.map(at => ({ named: true, read: () => documentOf(loadSource(at).at(-1)!) }))
}

function isUnreadable(error: unknown): error is Error {
  return [InputError, SourceError, SchemaError, UnreadableError].some(kind => error instanceof kind)
}

/** Files that are named twice, or by a link too, are read once: nothing contradicts itself. */
function distinct(files: Listed[]): Listed[] {
  const known = new Map<string, Listed>()
  for (const listed of files) {
    const key = listed.file !== '-' && existsSync(listed.file) ? realpathSync(listed.file) : listed.file
    const before = known.get(key)
    known.set(key, before ? { ...before, named: before.named || listed.named } : listed)
  }
  return [...known.values()]
}

/** The source whose document a file is. */
function sourceOf(file: string, { sources }: Gathering): LoadedSource | null {
  const [id, name, ...deeper] = path.relative(sources, file).split(path.sep)
  if (file === '-' || !id || !name || deeper.length > 0 || id === '..') return null
  const folder = path.join(sources, id)
  if (!existsSync(path.join(folder, 'source.yaml'))) return null
  const loaded = loadSource({ folder, shown: nameOf(folder), id }).at(-1)!
  return loaded.source.document === name ? loaded : null
}

function documentOf({ document, text, source, corrections, claims }: LoadedSource): Document {
  return { path: document, text, source, corrections, claims }
}
