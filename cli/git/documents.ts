import { join, posix } from 'node:path'
import type { Page } from '../../check/index.ts'
import { type Extraction, extensions } from '../../extract/index.ts'
import { mostRead } from '../files.ts'
import { type Document, decode, InputError, tooLarge } from '../input.ts'
import type { Loaded, Loading } from '../state.ts'
import { documentOf, extractWithin, findingsOf } from '../state-documents.ts'
import { Includes } from './includes.ts'
import type { Repository } from './repository.ts'
import type { Revision } from './revisions.ts'
import type { Entry } from './trees.ts'

/** Documents that were read before, by name and content, if they include nothing; null: can claim nothing. */
export type Known = Map<string, Read | null>

interface Read {
  path: string
  text: string
  /** A page where documents are to be checked. */
  extraction: Extraction | Page
}

/** What documents of a commit are loaded with. */
export interface Shelf {
  repository: Repository
  how: Loading
  /** Files that were named themselves. */
  named: string[]
  known: Known
}

/** Loads the documents of a commit; what cannot be read is left out and told. */
export async function loadDocuments(shelf: Shelf, revision: Revision, entries: Entry[]): Promise<Loaded> {
  const { repository, how } = shelf
  const includes = new Includes(repository, revision.commit, how.bounds.limits.size)
  const read: (Read & { name: string })[] = []
  const errors = new Map<string, string>()
  for (const entry of entries.filter(entry => isWanted(entry, shelf))) {
    try {
      const one = await readKnown(entry, shelf, includes)
      if (one) read.push({ ...one, name: entry.later ?? entry.path })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      errors.set(entry.later ?? entry.path, `${revision.name}: ${error.message}`)
    }
  }
  const documents = read.map(one => documentOf(one.name, one, one.extraction))
  const pages = read.map(({ extraction }) => extraction as Page)
  const findings = how.checks && findingsOf(pages, how.checks, how.bounds)
  const state = {
    kind: 'documents' as const,
    name: revision.name,
    documents,
    unread: [...errors.keys()],
    findings,
  }
  return { state, kind: 'folder', errors: [...errors.values()] }
}

function isWanted(entry: Entry, { repository, how, named }: Shelf): boolean {
  if (named.includes(entry.path)) return true
  return mayBeDocument(entry.path, named) && !how.ignored(join(repository.folder, entry.path))
}

/**
 * Whether a file is to be read: what was named itself is, whatever it is called; of folders documents alone,
 * and nothing that is hidden.
 *
 * @param named the files and folders that were named
 */
export function mayBeDocument(file: string, named: string[]): boolean {
  const isHidden = /(?:^|\/)(?:\.(?!\.?\/)|node_modules\/)/.test(file)
  return named.includes(file) || (isDocument(file) && !isHidden)
}

/** Whether a file's ending is one of a format that can be read. */
export function isDocument(file: string): boolean {
  return posix.extname(file).toLowerCase() in extensions
}

async function readKnown(entry: Entry, shelf: Shelf, includes: Includes): Promise<Read | null> {
  const key = `${entry.path}\0${entry.id}`
  const known = shelf.known.get(key)
  if (known !== undefined) return known
  const { path, text } = await readText(entry, shelf)
  const isWanted = shelf.named.includes(path)
  const how = { isWanted, checks: shelf.how.checks !== null, bounds: shelf.how.bounds }
  const { outcome, asked } = await includes.settled(resolve => extractWithin({ path, text, resolve }, how))
  const read = outcome && { path, text, extraction: outcome }
  if (asked.size === 0) shelf.known.set(key, read)
  return read
}

async function readText({ path, id }: Entry, { repository, how, named }: Shelf): Promise<Document> {
  const size = mostRead({ named: named.includes(path) }, how.bounds.limits.size)
  const found = await repository.read(id, size)
  if (!found) throw new InputError(path, 'is missing in the repository')
  if (!found.bytes) throw tooLarge(path, size)
  return { path, text: decode(path, found.bytes).text }
}
