import path from 'node:path'
import { judge } from '../check/config.ts'
import { checkPages, type Page, pageOf } from '../check/index.ts'
import type { DocumentState } from '../diff/index.ts'
import { type Extraction, extract, mayClaim } from '../extract/index.ts'
import { formatOf } from '../extract/read/index.ts'
import type { Finding } from '../schema/types.ts'
import { type Listed, listDocuments } from './files.ts'
import { type Document, decode, InputError, nameOf, readBytes } from './input.ts'
import { resolver } from './resolve.ts'
import type { Checks, Loaded, Loading } from './state.ts'

type Texts = Map<string, Document>

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
  const texts: Texts = new Map()
  const errors = new Map<string, string>()
  for (const listed of await listDocuments([name])) {
    const short = kind === 'document' ? '' : path.relative(name, listed.file).split(path.sep).join('/')
    try {
      const document = await readDocument(listed, how)
      if (document) texts.set(short, document)
    } catch (error) {
      if (!(error instanceof InputError) || kind === 'document') throw error
      errors.set(short, error.message)
    }
  }
  const state = { kind: 'documents' as const, name: nameOf(name) || '.', unread: [...errors.keys()] }
  return { state: { ...state, ...read(texts, how) }, kind, errors: [...errors.values()] }
}

/** Of a folder only what may make a claim and is not to be left out. */
async function readDocument(
  { file, named }: Listed,
  { maxSize, root, ignored }: Loading,
): Promise<Document | null> {
  if (!named && ignored(file)) return null
  const document = decode(file, await readBytes(file, maxSize))
  const resolve = resolver(root, maxSize)
  return named || mayClaim(document.text, { resolve, document: document.path }) ? document : null
}

/** Extracts documents, and checks them where that is asked for. */
function read(
  texts: Texts,
  { maxSize, root, checks }: Loading,
): { documents: DocumentState[]; findings: Finding[] | null } {
  const resolve = resolver(root, maxSize)
  if (!checks) {
    const documents = [...texts].map(([name, one]) =>
      documentOf(name, one, extract(one.path, one.text, { resolve })),
    )
    return { documents, findings: null }
  }
  const pages = [...texts].map(([name, one]) => ({ name, one, page: pageOf({ ...one, resolve }) }))
  return {
    documents: pages.map(({ name, one, page }) => documentOf(name, one, page)),
    findings: findingsOf(
      pages.map(({ page }) => page),
      checks,
    ),
  }
}

/** What is wrong in documents that were read, severities as wished for. */
export function findingsOf(pages: Page[], { rules, levels }: Checks): Finding[] {
  return judge(checkPages(pages, rules).findings, levels)
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
