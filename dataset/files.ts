import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { refuseOutside } from './confine.ts'

/** Names of files (relative, with `/`) → their text. */
export type Files = Map<string, string>

/** The folders of the package that the build fills. */
const folders = ['data', 'schema']
/** What a build writes there; nobody else's file is ever removed. */
const ours = /^data\/[\w.-]+\.(?:json|ndjson|csv)$|^schema\/[\w.-]+\.schema\.json$/
const stagingName = '.build-'

/**
 * Writes a set of files so that a failure leaves the previous ones untouched: all are written out and
 * flushed beside their place first; then they are moved over the old ones, which are put back when one
 * of the moves fails.
 *
 * @throws Error of the file system, naming the file
 */
export function writeFiles(folder: string, files: Files): void {
  for (const name of [...folders, ...files.keys()]) refuseOutside(path.join(folder, name), name)
  mkdirSync(folder, { recursive: true })
  removeLeftovers(folder)
  const staging = mkdtempSync(path.join(folder, `${stagingName}${process.pid}-`))
  try {
    for (const [name, text] of files) writeFlushed(path.join(staging, 'new', name), text)
    replaceAll(folder, staging, [...files.keys()])
    for (const name of surplus(folder, files).filter(name => ours.test(name))) rmSync(path.join(folder, name))
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Names of the files that are missing, differ, or should not be there. */
export function staleFiles(folder: string, files: Files): string[] {
  const stale = [...files]
    .filter(([name, text]) => readOrNull(path.join(folder, name)) !== text)
    .map(([name]) => name)
  return [...stale, ...surplus(folder, files)].sort()
}

/** Moves the new files in; on a failure moves the old ones back. */
function replaceAll(folder: string, staging: string, names: string[]): void {
  const done: string[] = []
  try {
    for (const name of names) {
      const target = path.join(folder, name)
      const kept = path.join(staging, 'old', name)
      for (const at of [target, kept]) mkdirSync(path.dirname(at), { recursive: true })
      if (isFile(target)) linkSync(target, kept)
      renameSync(path.join(staging, 'new', name), target)
      done.push(name)
    }
  } catch (error) {
    for (const name of done) putBack(path.join(staging, 'old', name), path.join(folder, name))
    throw error
  }
}

function putBack(kept: string, target: string): void {
  if (isFile(kept)) renameSync(kept, target)
  else rmSync(target)
}

/** Staging folders of builds that were killed. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter(name => name.startsWith(stagingName))) {
    const pid = Number(/^\.build-(\d+)-/.exec(name)?.[1])
    if (!isRunning(pid)) rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function writeFlushed(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const handle = openSync(file, 'w')
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function surplus(folder: string, files: Files): string[] {
  const present = folders.flatMap(name => {
    const inside = path.join(folder, name)
    const isFolder = statSync(inside, { throwIfNoEntry: false })?.isDirectory()
    return isFolder ? readdirSync(inside).map(file => `${name}/${file}`) : []
  })
  return present.filter(name => !files.has(name))
}

function readOrNull(file: string): string | null {
  return isFile(file) ? readFileSync(file, 'utf8') : null
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}
