import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { nameOf } from './input.ts'
import type { Outcome } from './one.ts'
import { version } from './version.ts'

/** Names the content of a document at its path: claims hold the path, so it is part of the key. */
export function hashOf(document: string, text: string): string {
  return createHash('sha256').update(document).update('\0').update(text).digest('base64url')
}

/** Outcomes of earlier runs, by content. One file, read at the start and replaced whole at the end. */
export class Cache {
  #file: string
  #old = new Map<string, Outcome>()
  #new = new Map<string, Outcome>()

  /**
   * @param folder where the cache is kept; it is made when it is not there
   * @param warn told when the cache is damaged and will be built anew
   */
  constructor(folder: string, warn: (message: string) => void) {
    this.#file = path.join(folder, 'claims.json')
    mkdirSync(folder, { recursive: true })
    if (!existsSync(this.#file)) return
    try {
      const { made, entries } = JSON.parse(readFileSync(this.#file, 'utf8'))
      if (made === version) this.#old = new Map(entries)
    } catch {
      warn(`${nameOf(this.#file)} is damaged; it is built anew`)
    }
  }

  /** The outcome for a content, if all that it rests on is unchanged. */
  get(hash: string): Outcome | undefined {
    const found = this.#old.get(hash)
    if (!found || found.rests?.slice(1).some(({ path, hash }) => !isStill(path, hash))) return undefined
    this.#new.set(hash, found)
    return found
  }

  /** Keeps an outcome for the next run. */
  add(outcome: Outcome): void {
    const hash = outcome.rests?.[0]?.hash
    if (hash) this.#new.set(hash, outcome)
  }

  /** Writes what this run used; the old file is replaced at once. */
  save(): void {
    const staged = `${this.#file}.${process.pid}`
    try {
      writeFileSync(staged, JSON.stringify({ made: version, entries: [...this.#new] }))
      renameSync(staged, this.#file)
    } finally {
      rmSync(staged, { force: true })
    }
  }
}

function isStill(file: string, hash: string): boolean {
  return existsSync(file) && hashOf(file, readFileSync(file, 'utf8')) === hash
}
