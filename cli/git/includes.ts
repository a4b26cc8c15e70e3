import path from 'node:path'
import type { Included, Resolve } from '../../extract/index.ts'
import { decode, InputError } from '../input.ts'
import { candidates, isPlainTarget, tooLargeFor } from '../resolve.ts'
import type { Repository } from './repository.ts'

/** What was looked for while a document was read: path from the top → hash; null where there is none. */
export type Asked = Map<string, string | null>

/** What stands at a path of the commit: its hash, null when there is nothing to include. */
interface Found {
  id: string | null
  included: Included | null
  isLarge: boolean
}

/** Finds included documents in a commit; nothing outside of the repository is looked at. */
export class Includes {
  #repository: Repository
  #commit: string
  #maxSize: number
  #known = new Map<string, Found>()
  #asked = new Set<string>()

  constructor(repository: Repository, commit: string, maxSize: number) {
    this.#repository = repository
    this.#commit = commit
    this.#maxSize = maxSize
  }

  /**
   * Does a step until every document that it asks for has been read: git answers later, a step cannot wait.
   *
   * @param step reads a document; done anew after each round of reading, so once where nothing is included
   * @returns what came of it, and what it asked for
   */
  async settled<T>(step: (resolve: Resolve) => T): Promise<{ outcome: T; asked: Asked }> {
    this.#asked.clear()
    for (;;) {
      const outcome = step(this.#resolve)
      const unknown = [...this.#asked].filter(file => !this.#known.has(file))
      if (unknown.length === 0) return { outcome, asked: this.#answers() }
      for (const file of unknown) await this.#read(file)
    }
  }

  /** Whether the commit has what was found in another one, and lacks what was lacking there. */
  async agrees(asked: Asked): Promise<boolean> {
    for (const [file, id] of asked) if ((await this.#read(file)).id !== id) return false
    return true
  }

  #answers(): Asked {
    return new Map([...this.#asked].map(file => [file, this.#known.get(file)?.id ?? null]))
  }

  #resolve: Resolve = (name, target, from) => {
    if (!isPlainTarget(target)) return null
    const folder = path.posix.dirname(`/${this.#repository.full(from)}`)
    const files = candidates(name, target, folder, '/').map(file => file.split(path.sep).join('/').slice(1))
    for (const file of files) this.#asked.add(file)
    const found = files.map(file => this.#known.get(file)).find(known => known?.id)
    if (found?.isLarge) throw tooLargeFor(from, target, this.#maxSize)
    return found?.included ?? null
  }

  async #read(full: string): Promise<Found> {
    const known = this.#known.get(full)
    if (known) return known
    const found = await this.#repository.read(`${this.#commit}:${full}`, this.#maxSize)
    const text = found?.bytes ? textOf(full, found.bytes) : null
    const included = text === null ? null : { path: this.#repository.shown(full), text }
    const isLarge = found?.type === 'blob' && !found.bytes
    const read = { id: included || isLarge ? found!.id : null, included, isLarge }
    this.#known.set(full, read)
    return read
  }
}

function textOf(file: string, bytes: Buffer): string | null {
  try {
    return decode(file, bytes).text
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return null
  }
}
