import { quieted } from '../check/report/plain.ts'
import { currentIo } from './io.ts'

/** How often the line is drawn anew, in milliseconds. */
const pace = 100
/** Fewer documents are done before anybody looks. */
const worthShowing = 20

/** A line of progress on standard error, when that is a terminal and there is enough to do. */
export class Progress {
  #total: number
  #done = 0
  #claims = 0
  #drawn = 0
  #shown: boolean

  constructor(total: number) {
    this.#total = total
    this.#shown = total >= worthShowing && currentIo().stderr.isTTY === true
  }

  /** One more document is done. */
  step(claims: number): void {
    this.#done++
    this.#claims += claims
    const now = performance.now()
    if (!this.#shown || now - this.#drawn < pace) return
    this.#drawn = now
    currentIo().stderr.write(`\r${this.#done} of ${this.#total} documents, ${this.#claims} claims\x1b[K`)
  }

  /** Writes a message above the line. */
  say(message: string): void {
    currentIo().stderr.write(
      `${this.#shown ? '\r\x1b[K' : ''}${quieted(message, currentIo().stderr.isTTY)}\n`,
    )
  }

  end(): void {
    if (this.#shown) currentIo().stderr.write('\r\x1b[K')
  }
}
