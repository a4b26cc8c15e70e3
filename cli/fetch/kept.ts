import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { refuseOutside } from '../../dataset/confine.ts'
import type { Upstream } from '../../schema/types.ts'
import { nameOf } from '../input.ts'
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
   * What is kept of a source.
   *
   * @returns null when there is nothing, it came from elsewhere, or it is not what was fetched
   */
  get(id: string, upstream: Upstream): Kept | null {
    const [document, about] = this.#files(id)
    if (!existsSync(document) || !existsSync(about)) return null
    const bytes = readFileSync(document)
    const { from, sha256, marks } = parse(readFileSync(about, 'utf8'))
    return from === JSON.stringify(upstream) && sha256 === hashOf(bytes) ? { bytes, marks } : null
  }

  /** Keeps a document for the next time. */
  put(id: string, upstream: Upstream, { bytes, marks }: Kept): void {
    const [document, about] = this.#files(id)
    mkdirSync(path.dirname(document), { recursive: true })
    writeFileSync(path.join(this.#folder, '.gitignore'), '*\n')
    writeFileSync(document, bytes)
    writeFileSync(about, JSON.stringify({ from: JSON.stringify(upstream), sha256: hashOf(bytes), marks }))
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
  from?: string
  sha256?: string
  marks: Marks
}

/** A cache that is damaged is none. */
function parse(text: string): About {
  try {
    const { from, sha256, marks } = JSON.parse(text)
    return { from, sha256, marks: { etag: marks?.etag ?? null, lastModified: marks?.lastModified ?? null } }
  } catch {
    return { marks: { etag: null, lastModified: null } }
  }
}
