import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Failure } from './inspect.ts'

/** Documents that something was wrong with once, each with a note of what it was. */
export const folder = path.join(import.meta.dirname, '../fixtures/regressions')

/** One of them. */
export interface Regression {
  /** Its file's name. */
  name: string
  bytes: Uint8Array
  /** What did not hold. */
  failure: Failure
}

/** All of them, by name. */
export function regressions(): Regression[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
  return names.map(name => {
    const { file, ...failure } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
    return { name: file, bytes: readFileSync(path.join(folder, file)), failure }
  })
}

/** Keeps a document with what is wrong with it. */
export function keep(bytes: Uint8Array, extension: string, failure: Failure): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  const name = `${failure.kind}-${hash}`
  const note = { file: `${name}${extension}`, ...failure }
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, note.file), bytes)
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(note, null, 2)}\n`)
  return note.file
}
