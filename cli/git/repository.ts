import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path'
import { InputError, nameOf } from '../input.ts'
import { type GitObject, Objects } from './objects.ts'
import { GitError, git, streamGit } from './run.ts'

/** A repository that is read without a checkout. */
export class Repository {
  /** The folder that was opened, as it is named. */
  readonly name: string
  readonly folder: string
  /** That folder's path within the repository: empty, or with `/` at its end. */
  readonly prefix: string
  #objects: Objects

  /**
   * Opens the repository that a folder belongs to.
   *
   * @throws {InputError} when there is none, or git may not read it
   */
  static async open(folder: string): Promise<Repository> {
    const name = nameOf(folder) || '.'
    if (!existsSync(folder)) throw new InputError(name, 'does not exist')
    const args = ['rev-parse', '--is-bare-repository', '--absolute-git-dir', '--show-prefix']
    const answer = (await inWords(name, git(folder, args))).toString()
    const [, isBare, home = '', prefix] = /^(true|false)\n(.*?)\n([^\n]*)\n?$/s.exec(answer) ?? []
    if (isBare === 'true' && isAmong(home)) throw new InputError(name, embedded)
    return new Repository(name, folder, prefix ?? '')
  }

  private constructor(name: string, folder: string, prefix: string) {
    this.name = name
    this.folder = folder
    this.prefix = prefix
    this.#objects = new Objects(folder)
  }

  /**
   * Finds the commit that a revision names.
   *
   * @throws {InputError} when it names none
   */
  async commit(revision: string): Promise<string> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
    try {
      return (await git(this.folder, args)).toString().trim()
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      throw new InputError(this.name, `knows no commit '${revision}'`)
    }
  }

  /** Whether older commits were left out when it was cloned. */
  async isShallow(): Promise<boolean> {
    return (await this.run(['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true'
  }

  /**
   * Finds the latest commit that two have in common.
   *
   * @throws {InputError} when they have none
   */
  async base(one: string, other: string): Promise<string> {
    try {
      return (await git(this.folder, ['merge-base', one, other])).toString().trim()
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      throw new InputError(this.name, 'both revisions have no commit in common')
    }
  }

  /**
   * Reads an object.
   *
   * @param name its hash, or `COMMIT:PATH` with the path from the repository's top
   * @param maxSize most bytes that are handed out
   * @returns null when there is none
   */
  read(name: string, maxSize: number): Promise<GitObject | null> {
    return inWords(this.name, this.#objects.read(name, maxSize))
  }

  /** Runs git in the repository. */
  run(args: string[]): Promise<Buffer> {
    return inWords(this.name, git(this.folder, args))
  }

  /** Runs git in the repository, and hands out what it writes as it comes. */
  async *stream(args: string[]): AsyncGenerator<Buffer> {
    const chunks = streamGit(this.folder, args)
    for (;;) {
      const next = await inWords(this.name, chunks.next())
      if (next.done) return
      yield next.value
    }
  }

  /**
   * A path from the repository's top, for one from the folder that was opened, or from the top of all folders.
   *
   * @throws {InputError} when it leads out of the repository
   */
  full(path: string): string {
    const inner = isAbsolute(path) ? relative(resolve(this.folder), path) : path
    const full = posix.join(this.prefix, inner.split(sep).join('/')).replace(/^\.?\/?$|\/$/, '')
    if (/^\.\.(?:\/|$)/.test(full)) throw new InputError(path, 'is outside of the repository')
    return full
  }

  /**
   * A path from the folder that was opened, written as short as can be.
   *
   * @throws {InputError} when it leads out of the repository
   */
  named(path: string): string {
    return this.shown(this.full(path)) || '.'
  }

  /** A path from the folder that was opened, for one from the repository's top. */
  shown(full: string): string {
    return this.prefix === '' ? full : posix.relative(this.prefix, full)
  }

  close(): void {
    this.#objects.close()
  }
}

const embedded = 'is a bare repository in the files of another one, whose settings anybody can have written'

/** Whether a repository stands among the files of another one, where a commit can put a whole bare one. */
function isAmong(home: string, folder: string = dirname(home)): boolean {
  const own = join(folder, '.git')
  if (own !== home && existsSync(own)) return true
  return dirname(folder) !== folder && isAmong(home, dirname(folder))
}

/** What git refuses to do is told as something that could not be read. */
async function inWords<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    throw new InputError(name, error.message)
  }
}
