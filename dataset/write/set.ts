import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { leadsOut, outside } from '../confine.ts'
import { complete } from './complete.ts'
import { flushFolder, statOf, writeFlushed } from './disk.ts'
import { refusal, WriteError } from './error.ts'
import {
  commitFolder,
  journalName,
  nextFolder,
  readJournal,
  readStaged,
  type Step,
  sha256Of,
} from './journal.ts'
import { lock, type Patience, workFolder } from './lock.ts'

/** Files that belong together: all old or all new. */
export interface FileSet {
  /** The folder that holds them. */
  folder: string
  /** Names that they can have, relative to it with `/`; nothing else is ever touched. */
  names: RegExp
}

/** Names of files → their new content; null removes the file. */
export type Changes = ReadonlyMap<string, string | Uint8Array | null>

/**
 * Runs a step while nobody else writes a set; what somebody has left half done is completed first.
 *
 * @throws {WriteError} when somebody else writes it for too long, or it cannot be written
 */
export function holding<T>({ folder, names }: FileSet, patience: Patience, step: () => T): T {
  const unlock = lock(folder, patience)
  try {
    complete(folder, names)
    return step()
  } finally {
    unlock()
  }
}

/** Like {@link holding} for a step that goes on. */
export async function holdingOn<T>(set: FileSet, patience: Patience, step: () => Promise<T>): Promise<T> {
  const unlock = lock(set.folder, patience)
  try {
    complete(set.folder, set.names)
    return await step()
  } finally {
    unlock()
  }
}

/**
 * Writes a set of files: all are written out beside their place; one rename commits them; then they are moved
 * in. Ended before that rename, the old set is untouched; ended after it, whoever uses the set next
 * completes the moves. Files that are the same stay as they are.
 *
 * @throws {WriteError} naming the file and the mend
 */
export function writeSet(set: FileSet, changes: Changes, patience: Patience = {}): void {
  const strange = [...changes.keys()].find(name => !set.names.test(name))
  if (strange !== undefined) throw new WriteError(strange, 'is no name of this set')
  holding(set, patience, () => {
    try {
      commitAll(set, changes)
    } catch (error) {
      throw refusal(set.folder, error)
    }
  })
}

function commitAll({ folder, names }: FileSet, changes: Changes): void {
  for (const name of changes.keys()) confine(path.join(folder, name))
  const differing = [...changes].filter(([name, content]) => differs(path.join(folder, name), content))
  if (differing.length === 0) return
  for (const [name] of differing) assertReplaceable(path.join(folder, name))
  commit(folder, differing)
  complete(folder, names)
}

/**
 * Completes a set before it is read, where that may be done; where it may not, reading goes through what is
 * committed.
 */
export function settle({ folder, names }: FileSet): void {
  if (!statOf(workFolder(folder))) return
  try {
    const unlock = lock(folder, { wait: 0 })
    try {
      complete(folder, names)
    } finally {
      unlock()
    }
  } catch (error) {
    if (!(refusal(folder, error) instanceof WriteError)) throw error
  }
}

/**
 * Reads files of a set as they were committed, in place or not.
 *
 * @returns gives a file's content; null when there is none
 * @throws {WriteError} when what is committed is damaged
 */
export function openSet({ folder, names }: FileSet): (name: string) => Buffer | null {
  const steps = readJournal(folder, names) ?? []
  const indexes = new Map(steps.map(({ name }, i) => [name, i]))
  return name => {
    const step = steps[indexes.get(name) ?? -1]
    if (step?.sha256 === null) return null
    const staged = step && readStaged(folder, indexes.get(name)!, step)
    return staged ?? readOrNull(confine(path.join(folder, name)))
  }
}

/** After the last rename here the new set counts. */
function commit(folder: string, changes: [name: string, content: string | Uint8Array | null][]): void {
  const next = nextFolder(folder)
  try {
    mkdirSync(next)
    const steps = changes.map(([name, content], i): Step => {
      if (content === null) return { name, sha256: null }
      const like = statOf(path.join(folder, name))
      writeFlushed(path.join(next, String(i)), content, like)
      return { name, sha256: sha256Of(content) }
    })
    writeFlushed(path.join(next, journalName), JSON.stringify(steps))
    flushFolder(next)
    renameSync(next, commitFolder(folder))
  } catch (error) {
    rmSync(next, { recursive: true, force: true })
    throw refusal(folder, error, '; the files are as they were')
  }
  flushFolder(workFolder(folder))
}

/** What can be known to fail must do so before anything is committed. */
function assertReplaceable(target: string): void {
  try {
    mkdirSync(path.dirname(target), { recursive: true })
    accessSync(path.dirname(target), constants.W_OK)
    if (statOf(target)?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
  } catch (error) {
    throw refusal(target, error)
  }
}

function differs(file: string, content: string | Uint8Array | null): boolean {
  const now = readOrNull(file)
  return content === null ? now !== null : now === null || !now.equals(Buffer.from(content))
}

/** Nothing of a set is read or written through a link out of its checkout. */
function confine(file: string): string {
  if (leadsOut(file)) throw new WriteError(file, outside)
  return file
}

function readOrNull(file: string): Buffer | null {
  return statOf(file)?.isFile() ? readFileSync(file) : null
}
