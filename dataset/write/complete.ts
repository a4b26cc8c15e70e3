import { mkdirSync, readFileSync, renameSync, rmSync, unlinkSync } from 'node:fs'
import path from 'node:path'
import { leadsOut, outside } from '../confine.ts'
import { flushFolder } from './disk.ts'
import { refusal, shownPath, WriteError } from './error.ts'
import { commitFolder, journalName, nextFolder, readJournal, readStaged, type Step } from './journal.ts'
import { replaceFile } from './replace.ts'

/**
 * Puts in place what is committed of a set, and removes what was staged and never committed. The lock must be
 * held. Whatever is in place already stays so: it may be interrupted, and done again, at any step.
 *
 * @param names those that files of the set can have
 * @throws {WriteError} when a file cannot be put in place; the others are
 */
export function complete(folder: string, names: RegExp): void {
  try {
    const steps = readJournal(folder, names)
    if (steps) finish(folder, steps)
    for (const over of [commitFolder(folder), nextFolder(folder)])
      rmSync(over, { recursive: true, force: true })
  } catch (error) {
    throw refusal(folder, error)
  }
}

/** All are looked at before the first is moved. */
function finish(folder: string, steps: Step[]): void {
  for (const [i, step] of steps.entries()) if (step.sha256 !== null) readStaged(folder, i, step)
  putInPlace(folder, steps)
  unlinkSync(path.join(commitFolder(folder), journalName))
}

function putInPlace(folder: string, steps: Step[]): void {
  for (const [i, { name, sha256 }] of steps.entries()) {
    const target = path.join(folder, name)
    try {
      if (leadsOut(target)) throw new WriteError(target, outside)
      if (sha256 === null) rmSync(target, { force: true })
      else moveIn(path.join(commitFolder(folder), String(i)), target)
    } catch (error) {
      const rest = `; ${i} of ${steps.length} files of this write are in place, and the next command that uses ${shownPath(folder)} completes it`
      throw refusal(target, error, rest)
    }
  }
  const parents = new Set(steps.map(({ name }) => path.dirname(path.join(folder, name))))
  for (const parent of parents) flushFolder(parent)
}

/** What is no longer staged is in place. */
function moveIn(staged: string, target: string): void {
  mkdirSync(path.dirname(target), { recursive: true })
  try {
    renameSync(staged, target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EXDEV') moveAcross(staged, target)
    else if (code !== 'ENOENT') throw error
  }
}

/** A folder of the set is on another disk. */
function moveAcross(staged: string, target: string): void {
  replaceFile(target, readFileSync(staged))
  unlinkSync(staged)
}
