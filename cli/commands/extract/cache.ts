import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOutside } from '../../../dataset/confine.ts'
import { replaceFile } from '../../../dataset/write.ts'
import { nameOf } from '../../../project/input.ts'
import type { Claim } from '../../../schema/types.ts'
import { version } from '../../version.ts'
import type { Notice, Outcome } from './extract-file.ts'

/** Most bytes that a cache may have; past some hundred thousand pages it is built anew. */
const largest = 256e6

/**
 * Names a content at its path: claims hold the path, so it is part of the key.
 *
 * @param how what else the outcome depends on
 */
export function hashOf(document: string, content: string | Buffer, how = ''): string {
  return createHash('sha256').update(`${document}\0${how}\0`).update(content).digest('base64url')
}

type Outcomes = Map<string, Outcome | null>

/**
 * Outcomes of earlier runs, by content. One file, read at the start and replaced whole at the end: a line
 * that tells what made it and the hash of the rest, then the rest. A document that makes no claim is kept by
 * its hash alone.
 */
export class Cache {
  #file: string
  /** The tool that made it and all that decides an outcome; those of another are of no use. */
  #made = `${version} ${digestOfExtractor()}`
  #old: Outcomes
  #new: Outcomes = new Map()

  /**
   * @param folder where the cache is kept; it is made when it is not there
   * @param warn told when the cache is damaged and will be built anew
   */
  constructor(folder: string, warn: (message: string) => void) {
    this.#file = path.join(folder, 'claims.json')
    refuseOutside(this.#file, nameOf(this.#file))
    mkdirSync(folder, { recursive: true })
    const found = this.#read()
    if (typeof found === 'string') warn(`${nameOf(this.#file)} ${found}; it is built anew`)
    this.#old = typeof found === 'string' ? new Map() : found
  }

  /** The outcome for a content, if what it includes is unchanged; null when it makes no claim. */
  get(hash: string): Outcome | null | undefined {
    const found = this.#old.get(hash)
    if (found?.includes?.some(({ path, hash }) => !isStill(path, hash))) return undefined
    if (found !== undefined) this.#new.set(hash, found)
    return found
  }

  /** Keeps an outcome for the next run. */
  add(hash: string, outcome: Outcome | null): void {
    this.#new.set(hash, outcome)
  }

  /**
   * Writes what this run used; the old file is replaced at once.
   *
   * @throws {WriteError} when it cannot be written
   */
  save(): void {
    const all = [...this.#new]
    const idle = all.filter(([, outcome]) => outcome === null).map(([hash]) => hash)
    const entries = all.filter(([, outcome]) => outcome !== null)
    const rest = JSON.stringify({ idle, entries })
    replaceFile(this.#file, `${JSON.stringify({ made: this.#made, sha256: sha256(rest) })}\n${rest}`)
  }

  /** What the file holds, or why it is of no use. */
  #read(): Outcomes | string {
    try {
      const found = statSync(this.#file, { throwIfNoEntry: false })
      if (!found) return new Map()
      if (!found.isFile()) return 'is no file'
      if (found.size > largest) return `is larger than ${largest / 1e6} MB`
      return this.#parse(readFileSync(this.#file, 'utf8')) ?? 'is damaged'
    } catch (error) {
      return `cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`
    }
  }

  /** Null for what no save has written. */
  #parse(text: string): Outcomes | null {
    const end = text.indexOf('\n')
    const about = parse(text.slice(0, end)) as { made?: unknown; sha256?: unknown } | null
    if (typeof about?.made !== 'string' || about.sha256 !== sha256(text.slice(end + 1))) return null
    return about.made === this.#made ? outcomesIn(parse(text.slice(end + 1))) : new Map()
  }
}

/** Whatever the hash says, nothing that would break what comes after is taken. */
function outcomesIn(value: unknown): Outcomes | null {
  const { idle, entries } = (value ?? {}) as { idle?: unknown; entries?: unknown }
  if (!Array.isArray(idle) || !Array.isArray(entries)) return null
  if (!idle.every(hash => typeof hash === 'string') || !entries.every(isEntry)) return null
  return new Map([...idle.map((hash): [string, null] => [hash, null]), ...entries])
}

function isEntry(value: unknown): value is [string, Outcome] {
  return Array.isArray(value) && typeof value[0] === 'string' && isOutcome(value[1])
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** What is no file any more, or may not be read, is not what it was. */
function isStill(file: string, hash: string): boolean {
  try {
    return hashOf(file, readFileSync(file)) === hash
  } catch {
    return false
  }
}

/** Whether something that was kept is an outcome, as far as anything looks at it. */
export function isOutcome(value: unknown): value is Outcome {
  const { claims, notices, error, includes = [] } = (value ?? {}) as Partial<Outcome>
  return (
    (error === null || typeof error === 'string') &&
    isListOf(claims, isClaim) &&
    isListOf(notices, isNotice) &&
    isListOf(includes, ({ path, hash }) => typeof path === 'string' && typeof hash === 'string')
  )
}

function isClaim(claim: Partial<Claim>): boolean {
  const { id, kind, ports, location, source, destination, conditions, context, repairs, spans } = claim
  return (
    [id, kind].every(text => typeof text === 'string') &&
    [source, destination, conditions, context, repairs].every(list => Array.isArray(list)) &&
    (ports === null || [ports?.first, ports?.last].every(port => typeof port === 'number')) &&
    typeof location?.document === 'string' &&
    typeof location.line === 'number' &&
    typeof spans === 'object'
  )
}

function isNotice({ file, reason }: Partial<Notice>): boolean {
  return typeof file === 'string' && typeof reason === 'string'
}

function isListOf<T>(value: T[] | undefined, is: (one: Partial<T>) => boolean): boolean {
  return Array.isArray(value) && value.every(one => one !== null && typeof one === 'object' && is(one))
}

/** The rooms that decide what a document claims: their code, vocabulary and schemas. */
const rooms = ['extract', 'schema']
const deciding = /\.(?:js|ts|ya?ml|json)$/

/** A hash of all that decides what a document claims: with another vocabulary it is another. */
export function digestOfExtractor(): string {
  const hash = createHash('sha256')
  for (const room of rooms) {
    const folder = new URL(`../../../${room}/`, import.meta.url)
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const name of names.filter(name => deciding.test(name)).sort())
      hash.update(`${name}\0`).update(readFileSync(`${fileURLToPath(folder)}${name}`))
  }
  return hash.digest('base64url')
}
