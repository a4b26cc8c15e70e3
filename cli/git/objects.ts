import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { GitError, startGit } from './run.ts'
import { Stream } from './stream.ts'

/** An object that git holds. */
export interface GitObject {
  /** Its hash. */
  id: string
  type: string
  /** In bytes. */
  size: number
  /** Null when it is larger than what was asked for, or no file. */
  bytes: Buffer | null
}

/** Reads objects of a repository through one `git cat-file`, which runs until it is closed. */
export class Objects {
  #folder: string
  #child: ChildProcessWithoutNullStreams | null = null
  #stream: Stream | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * Reads an object.
   *
   * @param name its hash, or `COMMIT:PATH`
   * @param maxSize most bytes of a file that are handed out
   * @returns null when there is none of the name
   * @throws {GitError} when git ends before its answer
   */
  read(name: string, maxSize: number): Promise<GitObject | null> {
    // A line is a question: git would take a path with a line's end for two.
    if (/[\r\n\0]/.test(name)) return Promise.resolve(null)
    const answer = this.#last.then(() => this.#ask(name, maxSize))
    this.#last = answer.catch(() => {})
    return answer
  }

  /** Ends git. */
  close(): void {
    this.#child?.stdin.end()
    this.#child = null
  }

  async #ask(name: string, maxSize: number): Promise<GitObject | null> {
    const stream = this.#started()
    this.#child!.stdin.write(`${name}\n`)
    const header = await stream.line()
    const found = /^(?<id>[0-9a-f]+) (?<type>\w+) (?<size>\d+)$/.exec(header)?.groups
    if (!found) return null
    const size = Number(found.size)
    const wanted = found.type === 'blob' && size <= maxSize
    const bytes = wanted ? await stream.take(size) : await stream.skip(size)
    await stream.skip(1)
    return { id: found.id!, type: found.type!, size, bytes }
  }

  #started(): Stream {
    if (this.#child && this.#stream) return this.#stream
    const child = startGit(this.#folder, ['cat-file', '--batch'])
    child.stdin.on('error', () => {}) // That it has ended is told by its output.
    child.on('error', () => child.stdout.destroy(new GitError('git is not installed')))
    child.stderr.resume()
    // A run that ends without closing it must not wait for it.
    child.unref()
    this.#child = child
    this.#stream = new Stream(child.stdout)
    return this.#stream
  }
}
