import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { leadsOut, outside } from '../confine.ts'
import { namesIn, sleep } from './disk.ts'
import { refusal, shownPath, WriteError } from './error.ts'
import { describe, ownName, stateOf } from './holder.ts'

/** How long to wait for others. */
export interface Patience {
  /** Most milliseconds (default: a minute). */
  wait?: number
  /** Told once when there is somebody to wait for. */
  tell?: (message: string) => void
}

/** The folder beside a set that holds its lock, what is being staged, and what is committed. */
export function workFolder(folder: string): string {
  return path.join(folder, '.portolan-set')
}

/** The folders that this process holds → how many times. */
const held = new Map<string, number>()

/**
 * Takes the lock of a folder; whoever holds it may take it again.
 *
 * Each process puts up a file of its own and then looks for others: of two that do so at once at least one
 * sees the other and steps back. A file whose process is over is in nobody's way, and nobody can take down
 * another's by mistake, as no two have the same name.
 *
 * @returns what gives it back
 * @throws {WriteError} when somebody else holds it for too long, or the folder cannot be written
 */
export function lock(folder: string, patience: Patience = {}): () => void {
  const key = path.resolve(folder)
  const depth = held.get(key) ?? 0
  const made = depth === 0 ? acquire(key, patience) : undefined
  held.set(key, depth + 1)
  return () => {
    const left = held.get(key)! - 1
    if (left > 0) return void held.set(key, left)
    held.delete(key)
    release(key, made)
  }
}

/** Gives the topmost folder that had to be made. */
function acquire(folder: string, { wait = 60_000, tell }: Patience): string | undefined {
  if (leadsOut(workFolder(folder))) throw new WriteError(workFolder(folder), outside)
  const until = Date.now() + wait
  for (let waiting = false; ; ) {
    const [other] = others(folder)
    const claimed = other === undefined && claim(folder)
    if (claimed) return claimed.made
    if (Date.now() >= until) throw new WriteError(folder, tooLong(folder, other))
    if (other !== undefined && !waiting)
      tell?.(`${shownPath(folder)}: ${describe(other)} is writing there; waiting for it`)
    waiting ||= other !== undefined
    // Of two that step back for each other one must come first the next time.
    sleep(10 + Math.random() * 40)
  }
}

function tooLong(folder: string, other = 'another'): string {
  const file = shownPath(path.join(workFolder(folder), other))
  return `${describe(other)} is still writing there; wait for it, or delete ${file} if you know that it has ended`
}

/** Null when somebody else was faster. */
function claim(folder: string): { made: string | undefined } | null {
  const made = attempt(folder, () => mkdirSync(workFolder(folder), { recursive: true }))
  try {
    closeSync(openSync(path.join(workFolder(folder), ownName()), 'w'))
    if (others(folder).length > 0) return release(folder, made)
    writeFileSync(path.join(workFolder(folder), '.gitignore'), '*\n')
    return { made }
  } catch (error) {
    release(folder, made)
    // One who has just finished took the folder away.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw refusal(folder, error)
  }
}

function attempt<T>(file: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw refusal(file, error)
  }
}

/** Those who hold the lock besides this process; the files of processes that are over are removed. */
function others(folder: string): string[] {
  const place = workFolder(folder)
  const names = namesIn(place).filter(name => name.startsWith('lock.'))
  for (const name of names.filter(name => stateOf(name) === 'over'))
    rmSync(path.join(place, name), { force: true })
  return names.filter(name => ['alive', 'unseen'].includes(stateOf(name)))
}

/** Leaves nothing behind unless others are at work, or there is something to complete. */
function release(folder: string, made: string | undefined): null {
  const place = workFolder(folder)
  try {
    rmSync(path.join(place, ownName()), { force: true })
    if (namesIn(place).some(name => name !== '.gitignore')) return null
    rmSync(path.join(place, '.gitignore'), { force: true })
    rmdirSync(place)
    for (let at = folder; made !== undefined && at.length >= made.length; at = path.dirname(at)) rmdirSync(at)
  } catch {}
  return null
}
