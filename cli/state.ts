import { statSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { unpackTar } from 'modern-tar'
import { judge, type Policy } from '../check/config.ts'
import type { Page, Rule } from '../check/index.ts'
import { hasFile, readFiles } from '../dataset/files.ts'
import type { DatasetState, DocumentState, DocumentsState, State } from '../diff/index.ts'
import { type Extraction, mayClaim, type Resolve, shareClaims } from '../extract/index.ts'
import { formatOf } from '../extract/read/index.ts'
import { vocabularyWith } from '../extract/vocabulary/default.ts'
import { type Bounds, bounded } from '../project/bounds.ts'
import { checkWithin, pageWithin } from '../project/checking.ts'
import { examineWithin } from '../project/examine.ts'
import { resolver } from '../project/includes.ts'
import {
  type Document,
  decode,
  decodeDocument,
  InputError,
  type Listed,
  listDocuments,
  mostRead,
  nameOf,
  readBytes,
} from '../project/input.ts'
import type { Vocabulary } from '../reconcile/index.ts'
import type { Claim, Finding, Flow } from '../schema/types.ts'
import { currentIo, sayUnread } from './io.ts'

/** How documents are checked. */
export interface Checks {
  rules: Rule[]
  policy: Policy
  vocabulary: Vocabulary
}

/** How a side of a comparison is loaded. */
export interface Loading {
  bounds: Bounds
  /** The words that are known; default: those that come with Portolan. */
  vocabulary?: Vocabulary
  /** Where included documents may be read. */
  root?: string
  /** How documents are checked; null when they are not. */
  checks: Checks | null
  /** Files of a folder that are left out. */
  ignored(file: string): boolean
}

/** A side of a comparison. */
export interface Loaded {
  state: State
  /** What was named; only like can be compared with like. */
  kind: 'document' | 'folder' | 'dataset'
  /** Why parts of it could not be read. */
  errors: string[]
}

/**
 * Loads a side of a comparison: a built dataset, the archive of a published one, a folder of documents, or a document.
 *
 * @throws {InputError} when nothing of it can be read
 */
export async function loadState(name: string, how: Loading): Promise<Loaded> {
  if (hasFile(name, 'data/flows.json')) return dataset(loadDataset(name))
  if (/\.t(?:ar\.)?gz$/i.test(name)) return dataset(await loadArchive(name, how.bounds.limits.size))
  return loadDocuments(name, isFolder(name) ? 'folder' : 'document', how)
}

function dataset(state: State): Loaded {
  return { state, kind: 'dataset', errors: [] }
}

function isFolder(name: string): boolean {
  return name !== '-' && statSync(name, { throwIfNoEntry: false })?.isDirectory() === true
}

/** What a flow of an older or newer dataset may come without. */
const bare = {
  version: null,
  protocol: null,
  ports: null,
  portText: null,
  service: null,
  local: false,
  when: {},
  conditions: [],
  required: true,
  status: 'stated',
  stated: null,
  claims: [],
  corrections: [],
  findings: [],
}

/**
 * Loads a built dataset from its folder.
 *
 * @param folder the one that holds `data/`
 * @throws InputError when its flows or claims are not there, are none, or files are of different builds
 */
export function loadDataset(folder: string): DatasetState {
  const name = nameOf(folder) || '.'
  const texts = orInputError(name, () => readFiles(folder, datasetFiles))
  return datasetOf(name, file => texts.get(file) ?? null)
}

function orInputError<T>(name: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw new InputError(name, (error as Error).message)
  }
}

/** The files of a dataset that a comparison reads. */
export const datasetFiles = ['data/flows.json', 'data/claims.ndjson', 'data/findings.json'] as const
export type DatasetFile = (typeof datasetFiles)[number]

/**
 * Makes a state of a dataset's files. It may be of another version than this tool: what is not known is
 * passed over.
 *
 * @param name what it is called
 * @param textOf the text of a file; null when there is none
 * @throws InputError when its flows or claims are not there or are none
 */
export function datasetOf(name: string, textOf: (file: DatasetFile) => string | null): DatasetState {
  const list = <T>(file: DatasetFile, is: (one: unknown) => one is T): T[] | null => {
    const text = textOf(file)
    return text === null ? null : listOf(text, is, `${name}/${file}`)
  }
  const flows = list('data/flows.json', isFlow) ?? missing(`${name}/data/flows.json`)
  return {
    kind: 'dataset',
    name,
    flows: flows.map(flow => ({ ...bare, ...flow }) as Flow),
    claims: list('data/claims.ndjson', isClaim) ?? missing(`${name}/data/claims.ndjson`),
    findings: list('data/findings.json', isFinding),
  }
}

function missing(file: string): never {
  throw new InputError(file, 'does not exist; build the dataset')
}

function listOf<T>(text: string, is: (one: unknown) => one is T, file: string): T[] {
  const value = parse(text, file)
  if (Array.isArray(value) && value.every(is)) return value
  throw new InputError(file, 'is not what a build writes; build the dataset anew')
}

function parse(text: string, file: string): unknown {
  const lines = () => text.split('\n').filter(Boolean)
  try {
    return file.endsWith('.ndjson') ? lines().map(line => JSON.parse(line)) : JSON.parse(text)
  } catch (error) {
    throw new InputError(file, (error as Error).message)
  }
}

function isFlow(value: unknown): value is Partial<Flow> {
  const flow = value as Partial<Flow> | null
  const ends = [flow?.from, flow?.to]
  return (
    typeof flow?.id === 'string' &&
    typeof flow.product === 'string' &&
    typeof flow.deployment === 'string' &&
    ends.every(end => typeof end?.kind === 'string' && typeof end.id === 'string')
  )
}

function isClaim(value: unknown): value is Claim {
  const claim = value as Partial<Claim> | null
  return typeof claim?.id === 'string' && typeof claim.location?.line === 'number'
}

function isFinding(value: unknown): value is Finding {
  const finding = value as Partial<Finding> | null
  return typeof finding?.rule === 'string' && typeof finding.message === 'string'
}

/** A document with its name in the state; a page where documents are checked. */
interface Read {
  name: string
  path: string
  text: string
  extraction: Extraction | Page
}

/**
 * Loads a document, or every document of a folder that can hold something about ports. In a folder they
 * are known by their paths within it; what cannot be read there is left out and told.
 *
 * @throws InputError when the one document cannot be read
 */
async function loadDocuments(name: string, kind: 'document' | 'folder', how: Loading): Promise<Loaded> {
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
  const state = documentsState(nameOf(name) || '.', read, [...errors.keys()], how)
  return { state, kind, errors: [...errors.values()] }
}

/** Of a folder only what may make a claim and is not to be left out. */
async function readDocument(
  listed: Listed,
  { bounds, root, checks, ignored }: Loading,
): Promise<Omit<Read, 'name'> | null> {
  const { file, named } = listed
  if (!named && ignored(file)) return null
  const one = await decodeDocument(
    file,
    await readBytes(file, mostRead(listed, bounds.limits.size), currentIo().stdin),
  )
  const resolve = resolver(root, bounds.limits.size)
  const extraction = await extractWithin(
    { ...one, resolve },
    { isWanted: named, checks: checks !== null, bounds },
  )
  return extraction && { ...one, extraction }
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
  const claims = () => mayClaim(text, { resolve, document: path }, vocabularyWith(bounds.words))
  if (!isWanted && !bounded(path, bounds, claims)) return null
  return checks ? pageWithin(document, bounds) : examineWithin({ path, text, encoding, resolve }, bounds)
}

/**
 * The state that documents make, with their findings where they are to be checked. What several of them include is
 * claimed in the first of them alone.
 *
 * @param name what it is called
 * @param unread the names of the documents that could not be read
 */
export function documentsState(
  name: string,
  read: Read[],
  unread: string[],
  { checks, bounds }: Pick<Loading, 'checks' | 'bounds'>,
): DocumentsState {
  const known = new Set<Claim>()
  const shared = shareClaims(read.map(({ path, extraction }) => ({ path, claims: extraction.claims })))
  const documents = read.map((one, i) => {
    const own = shared[i]!.filter(claim => !known.has(claim))
    for (const claim of own) known.add(claim)
    return documentOf(one, own)
  })
  const pages = read.map(({ extraction }) => extraction as Page)
  return { kind: 'documents', name, unread, documents, findings: checks && findingsOf(pages, checks, bounds) }
}

/** What is wrong in documents that were read, with the severities of the configuration. */
function findingsOf(pages: Page[], { rules, policy, vocabulary }: Checks, bounds: Bounds): Finding[] {
  return judge(checkWithin(pages, rules, { bounds, vocabulary }, sayUnread).findings, policy)
}

function documentOf({ name, path, text, extraction }: Read, claims: Claim[]): DocumentState {
  const repairs = extraction.messages.flatMap(({ ruleId, file, line }) =>
    ruleId && line ? [{ id: ruleId, document: file ?? path, line }] : [],
  )
  return { name, format: formatOf(path, text), claims, repairs }
}

/** How many times larger than the limit for its archive the content of a package may be. */
const mostUnpacked = 10

/**
 * Loads the dataset of a package's archive.
 *
 * @param file a `.tgz` as npm makes it
 * @param maxSize most bytes of it that are read
 * @throws {InputError} when it cannot be read, or holds no dataset
 */
async function loadArchive(file: string, maxSize: number): Promise<DatasetState> {
  const name = nameOf(file)
  const files = await filesOf(name, await readBytes(file, maxSize), maxSize)

  const textOf = (file: string) => {
    const content = files.get(file)
    return content ? decode(`${name}/${file}`, Buffer.from(content)).text : null
  }
  if (!files.has('data/flows.json')) throw new InputError(name, 'holds no dataset (data/flows.json)')
  const state = datasetOf(name, file => textOf(file) ?? (file === 'data/claims.ndjson' ? '' : null))
  const claims = state.claims.length > 0 ? state.claims : placesOf(state.flows, textOf('data/sources.json'))
  return { ...state, claims }
}

/** Regular files by their path within the package, whose files are all in one folder of any name. */
async function filesOf(name: string, bytes: Buffer, maxSize: number): Promise<Map<string, Uint8Array>> {
  try {
    const archive = gunzipSync(bytes, { maxOutputLength: maxSize * mostUnpacked })
    const entries = await unpackTar(archive, { strict: true, filter: ({ type }) => type === 'file' })
    return new Map(entries.map(({ header, data }) => [header.name.replace(/^[^/]*\//, ''), data!]))
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new InputError(name, isLarge ? 'is too large when it is unpacked' : 'is no packed archive')
  }
}

/** Claims are not published. The ids that flows name give their places: `rke2:19:1` is on line 19. */
function placesOf(flows: Flow[], sources: string | null): Claim[] {
  const records: { id: string; document: string }[] = JSON.parse(sources ?? '[]')
  const documents = new Map(records.map(({ id, document }) => [id, document]))
  const ids = new Set(flows.flatMap(flow => flow.claims))
  return [...ids].map(id => {
    const [source = '', line = ''] = id.split(/:(?=\d+:\d+$)|:(?=\d+$)/)
    const at = { line: Number(line) || 1, column: 1 }
    const location = { document: documents.get(source) ?? source, ...at, endLine: at.line, endColumn: 1 }
    return { id, description: null, location } as Claim
  })
}
