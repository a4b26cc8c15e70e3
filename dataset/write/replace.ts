import { createHash } from 'node:crypto'
import { accessSync, constants, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { leadsOut, outside } from '../confine.ts'
import { flushFolder, namesIn, statOf, writeFlushed } from './disk.ts'
import { refusal, WriteError } from './error.ts'
import { ownName, stateOf } from './holder.ts'

/**
 * Writes a file so that whoever reads it, at any moment, finds the old content or the new one: it is written
 * out and flushed beside its place, then moved there. Links within the checkout are followed; mode and owner are kept; other
 * hard links keep the old content. Into what is no regular file, as a pipe or a device, it is written straight.
 *
 * @param before the text that the file must have; left out for whatever stands there, or nothing
 * @throws {WriteError} when it cannot be written, or was changed or removed meanwhile
 */
export function replaceFile(file: string, content: string | Uint8Array, before?: string): void {
  try {
    const found = statOf(file)
    if (found?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    if (found) accessSync(file, constants.W_OK)
    if (found && !found.isFile()) writeFileSync(file, content)
    else if (leadsOut(file)) throw new WriteError(file, outside)
    else replace(found ? realpathSync(file) : file, content, () => assertStill(file, before))
  } catch (error) {
    throw refusal(file, error)
  }
}

function replace(target: string, content: string | Uint8Array, ready: () => void): void {
  const folder = path.dirname(target)
  const staged = path.join(folder, stagedName(target))
  removeLeftovers(folder)
  try {
    writeFlushed(staged, content, statOf(target))
    ready()
    renameSync(staged, target)
  } finally {
    rmSync(staged, { force: true })
  }
  flushFolder(folder)
}

/** The last look at the file is as close before the move as can be. */
function assertStill(file: string, before: string | undefined): void {
  if (before === undefined) return
  const now = statOf(file) && readFileSync(file, 'utf8')
  if (now === undefined) throw new WriteError(file, 'was removed meanwhile; it is not made anew')
  if (now !== before) throw new WriteError(file, 'was changed meanwhile; left as it is')
}

const prefix = '.portolan-'

/** Short whatever the file is called, as names must not be too long. */
function stagedName(target: string): string {
  const hash = createHash('sha256').update(path.basename(target)).digest('hex')
  return `${prefix}${hash.slice(0, 12)}.${ownName()}`
}

const tidied = new Set<string>()

/** What processes left beside files that were killed in the middle; a folder is looked at once. */
function removeLeftovers(folder: string): void {
  const key = path.resolve(folder)
  if (tidied.has(key)) return
  tidied.add(key)
  for (const name of namesIn(folder)) {
    const holder = name.startsWith(prefix) ? name.slice(name.indexOf('.', 1) + 1) : ''
    if (holder.startsWith('lock.') && stateOf(holder) === 'over')
      rmSync(path.join(folder, name), { force: true })
  }
}
