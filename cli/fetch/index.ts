import type { Source, Upstream } from '../../schema/types.ts'
import { decode, InputError } from '../input.ts'
import { type Fetch, FetchError, type Fetching } from './fetching.ts'
import { Cache, hashOf, type Kept } from './kept.ts'
import { fetchFile, findCommit, type GitFile } from './repository.ts'
import { fetchWeb } from './web.ts'

export { type Fetch, FetchError, type Fetching } from './fetching.ts'

const unmarked = { etag: null, lastModified: null }

/**
 * Fetches the document of a source from its upstream; what has not changed there is taken from the cache.
 *
 * @param source one that names an upstream
 * @throws {FetchError} when it cannot be fetched, or is no text
 */
export async function fetchDocument(source: Source, upstream: Upstream, how: Fetching): Promise<Fetch> {
  const cache = new Cache(how.cache)
  const { kept, revision } = isInGit(upstream)
    ? await fromGit(source, upstream, cache, how)
    : await fromWeb(source, upstream, cache, how)
  cache.put(source.id, upstream, kept)
  return { text: textOf(kept.bytes), sha256: hashOf(kept.bytes), revision }
}

type Got = { kept: Kept; revision: string | null }

async function fromWeb(source: Source, upstream: Upstream, cache: Cache, how: Fetching): Promise<Got> {
  const known = cache.get(source.id, upstream)
  const answer = await fetchWeb(upstream.url!, known?.marks ?? null, source.format, how)
  return { kept: answer === 'same' ? known! : answer, revision: null }
}

/** A commit stays what it is: one that we have is not fetched again. */
async function fromGit(source: Source, upstream: GitFile, cache: Cache, how: Fetching): Promise<Got> {
  const revision = await findCommit(upstream, how)
  const known = revision === source.fetched?.revision ? cache.get(source.id, upstream) : null
  const isSame = known && hashOf(known.bytes) === source.fetched?.sha256
  const kept = isSame ? known : { bytes: await fetchFile(upstream, revision, how), marks: unmarked }
  return { kept, revision }
}

function isInGit(upstream: Upstream): upstream is GitFile {
  return upstream.git !== undefined
}

function textOf(bytes: Buffer): string {
  try {
    return decode('', bytes).text
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new FetchError(error.message.replace(/^: /, ''))
  }
}
