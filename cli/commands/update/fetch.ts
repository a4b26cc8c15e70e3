import { sha256Of } from '../../../dataset/datapackage.ts'
import { decode, InputError } from '../../../project/input.ts'
import type { Source, Upstream } from '../../../schema/types.ts'
import { fetchFile, findCommit, type GitFile } from './fetch-git.ts'
import { FetchError, type Fetching, fetchWeb } from './fetch-web.ts'

export { FetchError, type Fetching } from './fetch-web.ts'

/** A document as it was fetched. */
export interface Fetch {
  text: string
  /** SHA-256 of its bytes in hexadecimal. */
  sha256: string
  /** Commit that it was taken from; null for a web address. */
  revision: string | null
}

/**
 * Fetches the document of a source from its upstream.
 *
 * @param source one that names an upstream
 * @throws {FetchError} when it cannot be fetched, or is not text
 */
export async function fetchDocument(source: Source, upstream: Upstream, how: Fetching): Promise<Fetch> {
  const revision = isInGit(upstream) ? await findCommit(upstream, how) : null
  const bytes = isInGit(upstream)
    ? await fetchFile(upstream, revision!, how)
    : await fetchWeb(upstream.url!, source.format, how)
  return { text: textOf(bytes), sha256: sha256Of(bytes), revision }
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
