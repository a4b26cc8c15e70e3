import { posix } from 'node:path'
import { isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml'
import { jsonOf } from '../../../check/report/plain.ts'
import { repairsOf } from '../../../dataset/build.ts'
import { sha256Of } from '../../../dataset/datapackage.ts'
import { digest } from '../../../dataset/published.ts'
import {
  claimsFile,
  correctionPlace,
  type LoadedSource,
  loadFetched,
  type Particulars,
  readClaims,
  readFile,
  type SourceFolder,
  statesOf,
} from '../../../dataset/sources.ts'
import type { Bounds } from '../../../project/bounds.ts'
import { pageWithin } from '../../../project/checking.ts'
import { InputError } from '../../../project/input.ts'
import {
  CorrectionError,
  type CorrectionProblem,
  reconcile,
  type Vocabulary,
} from '../../../reconcile/index.ts'
import type { Claim, FetchedState, Source, Upstream } from '../../../schema/types.ts'
import { byVersion } from '../../../schema/versions.ts'
import { type Clones, FetchError, type Fetching, fetchDocument, remembering } from './fetch.ts'

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
  /** The newest state; null when it is missing. */
  fetched: FetchedState | null
  /** Files of its folder → what they shall hold; null: they are to be deleted. */
  files: Map<string, string | null>
  /** What the build shall see of it; none when it is missing. */
  loaded: LoadedSource[]
}

/** A source that is to be updated. */
export interface Subject {
  at: SourceFolder
  known: Particulars
  /** The revision that it is to be taken at from now on. */
  pin?: string
  /** Read again what an older extractor read. */
  reextract?: boolean
  /** What reads the documents, as states name it. */
  extractor: string
  bounds: Bounds
  vocabulary: Vocabulary
  clones: Clones
}

/** A state with what it claims. */
interface Kept {
  state: FetchedState
  claims: Claim[]
}

/**
 * Fetches the document of a source, each of its versions, and says what is to become of the source; nothing is
 * written. A version that cannot be fetched, or may not be taken, keeps its last good state.
 *
 * @throws {SchemaError} when what is kept of it is damaged
 */
export async function propose(subject: Subject, how: Fetching): Promise<Proposal> {
  const { at, known, pin } = subject
  const fetched = loadFetched(at)
  const before = (fetched?.states ?? []).map(state => ({ state, claims: readClaims(at, state) }))
  const states = new Map<string, Kept>()
  const errors: Error[] = []
  for (const wanted of wantedOf(known.source, pin)) {
    const last = before.find(({ state }) => covers(state, wanted.version))
    try {
      add(states, await take(subject, wanted, last ?? null, how), wanted.version)
    } catch (error) {
      if (![FetchError, InputError, RefusedError].some(kind => error instanceof kind)) throw error
      const { message } = error as Error
      errors.push(Object.assign(error as Error, { message: named(wanted.version, message) }))
      if (last)
        add(
          states,
          { ...last, state: { ...last.state, stale: pin === undefined ? message : last.state.stale } },
          wanted.version,
        )
    }
  }
  const kept = inOrder([...states.values()])
  try {
    return concluded(subject, kept, before, errors)
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    const stale = before.map(one => ({ ...one, state: { ...one.state, stale: error.message } }))
    return concluded(subject, stale, before, [...errors, error])
  }
}

/** A version of the document, and where it is; null where upstream keeps no versions apart. */
interface Wanted {
  version: string | null
  upstream: Upstream
}

function wantedOf({ upstream, versions }: Source, pin: string | undefined): Wanted[] {
  const base = { ...upstream!, ...(pin !== undefined && { revision: pin }) }
  const all = versions?.map(one => (typeof one === 'string' ? { version: one } : one))
  return (all ?? [null]).map(one => {
    if (one === null) return { version: null, upstream: base }
    const { version, ...own } = one
    const filled = Object.entries({ ...base, ...own }).map(([part, text]) => [
      part,
      text?.replaceAll('{version}', version),
    ])
    return { version, upstream: Object.fromEntries(filled) }
  })
}

function covers({ versions }: FetchedState, version: string | null): boolean {
  return version === null ? true : versions.includes(version)
}

function named(version: string | null, message: string): string {
  return version === null ? message : `${version}: ${message}`
}

/** Versions of the same content are one state. */
function add(states: Map<string, Kept>, one: Kept, version: string | null): void {
  const key = `${one.state.sha256} ${one.state.stale}`
  const { state, claims } = states.get(key) ?? { ...one, state: { ...one.state, versions: [] } }
  const versions = version === null ? [] : [...state.versions, version].sort(byVersion)
  const newest = versions.at(-1) === version ? one.state : state
  states.set(key, { state: { ...newest, versions }, claims })
}

function inOrder(states: Kept[]): Kept[] {
  return states.sort((a, b) => byVersion(a.state.versions[0] ?? '', b.state.versions[0] ?? ''))
}

/** Nothing is taken over that the build would refuse. */
function concluded(subject: Subject, kept: Kept[], before: Kept[], errors: Error[]): Proposal {
  const { at, known, pin, vocabulary } = subject
  const [error] = errors
  const about = {
    id: known.source.id,
    reason: error ? errors.map(({ message }) => message).join('; ') : null,
    refused: errors.some(one => one instanceof RefusedError),
  }
  const newest = kept.toSorted((a, b) => byVersion(last(a), last(b))).at(-1)?.state ?? null
  if (!newest) return { ...about, state: 'missing', dropped: [], fetched: null, files: new Map(), loaded: [] }
  const { corrections, dropped } = error
    ? { corrections: known.corrections, dropped: [] }
    : left(known, kept, vocabulary)
  const loaded = statesOf({ ...known, corrections }, kept)
  const files = changed(at.folder, filesOf(subject, kept, before, error === undefined, dropped))
  const state = error ? (pin === undefined ? 'stale' : 'unpinned') : files.size > 0 ? 'updated' : 'unchanged'
  return { ...about, state, dropped, fetched: newest, files, loaded }
}

function last({ state }: Kept): string {
  return state.versions.at(-1) ?? ''
}

function filesOf(
  { at, pin }: Subject,
  kept: Kept[],
  before: Kept[],
  isGood: boolean,
  dropped: string[],
): Map<string, string | null> {
  const wanted = new Map<string, string | null>(before.map(({ state }) => [claimsFile(state), null]))
  for (const { state, claims } of kept)
    wanted.set(claimsFile(state), claims.map(claim => `${jsonOf(claim)}\n`).join(''))
  wanted.set('fetched.json', `${jsonOf({ states: kept.map(({ state }) => state) }, 2)}\n`)
  if (pin !== undefined && isGood)
    wanted.set('source.yaml', withRevision(textOf(at.folder, 'source.yaml')!, pin))
  if (dropped.length > 0)
    wanted.set('corrections.yaml', withoutCorrections(textOf(at.folder, 'corrections.yaml')!, dropped))
  return wanted
}

function changed(folder: string, files: Map<string, string | null>): Map<string, string | null> {
  return new Map([...files].filter(([name, text]) => textOf(folder, name) !== text))
}

function textOf(folder: string, name: string): string | null {
  return readFile(folder, name)?.toString() ?? null
}

/** A document was fetched and may not be taken; the message tells why, the same way each time. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}

/**
 * Fetches a version of a document and reads it for what is kept of it: facts, and where they are.
 *
 * @param before what is known of the version
 * @throws {FetchError} when it cannot be fetched
 * @throws {InputError} when it goes beyond a limit
 * @throws {RefusedError} when it claims less than it must
 */
async function take(
  { known: { source }, bounds, vocabulary, extractor, reextract, clones }: Subject,
  { upstream, version }: Wanted,
  before: Kept | null,
  how: Fetching,
): Promise<Kept> {
  const { text, sha256, revision, date, resolve } = await fetchDocument(source, upstream, how, clones)
  const includes = remembering(resolve ?? (() => null))
  const path = upstream.path ?? source.document
  const page = await pageWithin({ path, text, source, resolve: includes.resolve }, bounds)
  const included = [...includes.found.values()].map(one => sha256Of(one.text))
  const whole = included.length > 0 ? sha256Of([sha256, ...included].join('\n')) : sha256
  if (before?.state.sha256 === whole && !(reextract && before.state.extractor !== extractor))
    return { ...before, state: { ...before.state, stale: null } }
  if (page.claims.length < source.floor.claims)
    throw new RefusedError(`yields ${page.claims.length} claims, under the floor of ${source.floor.claims}`)
  const state: FetchedState = {
    versions: version === null ? [] : [version],
    path: upstream.path ?? null,
    revision,
    date,
    sha256: whole,
    extractor,
    stale: null,
    repairs: repairsOf(page.messages),
  }
  const claims = page.claims.map(claim => digest(claim, source, vocabulary))
  const near = (file: string) => posix.relative(posix.dirname(path), file)
  return {
    state,
    claims: claims
      .map(numberIn(source.id))
      .map(claim => ({ ...claim, location: { ...claim.location, document: near(claim.location.document) } })),
  }
}

/** Gives claims of a page, and of what it includes, ids of the page: lines of different files may be the same. */
function numberIn(id: string): (claim: Claim) => Claim {
  const counts = new Map<number, number>()
  return ({ includedBy: _, ...claim }) => {
    const { line } = claim.location
    const n = (counts.get(line) ?? 0) + 1
    counts.set(line, n)
    return { ...claim, id: `${id}:${line}:${n}` }
  }
}

/**
 * The corrections that still find something, and the ids of those that do not.
 *
 * @throws {RefusedError} when a correction finds other than it expects
 */
function left(known: Particulars, kept: Kept[], vocabulary: Vocabulary) {
  // Findings need the other documents, too: the build looks for accepted ones.
  const written = known.corrections.filter(one => !('accept' in one))
  const problems = problemsOf({ ...known, corrections: written }, kept, vocabulary)
  const dropped = [...new Set(problems.filter(isExpired).map(({ correction }) => correction))]
  const corrections = known.corrections.filter(({ id }) => !dropped.includes(id))
  const [problem] = problemsOf(
    { ...known, corrections: corrections.filter(one => written.includes(one)) },
    kept,
    vocabulary,
  )
  if (problem) throw new RefusedError(new CorrectionError([problem]).message)
  return { corrections, dropped }
}

/** Nothing to correct is there any more: the document was mended, or says something else. */
function isExpired({ fault, found }: CorrectionProblem): boolean {
  return (fault === 'matches' || fault === 'no-effect') && found === 0
}

function problemsOf(known: Particulars, kept: Kept[], vocabulary: Vocabulary): CorrectionProblem[] {
  try {
    const placeOf = (one: LoadedSource['corrections'][number]) => correctionPlace(known, one)
    reconcile(
      statesOf(known, kept).map(one => ({ ...one, claims: one.claims!, placeOf })),
      vocabulary,
    )
    return []
  } catch (error) {
    if (!(error instanceof CorrectionError)) throw error
    return error.problems
  }
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

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}
