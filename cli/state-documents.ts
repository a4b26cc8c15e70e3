import path from 'node:path'
import { judge } from '../check/config.ts'
import type { Page } from '../check/index.ts'
import type { DocumentState } from '../diff/index.ts'
import { type Extraction, mayClaim, type Resolve } from '../extract/index.ts'
import { formatOf } from '../extract/read/index.ts'
import type { Finding } from '../schema/types.ts'
import { type Bounds, bounded } from './bounds.ts'
import { checkWithin, pageWithin } from './checking.ts'
import { examineWithin } from './examine.ts'
import { type Listed, listDocuments, mostRead } from './files.ts'
import { type Document, decodeDocument, InputError, nameOf, readBytes } from './input.ts'
import { sayUnread } from './io.ts'
import { resolver } from './resolve.ts'
import type { Checks, Loaded, Loading } from './state.ts'

/** A document with its name in the state. */
type Read = { name: string; one: Document; extraction: Extraction | Page }

/**
 * Loads a document, or every document of a folder that can hold something about ports. In a folder they
 * are known by their paths within it; what cannot be read there is left out and told.
 *
 * @throws InputError when the one document cannot be read
 */
export async function loadDocuments(
  name: string,
  kind: 'document' | 'folder',
  how: Loading,
): Promise<Loaded> {
  const read: Read[] = []
  const errors = new Map<string, string>()
  for (const listed of listDocuments([name])) {
    const short = kind === 'document' ? '' : path.relative(name, listed.file).split(path.sep).join('/')
    try {
      const found = await readDocument(listed, how)
      if (found) read.push({ name: short, ...found })
    } catch (error) {
      if (!(error instanceof InputError) || kind === 'document') throw error
      errors.set(short, error.message)
    }
  }
  const documents = read.map(({ name, one, extraction }) => documentOf(name, one, extraction))
  const pages = read.map(({ extraction }) => extraction as Page)
  const findings = how.checks && findingsOf(pages, how.checks, how.bounds)
  const unread = [...errors.keys()]
  const state = { kind: 'documents' as const, name: nameOf(name) || '.', unread, documents, findings }
  return { state, kind, errors: [...errors.values()] }
}

/** Of a folder only what may make a claim and is not to be left out. */
async function readDocument(
  listed: Listed,
  { bounds, root, checks, ignored }: Loading,
): Promise<Omit<Read, 'name'> | null> {
  const { file, named } = listed
  if (!named && ignored(file)) return null
  const one = await decodeDocument(file, await readBytes(file, mostRead(listed, bounds.limits.size)))
  const resolve = resolver(root, bounds.limits.size)
  const extraction = await extractWithin(
    { ...one, resolve },
    { isWanted: named, checks: checks !== null, bounds },
  )
  return extraction && { one, extraction }
}

/**
 * Extracts a document within bounds.
 *
 * @param how whether it is wanted in any case, not only when it may make a claim; whether it is to be checked
 * @returns a page where it is to be checked; null when it can make no claim
 * @throws {InputError} when it goes beyond a bound
 */
export async function extractWithin(
  document: Document & { resolve: Resolve },
  { isWanted, checks, bounds }: { isWanted: boolean; checks: boolean; bounds: Bounds },
): Promise<Extraction | Page | null> {
  const { path, text, encoding, resolve } = document
  const claims = () => mayClaim(text, { resolve, document: path })
  if (!isWanted && !bounded(path, bounds, claims)) return null
  return checks ? pageWithin(document, bounds) : examineWithin({ path, text, encoding, resolve }, bounds)
}

/** What is wrong in documents that were read, severities as wished for. */
export function findingsOf(pages: Page[], { rules, levels, vocabulary }: Checks, bounds: Bounds): Finding[] {
  return judge(checkWithin(pages, rules, { bounds, vocabulary }, sayUnread).findings, levels)
}

/** A document as a state has it. */
export function documentOf(
  name: string,
  { path, text }: Document,
  { claims, messages }: Extraction,
): DocumentState {
  const repairs = messages.flatMap(({ ruleId, file, line }) =>
    ruleId && line ? [{ id: ruleId, document: file ?? path, line }] : [],
  )
  return { name, format: formatOf(path, text), claims, repairs }
}
