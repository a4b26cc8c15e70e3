import type { DocumentState } from '../../diff/index.ts'
import { mayInclude } from '../../extract/index.ts'
import type { Bounds } from '../bounds.ts'
import { mostRead } from '../files.ts'
import { decode, InputError, tooLarge } from '../input.ts'
import { documentOf, extractWithin } from '../state-documents.ts'
import type { File } from './history.ts'
import { type Asked, Includes } from './includes.ts'
import type { Repository } from './repository.ts'

/** So many claims are kept, which is some hundred megabytes. */
const mostClaims = 50_000

interface Kept {
  /** Where the document stood when it was read. */
  path: string
  state: DocumentState
  asked: Asked
}

/** Reads documents of many commits; a content that was read before is not read again. */
export class Extracts {
  /** How many documents were extracted. */
  count = 0
  #repository: Repository
  #bounds: Bounds
  #kept = new Map<string, Kept>()
  #claims = 0

  constructor(repository: Repository, bounds: Bounds) {
    this.#repository = repository
    this.#bounds = bounds
  }

  /**
   * Reads a document.
   *
   * @param named whether it was named itself: it is read whatever it holds
   * @throws {InputError} when it cannot be read
   */
  async read(commit: string, file: File, named: boolean): Promise<DocumentState> {
    return renamed(await this.#read(commit, file, named), file.path)
  }

  /**
   * Tells what a document includes: paths from the top.
   *
   * @param named whether it was named itself
   * @returns nothing for one that cannot be read
   */
  async included(commit: string, file: File, named: boolean): Promise<string[]> {
    try {
      if (!mayInclude(await this.#textOf(file, named))) return []
      const { asked } = await this.#read(commit, file, named)
      return [...asked].flatMap(([name, id]) => (id === null ? [] : [name]))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return []
    }
  }

  async #read(commit: string, file: File, named: boolean): Promise<Kept> {
    const includes = new Includes(this.#repository, commit, this.#bounds.limits.size)
    const key = `${file.id}\0${file.path.slice(file.path.lastIndexOf('.'))}`
    const known = this.#kept.get(key)
    const isSame =
      known && (known.asked.size === 0 || (known.path === file.path && (await includes.agrees(known.asked))))
    const kept = isSame ? known : await this.#extract(file, includes, named)
    this.#keep(key, kept)
    return kept
  }

  async #textOf({ path, id }: File, named: boolean): Promise<string> {
    const size = mostRead({ named }, this.#bounds.limits.size)
    const found = await this.#repository.read(id, size)
    if (!found) throw new InputError(path, 'is missing in the repository')
    if (!found.bytes) throw tooLarge(path, size)
    return decode(path, found.bytes).text
  }

  async #extract(file: File, includes: Includes, named: boolean): Promise<Kept> {
    const { path } = file
    const text = await this.#textOf(file, named)
    const how = { isWanted: named, checks: false, bounds: this.#bounds }
    const { outcome, asked } = await includes.settled(resolve => extractWithin({ path, text, resolve }, how))
    this.count++
    const state = documentOf(path, { path, text }, outcome ?? { claims: [], messages: [] })
    return { path, state, asked }
  }

  /** What was wanted last stays longest. */
  #keep(key: string, kept: Kept): void {
    this.#drop(key)
    this.#kept.set(key, kept)
    this.#claims += weightOf(kept)
    for (const [oldest] of this.#kept) {
      if (this.#claims <= mostClaims) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key)
    if (kept) this.#claims -= weightOf(kept)
    this.#kept.delete(key)
  }
}

function weightOf({ state, asked }: Kept): number {
  return 1 + state.claims.length + asked.size
}

/** The same document under another name. */
function renamed({ path, state }: Kept, name: string): DocumentState {
  if (path === name) return state
  const place = (document: string) => (document === path ? name : document)
  const claims = state.claims.map(claim => ({
    ...claim,
    id: claim.id.startsWith(`${path}:`) ? name + claim.id.slice(path.length) : claim.id,
    location: { ...claim.location, document: place(claim.location.document) },
  }))
  const repairs = state.repairs.map(repair => ({ ...repair, document: place(repair.document) }))
  return { ...state, name, claims, repairs }
}
