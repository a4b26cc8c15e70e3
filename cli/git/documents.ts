import path, { posix } from 'node:path'
import type { Page } from '../../check/index.ts'
import type { DocumentsState } from '../../diff/index.ts'
import { type Extraction, extensions, type Included, mayInclude, type Resolve } from '../../extract/index.ts'
import { candidates, isPlainTarget, tooLargeFor } from '../../project/includes.ts'
import { decode, decodeDocument, InputError, mostRead, tooLarge } from '../../project/input.ts'
import { documentsState, extractWithin, type Loading } from '../state.ts'
import type { Entry, NoContent, Repository } from './repository.ts'

/** A commit, and how it was named. */
export interface Revision {
  name: string
  commit: string
}

interface Read {
  path: string
  text: string
  /** A page where documents are to be checked. */
  extraction: Extraction | Page
}

/** So many claims are kept, which is some hundred megabytes. */
const mostKept = 50_000

/** Reads documents of commits. A content that was read at the same path is not read again, unless it includes. */
export class Documents {
  #repository: Repository
  #how: Loading
  /** Files that were named themselves. */
  #named: string[]
  /** Null for documents that can claim nothing. */
  #known = new Map<string, Read | null>()
  #claims = 0

  constructor(repository: Repository, how: Loading, named: string[]) {
    this.#repository = repository
    this.#how = how
    this.#named = named
  }

  /**
   * Loads documents of a commit.
   *
   * @returns their state, and the entries that could not be read with the reason
   */
  async load(
    { name, commit }: Revision,
    entries: Entry[],
  ): Promise<{ state: DocumentsState; errors: Map<Entry, string> }> {
    this.#forget()
    const includes = new Includes(this.#repository, commit, this.#how.bounds.limits.size)
    const unknown = new Set(entries.filter(entry => !this.#known.has(keyOf(entry))))
    const contents = this.#contents([...unknown])
    const read: (Read & { name: string })[] = []
    const errors = new Map<Entry, string>()
    for (const entry of entries) {
      try {
        const one = unknown.has(entry)
          ? await this.#read(entry, contents.next().value!, includes)
          : this.#known.get(keyOf(entry))
        if (one) read.push({ ...one, name: nameIn(entry) })
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        errors.set(entry, error.message)
      }
    }
    return { state: documentsState(name, read, [...errors.keys()].map(nameIn), this.#how), errors }
  }

  /** What documents of a commit include: path of the included file → paths of the documents. */
  async included(commit: string, entries: Entry[]): Promise<Map<string, Set<string>>> {
    const pages = new Map<string, Set<string>>()
    const contents = this.#contents(entries)
    for (const entry of entries) {
      const content = contents.next().value!
      if (typeof content === 'string' || !mayInclude(content.toString())) continue
      const includes = new Includes(this.#repository, commit, this.#how.bounds.limits.size)
      try {
        await this.#read(entry, content, includes)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
      }
      for (const name of includes.found) pages.set(name, (pages.get(name) ?? new Set()).add(entry.path))
    }
    return pages
  }

  #contents(entries: Entry[]): Generator<Buffer | NoContent> {
    return this.#repository.contents(entries.map(entry => ({ id: entry.id, most: this.#most(entry) })))
  }

  #most({ path }: Entry): number {
    return mostRead({ named: this.#named.includes(path) }, this.#how.bounds.limits.size)
  }

  async #read(entry: Entry, content: Buffer | NoContent, includes: Includes): Promise<Read | null> {
    const { path } = entry
    if (content === 'missing') throw new InputError(path, 'is missing in the repository')
    if (content === 'large') throw tooLarge(path, this.#most(entry))
    const { text, encoding } = await decodeDocument(path, content)
    const asked = includes.asked
    const { checks, bounds } = this.#how
    const how = { isWanted: this.#named.includes(path), checks: checks !== null, bounds }
    const extraction = await extractWithin({ path, text, encoding, resolve: includes.resolve }, how)
    const read = extraction && { path, text, extraction }
    if (includes.asked === asked) this.#known.set(keyOf(entry), read)
    this.#claims += extraction?.claims.length ?? 0
    return read
  }

  #forget(): void {
    if (this.#claims <= mostKept) return
    this.#known.clear()
    this.#claims = 0
  }
}

function keyOf({ path, id }: Entry): string {
  return `${path}\0${id}`
}

/** Both states of a document go by its later name. */
function nameIn({ path, later }: Entry): string {
  return later ?? path
}

/** Finds included documents in a commit; nothing outside of the repository is looked at. */
export class Includes {
  /** How often a document was looked for. */
  asked = 0
  /** The files that were found, from the folder that was opened. */
  found = new Set<string>()
  #repository: Repository
  #commit: string
  #maxSize: number
  #tree?: Map<string, string>
  #known = new Map<string, Included | null>()

  constructor(repository: Repository, commit: string, maxSize: number) {
    this.#repository = repository
    this.#commit = commit
    this.#maxSize = maxSize
  }

  resolve: Resolve = (name, target, from) => {
    if (!isPlainTarget(target)) return null
    this.asked++
    this.#tree ??= this.#repository.tree(this.#commit)
    const folder = posix.dirname(`/${this.#repository.full(from)}`)
    const files = candidates(name, target, folder, '/').map(file => file.split(path.sep).join('/').slice(1))
    const full = files.find(file => this.#tree!.has(file))
    if (full === undefined) return null
    if (!this.#known.has(full)) this.#known.set(full, this.#read(full, target, from))
    return this.#known.get(full)!
  }

  #read(full: string, target: string, from: string): Included | null {
    const id = this.#tree!.get(full)!
    const [content = 'missing'] = [...this.#repository.contents([{ id, most: this.#maxSize }])]
    const shown = this.#repository.shown(full)
    this.found.add(shown)
    if (content === 'large') throw tooLargeFor(from, target, this.#maxSize)
    if (content === 'missing') return null
    try {
      return { path: shown, text: decode(full, content).text }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return null
    }
  }
}

/**
 * Whether a file is to be read: what was named itself is, whatever its ending; of folders documents alone,
 * and nothing that is hidden.
 *
 * @param named the files and folders that were named
 */
export function mayBeDocument(file: string, named: string[]): boolean {
  const isHidden = /(?:^|\/)(?:\.(?!\.?\/)|node_modules\/)/.test(file)
  return named.includes(file) || (isDocument(file) && !isHidden)
}

/** Whether a file's ending is one of a format that can be read. */
export function isDocument(file: string): boolean {
  return posix.extname(file).toLowerCase() in extensions
}
