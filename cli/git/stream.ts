import { GitError } from './run.ts'

/** Takes bytes from a stream as they are wanted: up to a line's end, or so many. */
export class Stream {
  #source: AsyncIterator<Buffer>
  #left: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next line, without its end. */
  async line(): Promise<string> {
    const parts: Buffer[] = []
    for (;;) {
      const end = this.#left.indexOf('\n')
      if (end >= 0) {
        parts.push(this.#left.subarray(0, end))
        this.#left = this.#left.subarray(end + 1)
        return Buffer.concat(parts).toString()
      }
      parts.push(this.#left)
      await this.#next()
    }
  }

  /** So many bytes. */
  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    await this.#walk(size, part => parts.push(part))
    return Buffer.concat(parts)
  }

  /** Passes over so many bytes, and keeps none. */
  async skip(size: number): Promise<null> {
    await this.#walk(size, () => {})
    return null
  }

  async #walk(size: number, use: (part: Buffer) => void): Promise<void> {
    for (let missing = size; missing > 0; ) {
      if (this.#left.length === 0) await this.#next()
      const part = this.#left.subarray(0, missing)
      use(part)
      this.#left = this.#left.subarray(part.length)
      missing -= part.length
    }
  }

  async #next(): Promise<void> {
    const next = await this.#source.next()
    if (next.done) throw new GitError('git has ended before its answer')
    this.#left = next.value
  }
}
