import { Executor } from './executor.ts'
import { keep } from './regressions.ts'
import { generated, ownDocuments } from './seeds.ts'
import { extensionOf, type Found, Session } from './session.ts'
import { shrunk } from './shrink.ts'

/** One of the searches that go on at once. */
export class Job {
  readonly session: Session
  readonly #executor: Executor
  readonly #known: Set<string>

  /**
   * @param guard milliseconds that a document may take
   * @param known what was found before, by whichever search; what this one finds is added
   */
  constructor(seed: number, guard: number, known: Set<string>) {
    this.#executor = new Executor(guard)
    this.#known = known
    this.session = new Session(this.#executor, ownDocuments(), generated(seed), seed)
  }

  /** Tries documents until a moment of `performance.now()`. */
  async run(end: number): Promise<void> {
    while (performance.now() < end) {
      const found = await this.session.step()
      if (found) await this.#take(found)
    }
    await this.#executor.end()
  }

  /** Makes a failing document short and keeps it, unless its like was kept before. */
  async #take(found: Found): Promise<void> {
    const { kind, detail } = found.failure
    const mark = [kind, detail, ...(detail ? [] : [extensionOf(found.path)])].join(' ')
    if (this.#known.has(mark)) return
    this.#known.add(mark)
    console.error(`failure: ${mark}; made short`)
    const { path, bytes, failure } = await shrunk(found, this.#executor)
    const name = keep(bytes, extensionOf(path), failure)
    console.log(`${name}: ${mark}: ${failure.message}`)
  }
}
