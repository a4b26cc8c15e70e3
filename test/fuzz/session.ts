import path from 'node:path'
import { pick, type Random, randomOf, seedOf, shuffled } from '../../bench/mutate/random.ts'
import type { Executor } from './executor.ts'
import type { Failure } from './inspect.ts'
import { mutated, mutatedBytes } from './mutate.ts'

/** A document that others are made of. */
export interface Seed {
  path: string
  bytes: Uint8Array
}

/** A document that something is wrong with. */
export interface Found extends Seed {
  failure: Failure
}

/** Documents are cut to this many characters, as each is to be tried in a moment. */
const mostCharacters = 3000
/** One of so many documents is taken through everything, whether or not it shows anything new. */
const wholeEvery = 10

/** Draws documents, tries them, and keeps those that show something new to draw from. */
export class Session {
  readonly #random: Random
  readonly #pool: Seed[] = []
  readonly #seen = new Set<string>()
  readonly #executor: Executor
  readonly #generated: Iterator<Seed>
  readonly #waiting: Seed[]
  /** Documents that were tried. */
  executions = 0

  /**
   * @param seeds what is tried first, in an order that the seed tells
   * @param generated further documents that are drawn from
   * @param seed the same seed draws the same documents
   */
  constructor(executor: Executor, seeds: Seed[], generated: Iterator<Seed>, seed: number) {
    this.#executor = executor
    this.#generated = generated
    this.#random = randomOf(seedOf(seed, 'fuzz'))
    this.#waiting = shuffled(seeds.flatMap(pieces), this.#random)
  }

  /** How many documents are drawn from, and how many different things they showed. */
  get reach(): { pool: number; features: number } {
    return { pool: this.#pool.length, features: this.#seen.size }
  }

  /** Tries the next document; gives it back when something is wrong with it. */
  async step(): Promise<Found | null> {
    const drawn = this.#waiting.shift() ?? this.#draw()
    const outcome = await this.#try(drawn, this.executions % wholeEvery === 0)
    const known = this.#seen.size
    for (const feature of outcome.features) this.#seen.add(feature)
    if (outcome.failure) return { ...drawn, failure: outcome.failure }
    if (this.#seen.size === known) return null
    this.#pool.push(drawn)
    const { failure } = await this.#try(drawn, true)
    return failure && { ...drawn, failure }
  }

  async #try({ path, bytes }: Seed, whole: boolean) {
    this.executions++
    const { failure, features } = await this.#executor.run(path, bytes, whole)
    const format = extensionOf(path)
    const together = features.filter(one => /^(?:message|rule) /.test(one)).join(', ')
    return { failure, features: [...features, together].map(one => `${format} ${one}`) }
  }

  #draw(): Seed {
    const random = this.#random
    if (random() < 0.1 || this.#pool.length === 0) return this.#generated.next().value
    const from = pick(this.#pool, random)
    if (random() < 0.05) return { path: from.path, bytes: mutatedBytes(from.bytes, random) }
    const other = textOf(pick(this.#pool, random))
    const text = mutated(windowOf(textOf(from), random), random, windowOf(other, random))
    const name = random() < 0.03 ? pick(this.#pool, random).path : from.path
    return { path: name, bytes: Buffer.from(text) }
  }
}

/** The ending of a document's name, with its dot. */
export function extensionOf(name: string): string {
  return path.extname(name)
}

function textOf({ bytes }: Seed): string {
  return Buffer.from(bytes).toString('utf8')
}

/** Some lines of a text that is long. */
function windowOf(text: string, random: Random): string {
  if (text.length <= mostCharacters) return text
  return windowFrom(text, Math.floor(random() * (text.length - mostCharacters)))
}

/** The lines of a text from about a place on. */
function windowFrom(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at) + 1, at + mostCharacters)
}

/** A document in pieces that are quick to try. */
function pieces({ path, bytes }: Seed): Seed[] {
  const text = textOf({ path, bytes })
  const starts = Array.from(
    { length: Math.ceil(text.length / mostCharacters) || 1 },
    (_, i) => i * mostCharacters,
  )
  return starts.map(at => ({ path, bytes: Buffer.from(windowFrom(text, at)) }))
}
