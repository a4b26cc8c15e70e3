import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { refuseOutside } from '../../dataset/confine.ts'
import { refusal, replaceFile } from '../../dataset/write.ts'
import type { Upstream } from '../../schema/types.ts'
import { nameOf } from '../input.ts'
import { say } from '../io.ts'
import type { Marks } from './web.ts'

/** A document as it was fetched last. */
export interface Kept {
  bytes: Buffer
  marks: Marks
}

/** Where fetched documents are kept; git does not see them. */
export class Cache {
  #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * What is kept of a source; what is damaged is told, and is to be fetched anew.
   *
   * @returns null when there is nothing, it came from elsewhere, or it is not what was fetched
   */
  get(id: string, upstream: Upstream): Kept | null {
    const [document, about] = this.#files(id).map(readOrNull) as [Buffer | null, Buffer | null]
    if (!document && !about) return null
    const known = about && parse(about.toString())
    if (!document || known?.sha256 !== hashOf(document)) {
      say(`${nameOf(this.#files(id)[0])} is damaged; it is fetched anew`)
      return null
    }
    return known.from === JSON.stringify(upstream) ? { bytes: document, marks: known.marks } : null
  }

  /**
   * Keeps a document for the next time.
   *
   * @throws {WriteError} when it cannot be written
   */
  put(id: string, upstream: Upstream, { bytes, marks }: Kept): void {
    const [document, about] = this.#files(id)
    try {
      mkdirSync(path.dirname(document), { recursive: true })
    } catch (error) {
      throw refusal(this.#folder, error)
    }
    replaceFile(path.join(this.#folder, '.gitignore'), '*\n')
    // Between the two their hashes differ: what was killed there is fetched anew.
    replaceFile(document, bytes)
    replaceFile(about, JSON.stringify({ from: JSON.stringify(upstream), sha256: hashOf(bytes), marks }))
  }

  #files(id: string): [document: string, about: string] {
    const files = [path.join(this.#folder, 'fetched', id), path.join(this.#folder, 'fetched', `${id}.json`)]
    for (const file of [...files, path.join(this.#folder, '.gitignore')]) refuseOutside(file, nameOf(file))
    return files as [string, string]
  }
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

interface About {
  from: string
  sha256: string
  marks: Marks
}

/** Null for what was not kept by us, or only in part. */
function parse(text: string): About | null {
  try {
    const { from, sha256, marks } = JSON.parse(text)
    const isMark = (mark: unknown) => mark === null || typeof mark === 'string'
    const isAbout = typeof from === 'string' && isMark(marks.etag) && isMark(marks.lastModified)
    return isAbout ? { from, sha256, marks } : null
  } catch {
    return null
  }
}

function readOrNull(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
