import path from 'node:path'
import { isPlainName, readConfined } from '../../../dataset/confine.ts'
import { sha256Of } from '../../../dataset/datapackage.ts'
import type { Included, Resolve } from '../../../extract/index.ts'
import { decode, InputError } from '../../../project/input.ts'
import type { Source, Upstream } from '../../../schema/types.ts'
import { Includes } from '../../git/documents.ts'
import { Repository } from '../../git/repository.ts'
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
  /** Day of that commit. */
  date: string | null
  /** Finds what it includes; left out where only the document itself is fetched. */
  resolve?: Resolve
}

/**
 * Local clones of repositories, by the addresses of these; and folders of single files, where a repository is too
 * large, by its address and the commit that they were taken from, with `@` between.
 */
export type Clones = ReadonlyMap<string, Pick<Clone, 'fetch'>>

/**
 * Fetches the document of a source from its upstream.
 *
 * @param source one that names an upstream
 * @param clones where repositories are at hand
 * @throws {FetchError} when it cannot be fetched, or is not text
 */
export async function fetchDocument(
  source: Source,
  upstream: Upstream,
  how: Fetching,
  clones: Clones = new Map(),
): Promise<Fetch> {
  if (!isInGit(upstream)) {
    const bytes = await fetchWeb(upstream.url!, source.format, how)
    return { text: textOf(bytes), sha256: sha256Of(bytes), revision: null, date: null }
  }
  const at = clones.get(`${upstream.git}@${upstream.revision}`) ?? clones.get(upstream.git)
  if (at) return at.fetch(upstream, how.maxSize)
  const revision = await findCommit(upstream, how)
  const { bytes, date } = await fetchFile(upstream, revision, how)
  return { text: textOf(bytes), sha256: sha256Of(bytes), revision, date }
}

/** A repository at hand, bare or with a work tree. Files are read from its commits, never from its work tree. */
export class Clone {
  #repository: Repository
  #commits = new Map<
    string,
    { commit: string; date: string; tree: Map<string, string>; includes: Includes }
  >()

  /** @throws {InputError} when a folder is no repository */
  constructor(folder: string) {
    this.#repository = new Repository(folder)
  }

  /**
   * Reads a file of a commit; what it includes can be read, too.
   *
   * @throws {FetchError} when there is none, as for a link or a submodule, or it is too large or no text
   */
  fetch({ path: file, revision }: GitFile, maxSize: number): Fetch {
    try {
      const { commit, date, tree, includes } = this.#commitOf(revision, maxSize)
      const id = file.split('/').every(isPlainName) ? tree.get(file) : undefined
      if (!id) throw new FetchError(`has no file ${file} at ${revision}`)
      const [bytes = 'missing'] = [...this.#repository.contents([{ id, most: maxSize }])]
      if (typeof bytes === 'string')
        throw new FetchError(bytes === 'large' ? `is larger than ${maxSize / 1e6} MB` : `has no file ${file}`)
      return {
        text: textOf(bytes),
        sha256: sha256Of(bytes),
        revision: commit,
        date,
        resolve: includes.resolve,
      }
    } catch (error) {
      throw error instanceof InputError ? new FetchError(error.message) : error
    }
  }

  #commitOf(revision: string, maxSize: number) {
    const known = this.#commits.get(revision)
    if (known) return known
    const commit = this.#repository.commit(revision)
    const date = String(this.#repository.run(['show', '--no-patch', '--format=%cs', commit])).trim()
    const tree = this.#repository.tree(commit)
    const made = { commit, date, tree, includes: new Includes(this.#repository, commit, maxSize) }
    this.#commits.set(revision, made)
    return made
  }
}

/** Single files of a commit, under their paths in the repository or under their names alone. */
export class Files {
  #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** @throws {FetchError} when there is no such file, or it is too large or no text */
  fetch({ path: file, revision }: GitFile, maxSize: number): Fetch {
    const places = [file, path.posix.basename(file)].map(name => path.join(this.#folder, name))
    const bytes = places.map(readConfined).find(found => found !== null)
    if (!bytes) throw new FetchError(`has no file ${file}`)
    if (bytes.length > maxSize) throw new FetchError(`is larger than ${maxSize / 1e6} MB`)
    return { text: textOf(bytes), sha256: sha256Of(bytes), revision, date: null }
  }
}

/** A finder that remembers what it found, each file once, in the order in which they were found. */
export function remembering(resolve: Resolve): { resolve: Resolve; found: Map<string, Included> } {
  const found = new Map<string, Included>()
  return {
    found,
    resolve: (...asked) => {
      const one = resolve(...asked)
      if (one) found.set(one.path, one)
      return one
    },
  }
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
