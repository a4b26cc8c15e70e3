/** What git writes, part by part: parted by NUL. */
export class Parts {
  #source: AsyncIterator<string>
  #ahead: string | null | undefined

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#source = split(chunks)
  }

  /** Null at the end. */
  async next(): Promise<string | null> {
    const part = await this.peek()
    this.#ahead = undefined
    return part
  }

  async peek(): Promise<string | null> {
    if (this.#ahead === undefined) {
      const { value, done } = await this.#source.next()
      this.#ahead = done ? null : value
    }
    return this.#ahead!
  }

  /** Empty at the end. */
  async want(): Promise<string> {
    return (await this.next()) ?? ''
  }
}

async function* split(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let left: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    left = Buffer.concat([left, chunk])
    for (let end = left.indexOf(0); end >= 0; end = left.indexOf(0)) {
      yield left.subarray(0, end).toString()
      left = left.subarray(end + 1)
    }
  }
  if (left.length > 0) yield left.toString()
}
