import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { refuseOutside } from '../../dataset/confine.ts'
import { refusal, replaceFile } from '../../dataset/write.ts'
import { decode, InputError, nameOf } from '../../project/input.ts'
import type { Source, Upstream } from '../../schema/types.ts'
import { say } from '../io.ts'
import { fetchFile, findCommit, type GitFile } from './repository.ts'
import { type Fetch, FetchError, type Fetching, fetchWeb, type Marks } from './web.ts'

export { type Fetch, FetchError, type Fetching } from './web.ts'

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

/** A document as it was fetched last. */
export interface Kept {
  bytes: Buffer
  marks: Marks
}

/** Where fetched documents are kept; git does not see them. */
export class Cache {
  #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * What is kept of a source; what is damaged is told, and is to be fetched anew.
   *
   * @returns null when there is nothing, it came from elsewhere, or it is not what was fetched
   */
  get(id: string, upstream: Upstream): Kept | null {
    const [document, about] = this.#files(id).map(readOrNull) as [Buffer | null, Buffer | null]
    if (!document && !about) return null
    const known = about && parse(about.toString())
    if (!document || known?.sha256 !== hashOf(document)) {
      say(`${nameOf(this.#files(id)[0])} is damaged; it is fetched anew`)
      return null
    }
    return known.from === JSON.stringify(upstream) ? { bytes: document, marks: known.marks } : null
  }

  /**
   * Keeps a document for the next time.
   *
   * @throws {WriteError} when it cannot be written
   */
  put(id: string, upstream: Upstream, { bytes, marks }: Kept): void {
    const [document, about] = this.#files(id)
    try {
      mkdirSync(path.dirname(document), { recursive: true })
    } catch (error) {
      throw refusal(this.#folder, error)
    }
    replaceFile(path.join(this.#folder, '.gitignore'), '*\n')
    // Between the two their hashes differ: what was killed there is fetched anew.
    replaceFile(document, bytes)
    replaceFile(about, JSON.stringify({ from: JSON.stringify(upstream), sha256: hashOf(bytes), marks }))
  }

  #files(id: string): [document: string, about: string] {
    const files = [path.join(this.#folder, 'fetched', id), path.join(this.#folder, 'fetched', `${id}.json`)]
    for (const file of [...files, path.join(this.#folder, '.gitignore')]) refuseOutside(file, nameOf(file))
    return files as [string, string]
  }
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

interface About {
  from: string
  sha256: string
  marks: Marks
}

/** Null for what was not kept by us, or only in part. */
function parse(text: string): About | null {
  try {
    const { from, sha256, marks } = JSON.parse(text)
    const isMark = (mark: unknown) => mark === null || typeof mark === 'string'
    const isAbout = typeof from === 'string' && isMark(marks.etag) && isMark(marks.lastModified)
    return isAbout ? { from, sha256, marks } : null
  } catch {
    return null
  }
}

function readOrNull(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
