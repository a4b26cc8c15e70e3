import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { refuseOutside } from '../dataset/confine.ts'
import { nameOf } from './input.ts'
import type { Outcome } from './one.ts'
import { version } from './version.ts'

/**
 * Names a content at its path: claims hold the path, so it is part of the key.
 *
 * @param how what else the outcome depends on
 */
export function hashOf(document: string, content: string | Buffer, how = ''): string {
  return createHash('sha256').update(`${document}\0${how}\0`).update(content).digest('base64url')
}

/**
 * Outcomes of earlier runs, by content. One file, read at the start and replaced whole at the end. A
 * document that makes no claim is kept by its hash alone.
 */
export class Cache {
  #file: string
  #old = new Map<string, Outcome | null>()
  #new = new Map<string, Outcome | null>()

  /**
   * @param folder where the cache is kept; it is made when it is not there
   * @param warn told when the cache is damaged and will be built anew
   */
  constructor(folder: string, warn: (message: string) => void) {
    this.#file = path.join(folder, 'claims.json')
    refuseOutside(this.#file, nameOf(this.#file))
    mkdirSync(folder, { recursive: true })
    if (!existsSync(this.#file)) return
    try {
      const { made, idle, entries } = JSON.parse(readFileSync(this.#file, 'utf8'))
      if (made === version) this.#old = new Map([...idle.map((hash: string) => [hash, null]), ...entries])
    } catch {
      warn(`${nameOf(this.#file)} is damaged; it is built anew`)
    }
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

  /** Writes what this run used; the old file is replaced at once. */
  save(): void {
    const staged = `${this.#file}.${process.pid}`
    const all = [...this.#new]
    const idle = all.filter(([, outcome]) => outcome === null).map(([hash]) => hash)
    const entries = all.filter(([, outcome]) => outcome !== null)
    try {
      writeFileSync(staged, JSON.stringify({ made: version, idle, entries }))
      renameSync(staged, this.#file)
    } finally {
      rmSync(staged, { force: true })
    }
  }
}

function isStill(file: string, hash: string): boolean {
  return existsSync(file) && hashOf(file, readFileSync(file)) === hash
}
