import { isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml'
import { type Document, type Page, pageOf } from '../../../check/index.ts'
import { jsonOf } from '../../../check/report/plain.ts'
import { repairsOf } from '../../../dataset/build.ts'
import { digest } from '../../../dataset/published.ts'
import { correctionPlace, type LoadedSource, loadSource, readFile } from '../../../dataset/sources.ts'
import type { Bounds } from '../../../project/bounds.ts'
import { pageWithin } from '../../../project/checking.ts'
import { InputError } from '../../../project/input.ts'
import {
  CorrectionError,
  type CorrectionProblem,
  reconcile,
  type Vocabulary,
} from '../../../reconcile/index.ts'
import type { Claim, Correction, Fetched, SourceRepair } from '../../../schema/types.ts'
import { FetchError, type Fetching, fetchDocument } from './fetch.ts'

/** What an update makes of a source. */
export interface Proposal {
  id: string
  /** Missing: it could not be fetched and never was; unpinned: it stays at its former revision. */
  state: 'updated' | 'unchanged' | 'stale' | 'missing' | 'unpinned'
  /** Why it is stale, missing or unpinned. */
  reason: string | null
  /** Whether it was fetched but may not be taken. */
  refused: boolean
  /** Ids of corrections that match nothing any more. */
  dropped: string[]
  fetched: Fetched | null
  /** Files of its folder → what they shall hold. */
  files: Map<string, string>
  /** What the build shall see of it; null when it is missing. */
  loaded: LoadedSource | null
}

/** A source that is to be updated. */
export interface Subject {
  folder: string
  /** How its folder is called in paths. */
  shown: string
  known: Particulars
  /** The revision that it is to be taken at from now on. */
  pin?: string
  bounds: Bounds
  vocabulary: Vocabulary
}

/**
 * Fetches the document of a source and says what is to become of the source; nothing is written.
 *
 * @throws {SchemaError} when what is kept of it is damaged
 */
export async function propose(subject: Subject, how: Fetching): Promise<Proposal> {
  try {
    return await fetched(subject, how)
  } catch (error) {
    if (![FetchError, InputError, RefusedError].some(kind => error instanceof kind)) throw error
    return lastGood(subject, error as Error)
  }
}

async function fetched(
  { folder, known, pin, bounds, vocabulary }: Subject,
  how: Fetching,
): Promise<Proposal> {
  const { source } = known
  const upstream = { ...source.upstream!, ...(pin !== undefined && { revision: pin }) }
  const { text, sha256, revision } = await fetchDocument(source, upstream, how)
  const { claims, repairs, corrections, dropped } = await take(known, text, vocabulary, document =>
    pageWithin(document, bounds),
  )
  const about: Fetched = { sha256, revision, stale: null, repairs }
  const wanted = new Map([
    ['claims.ndjson', claims.map(claim => `${jsonOf(claim)}\n`).join('')],
    ['source.yaml', withFetched(textOf(folder, 'source.yaml')!, about, pin)],
  ])
  if (dropped.length > 0)
    wanted.set('corrections.yaml', withoutCorrections(textOf(folder, 'corrections.yaml')!, dropped))
  const files = changed(folder, wanted)
  const loaded = { ...known, source: { ...source, upstream, fetched: about }, corrections, text: '', claims }
  const state = files.size > 0 ? 'updated' : 'unchanged'
  return { id: source.id, state, reason: null, refused: false, dropped, fetched: about, files, loaded }
}

/** What could not be fetched stays as it was, and says so. */
function lastGood({ folder, shown, known, pin }: Subject, error: Error): Proposal {
  const { id, fetched } = known.source
  const common = {
    id,
    reason: error.message,
    refused: error instanceof RefusedError,
    dropped: [],
    files: new Map(),
  }
  if (!fetched || textOf(folder, 'claims.ndjson') === null)
    return { ...common, state: 'missing', fetched: null, loaded: null }
  const loaded = loadSource(folder, shown, id)
  if (pin !== undefined) return { ...common, state: 'unpinned', fetched, loaded }
  const about = { ...fetched, stale: error.message }
  const files = changed(
    folder,
    new Map([['source.yaml', withFetched(textOf(folder, 'source.yaml')!, about)]]),
  )
  return {
    ...common,
    state: 'stale',
    fetched: about,
    files,
    loaded: { ...loaded, source: { ...loaded.source, fetched: about } },
  }
}

function changed(folder: string, files: Map<string, string>): Map<string, string> {
  return new Map([...files].filter(([name, text]) => textOf(folder, name) !== text))
}

function textOf(folder: string, name: string): string | null {
  return readFile(folder, name)?.toString() ?? null
}

/** What is known of a source besides its document. */
export type Particulars = Omit<LoadedSource, 'text' | 'claims'>

/** What a fetched document gives. */
export interface Taken {
  claims: Claim[]
  repairs: SourceRepair[]
  /** The corrections that still find something. */
  corrections: Correction[]
  /** Ids of those that do not. */
  dropped: string[]
}

/** A document was fetched and may not be taken; the message tells why, the same way each time. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}

/**
 * Reads a fetched document for what is kept of it.
 *
 * @throws {LimitError} when it goes beyond a limit
 * @throws {RefusedError} when it claims less than it must, or a correction finds other than it expects
 */
export async function take(
  known: Particulars,
  text: string,
  vocabulary: Vocabulary,
  read: (document: Document) => Promise<Page> = pageOf,
): Promise<Taken> {
  const { source, document } = known
  // Findings need the other documents, too: the build looks for accepted ones.
  const corrections = known.corrections.filter(one => !('accept' in one))
  const placeOf = (one: Correction) => correctionPlace(known, one)
  const page = await read({ path: document, text, source })
  const { claims: floor } = source.floor
  if (page.claims.length < floor)
    throw new RefusedError(`yields ${page.claims.length} claims, under the floor of ${floor}`)
  const claims = page.claims.map(claim => digest(claim, vocabulary))
  const problems = problemsOf({ source, claims, corrections, placeOf }, vocabulary)
  const dropped = problems.filter(isExpired).map(({ correction }) => correction)
  const left = known.corrections.filter(({ id }) => !dropped.includes(id))
  const [problem] = problemsOf(
    { source, claims, corrections: left.filter(one => corrections.includes(one)), placeOf },
    vocabulary,
  )
  if (problem) throw new RefusedError(new CorrectionError([problem]).message)
  return { claims, repairs: repairsOf(page.messages), corrections: left, dropped }
}

/** Nothing to correct is there any more: the document was mended, or says something else. */
function isExpired({ fault, found }: CorrectionProblem): boolean {
  return (fault === 'matches' || fault === 'no-effect') && found === 0
}

function problemsOf(
  input: Parameters<typeof reconcile>[0][number],
  vocabulary: Vocabulary,
): CorrectionProblem[] {
  try {
    reconcile([input], vocabulary)
    return []
  } catch (error) {
    if (!(error instanceof CorrectionError)) throw error
    return error.problems
  }
}

/**
 * Puts what became of the fetching into the text of a `source.yaml`; everything else stays as it is written.
 *
 * @param revision the revision that it names from now on, if it is to name another one
 */
export function withFetched(text: string, fetched: Fetched, revision?: string): string {
  const pinned = revision === undefined ? text : withRevision(text, revision)
  const [start, end] = placeOf(pinned, 'fetched') ?? [pinned.length, pinned.length]
  const before = pinned.slice(0, start)
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  return `${before}${gap}${stringify({ fetched }, { lineWidth: 0 })}${pinned.slice(end)}`
}

/**
 * Takes corrections out of the text of a `corrections.yaml`, with the comments that stand right above them.
 * What stands above the first of all is about the file.
 */
export function withoutCorrections(text: string, ids: string[]): string {
  const list = parseDocument(text).contents
  if (!isSeq(list) || list.items.length === 0) return text
  const starts = list.items.map(item => lineStart(text, (item as Node).range![0]))
  const head = text.slice(0, starts[0])
  const entries = starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length))
  const parts = entries.map((entry, i) => ({ item: list.items[i], ...parted(entry) }))
  const kept = parts.map(({ item, own, next }, i) => {
    const isOut = (one: unknown) => isMap(one) && ids.includes(String(one.get('id')))
    const after = isOut(parts[i + 1]?.item) ? '' : next
    return isOut(item) ? after : own + after
  })
  const left = kept.join('')
  return `${head}${/^- /m.test(left) ? left : `[]\n${left}`}`
}

/** The lines of an entry, and the comments behind them, which are about the next one. */
function parted(entry: string): { own: string; next: string } {
  const lines = entry.split(/(?<=\n)/)
  const last = lines.findLastIndex(line => /^\s*[^\s#]/.test(line))
  return { own: lines.slice(0, last + 1).join(''), next: lines.slice(last + 1).join('') }
}

function withRevision(text: string, revision: string): string {
  const node = parseDocument(text).getIn(['upstream', 'revision'], true)
  if (!isScalar(node)) return text
  const [start, end] = node.range!
  return text.slice(0, start) + stringify(revision).trim() + text.slice(end)
}

/** Where a key at the top stands with its value, whole lines. */
function placeOf(text: string, key: string): [start: number, end: number] | null {
  const map = parseDocument(text).contents
  const pair = isMap(map)
    ? map.items.find(({ key: name }) => isScalar(name) && name.value === key)
    : undefined
  if (!pair) return null
  const [start, end] = [(pair.key as Node).range![0], (pair.value as Node).range![2]]
  return [lineStart(text, start), text[end - 1] === '\n' ? end : end + 1]
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}
