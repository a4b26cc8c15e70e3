import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { statOf } from './disk.ts'
import { shownPath, WriteError } from './error.ts'
import { workFolder } from './lock.ts'

/** What is committed of a set, in the order in which it is to be put in place. */
export interface Step {
  /** Relative to the set's folder, with `/`. */
  name: string
  /** Of the new content in hexadecimal; null when the file is to be removed. */
  sha256: string | null
}

/** Where the new files of a set are written out before they count. */
export function nextFolder(folder: string): string {
  return path.join(workFolder(folder), 'next')
}

/** The same folder from the moment on that they do: it is renamed to this. */
export function commitFolder(folder: string): string {
  return path.join(workFolder(folder), 'commit')
}

/** The journal inside either of them. */
export const journalName = 'journal.json'

/** SHA-256 in hexadecimal. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * Reads what is committed of a set and not yet all in place.
 *
 * @param names those that files of the set can have: a journal may come with a checkout, and names no others
 * @returns null when nothing is left to do
 * @throws {WriteError} when the journal is damaged
 */
export function readJournal(folder: string, names: RegExp): Step[] | null {
  const file = path.join(commitFolder(folder), journalName)
  if (![workFolder(folder), commitFolder(folder)].every(isRealFolder)) return null
  const text = readIfFile(file)
  if (text === null) return null
  const steps = parse(text.toString())
  if (!isSteps(steps)) throw damaged(folder)
  const strange = steps.find(({ name }) => !names.test(name))
  if (strange) throw new WriteError(file, `names ${strange.name}, which is no file of this set; delete it`)
  return steps
}

/**
 * The new content of a file that is committed, as long as it is not in place.
 *
 * @throws {WriteError} when it is not what the journal says
 */
export function readStaged(folder: string, index: number, { sha256 }: Step): Buffer | null {
  const content = readIfFile(path.join(commitFolder(folder), String(index)))
  if (content !== null && sha256Of(content) !== sha256) throw damaged(folder)
  return content
}

function damaged(folder: string): WriteError {
  const place = shownPath(commitFolder(folder))
  const mend = 'restore the files of the set, or build them anew, after deleting that folder'
  return new WriteError(place, `holds a write that was interrupted, and is damaged itself; ${mend}`)
}

function isSteps(value: unknown): value is Step[] {
  const isStep = (step: Partial<Step> | null) =>
    typeof step?.name === 'string' && (step.sha256 === null || typeof step.sha256 === 'string')
  return Array.isArray(value) && value.every(isStep)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Links are not followed: nobody is to have us read or move what is elsewhere. */
function isRealFolder(folder: string): boolean {
  return statOf(folder, true)?.isDirectory() === true
}

function readIfFile(file: string): Buffer | null {
  try {
    return statOf(file, true)?.isFile() ? readFileSync(file) : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
