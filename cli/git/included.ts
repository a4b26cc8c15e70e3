import type { Walked } from './all-history.ts'
import { mayBeDocument } from './documents.ts'
import type { Extracts } from './extracts.ts'
import type { Commit, File, Touched } from './history.ts'
import type { Repository } from './repository.ts'
import { listFiles } from './trees.ts'

/** Which pages include which files, so that a commit that touches a file is told of the pages. */
export class Included {
  #repository: Repository
  /** Included file → pages, as they are called where the walk starts. */
  #pages: Map<string, Set<string>>
  /** What those pages are called where the walk has come to. */
  #names = new Map<string, string>()

  /**
   * Looks up what pages include.
   *
   * @param commit where the walk starts
   * @param named files and folders
   */
  static async at(
    repository: Repository,
    commit: string,
    named: string[],
    extracts: Extracts,
  ): Promise<Included> {
    const pages = new Map<string, Set<string>>()
    for (const file of await listFiles(repository, commit, named)) {
      if (!mayBeDocument(file.path, named)) continue
      for (const full of await extracts.included(commit, file, named.includes(file.path))) {
        const name = repository.shown(full)
        pages.set(name, (pages.get(name) ?? new Set()).add(file.path))
      }
    }
    return new Included(repository, pages)
  }

  private constructor(repository: Repository, pages: Map<string, Set<string>>) {
    this.#repository = repository
    this.#pages = pages
  }

  /** The included files, sorted. */
  get files(): string[] {
    return [...this.#pages.keys()].sort()
  }

  /** The pages that a commit did not touch, and that include what it touched. To be asked from new to old. */
  async pagesOf(commit: Walked): Promise<Touched[]> {
    const touched = commit.files.flatMap(({ before, after }) => [...before, after])
    const changed = new Set(touched.map(file => file?.path ?? ''))
    const pages = new Set(commit.included.flatMap(path => [...(this.#pages.get(path) ?? [])]))
    const names = [...pages].map(page => this.#names.get(page) ?? page)
    const found: Touched[] = []
    for (const name of names.filter(name => !changed.has(name))) found.push(await this.#touched(commit, name))
    this.#follow(commit)
    return found
  }

  async #touched({ id, parents }: Commit, path: string): Promise<Touched> {
    const before: (File | null)[] = []
    for (const parent of parents) before.push(await this.#file(parent, path))
    return { before: before.length > 0 ? before : [null], after: await this.#file(id, path) }
  }

  async #file(commit: string, path: string): Promise<File | null> {
    const found = await this.#repository.read(`${commit}:${this.#repository.full(path)}`, 0)
    return found?.type === 'blob' ? { path, id: found.id } : null
  }

  #follow({ files }: Commit): void {
    const former = new Map(files.map(({ before: [first], after }) => [after?.path ?? '', first?.path]))
    for (const page of new Set([...this.#pages.values()].flatMap(pages => [...pages])))
      this.#names.set(page, former.get(this.#names.get(page) ?? page) ?? this.#names.get(page) ?? page)
  }
}
