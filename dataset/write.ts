import { createHash } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { leadsOut, outside } from './confine.ts'

type Content = string | Uint8Array

/** A file could not be written; the message names it and the reason. */
export class WriteError extends Error {
  override name = 'WriteError'
  constructor(file: string, reason: string) {
    super(`${shownPath(file)}: ${reason}`)
  }
}

/** A path for messages: relative to the working folder where it is inside, with `/`. */
function shownPath(file: string): string {
  const near = path.relative('', file)
  const shown = near.startsWith('..') ? file : near || '.'
  return shown.split(path.sep).join('/')
}

/** What the codes of a file system mean, with the remedy where there is one. */
const meanings: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'it is larger than files may be here',
  EROFS: 'the file system is read-only',
  EACCES: 'check the permissions of it and its folder',
  EPERM: 'check the permissions of it and its folder',
  ENOENT: 'its folder does not exist',
  EISDIR: 'a folder stands there',
  ENOTDIR: 'a file stands where a folder must be',
  EEXIST: 'something else stands there',
}

/**
 * Makes a {@link WriteError} of an error of the file system; other errors come back as they are.
 *
 * @param rest what else the reader of the message should know
 */
export function refusal(file: string, error: unknown, rest = ''): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof WriteError || typeof code !== 'string') return error
  const why = code in meanings ? `${code}: ${meanings[code]}` : code
  return new WriteError(file, `cannot be written (${why})${rest}`)
}

/**
 * Replaces a file, so that a reader finds the old content or the new one, whole: the new one is written to a temporary
 * file beside it, flushed and renamed. Links within the checkout are followed; mode and owner are kept; other
 * hard links keep the old content. A pipe or a device is written directly.
 *
 * @param before the text that the file must have; undefined: any, or no file
 * @throws {WriteError} when it cannot be written, or was changed or removed meanwhile
 */
export function replaceFile(file: string, content: Content, before?: string): void {
  try {
    const found = statOf(file)
    if (found && !found.isFile() && !found.isDirectory()) {
      writeFileSync(file, content)
      return
    }
    removeLeftovers(path.dirname(targetOf(file)))
    const staged = stage(file, content)
    try {
      assertUnchanged(file, before)
      renameSync(staged.temporary, staged.target)
    } finally {
      rmSync(staged.temporary, { force: true })
    }
    flushFolder(path.dirname(staged.target))
  } catch (error) {
    throw refusal(file, error)
  }
}

/**
 * Writes files that belong together. All are written to temporary files and flushed before the first is renamed, so
 * that what can fail does so before anything changes. A process that is killed between the renames leaves some old
 * files and some new ones, each of them whole. Files whose content is the same stay as they are.
 *
 * @param changes names relative to the folder, with `/` → new content; null removes the file; renamed in this order
 * @throws {WriteError} naming the file and the reason
 */
export function writeSet(folder: string, changes: ReadonlyMap<string, Content | null>): void {
  const files = [...changes].map(([name, content]) => ({ file: path.join(folder, name), content }))
  try {
    const differing = files.filter(({ file, content }) => differs(file, content))
    const folders = new Set(differing.map(({ file }) => path.dirname(file)))
    for (const parent of folders) prepareFolder(parent)
    const staged: Staged[] = []
    try {
      for (const { file, content } of differing) staged.push(stage(file, content))
      for (const [i, one] of staged.entries()) move(one, i, staged.length)
    } finally {
      for (const { temporary } of staged) if (temporary) rmSync(temporary, { force: true })
    }
    for (const parent of folders) flushFolder(parent)
  } catch (error) {
    throw refusal(folder, error)
  }
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    removeLeftovers(folder)
  } catch (error) {
    throw refusal(folder, error)
  }
}

/** A file that is written and not yet in its place; no temporary file: the target is to be removed. */
interface Staged {
  target: string
  temporary: string | null
}

function stage(file: string, content: Content): { target: string; temporary: string }
function stage(file: string, content: Content | null): Staged
function stage(file: string, content: Content | null): Staged {
  try {
    if (leadsOut(file)) throw new WriteError(file, outside)
    const target = targetOf(file)
    const found = statOf(target)
    if (found?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    if (found) accessSync(target, constants.W_OK)
    if (content === null) return { target, temporary: null }
    const temporary = path.join(path.dirname(target), temporaryName(target))
    rmSync(temporary, { force: true })
    writeFlushed(temporary, content, found)
    return { target, temporary }
  } catch (error) {
    throw refusal(file, error)
  }
}

function move({ temporary, target }: Staged, done: number, all: number): void {
  try {
    if (temporary) renameSync(temporary, target)
    else rmSync(target, { force: true })
  } catch (error) {
    throw refusal(
      target,
      error,
      done > 0 ? `; ${done} of ${all} files are replaced, run the command again` : '',
    )
  }
}

/** Writes a new file and waits until the disk has it. */
function writeFlushed(file: string, content: Content, like: Stats | undefined): void {
  const handle = openSync(file, 'wx')
  try {
    if (like) resemble(handle, like)
    writeFileSync(handle, content)
    fsyncSync(handle)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

/** Only root can give a file to another owner; one that stays ours is whole, too. */
function resemble(handle: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(handle, uid, gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
  fchmodSync(handle, mode & 0o7777)
}

/** What file systems answer that cannot flush a folder, or need not. */
const unflushable = ['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP', 'EACCES', 'EBADF']

/** Waits until the disk has the names in a folder: a renamed file may lose its place without that. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    if (!unflushable.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** The name of a temporary file: short, as names may be as long as they can be. */
function temporaryName(target: string): string {
  const hash = createHash('sha256').update(path.basename(target)).digest('hex')
  return `.portolan-${hash.slice(0, 12)}.${process.pid}`
}

/** Removes the temporary files of processes that were killed. */
function removeLeftovers(folder: string): void {
  for (const name of statOf(folder)?.isDirectory() ? readdirSync(folder) : []) {
    const pid = /^\.portolan-[0-9a-f]{12}\.(\d+)$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(path.join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Where a file really is; a link to nothing stays itself. */
function targetOf(file: string): string {
  return statOf(file) ? realpathSync(file) : file
}

function assertUnchanged(file: string, before: string | undefined): void {
  if (before === undefined) return
  const now = statOf(file) && readFileSync(file, 'utf8')
  if (now === undefined) throw new WriteError(file, 'was removed meanwhile; it is not made anew')
  if (now !== before) throw new WriteError(file, 'was changed meanwhile; left as it is')
}

function differs(file: string, content: Content | null): boolean {
  const now = statOf(file)?.isFile() ? readFileSync(file) : null
  if (content === null) return now !== null
  return now === null || !now.equals(Buffer.from(content))
}

/** What there is at a path; undefined for nothing, even where a file stands in place of a folder. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
