import { jsonOf } from '../../check/report/plain.ts'
import { type LoadedSource, loadSource, readFile } from '../../dataset/sources.ts'
import type { Vocabulary } from '../../reconcile/index.ts'
import type { Fetched } from '../../schema/types.ts'
import type { Bounds } from '../bounds.ts'
import { pageWithin } from '../checking.ts'
import { FetchError, type Fetching, fetchDocument } from '../fetch/index.ts'
import { InputError } from '../input.ts'
import { withFetched, withoutCorrections } from './edit.ts'
import { type Particulars, RefusedError, take } from './take.ts'

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
 * Fetches the document of a source and says what is to become of the source; nothing is written but the cache.
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
