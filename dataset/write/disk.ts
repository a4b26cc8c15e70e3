import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'

/**
 * Writes a file that is not there yet and waits until the disk has it.
 *
 * @param like whose mode and owner it gets; undefined for those of any new file
 */
export function writeFlushed(file: string, content: string | Uint8Array, like?: Stats): void {
  const handle = openSync(file, 'wx')
  try {
    if (like) resemble(handle, like)
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Only the owner's own files can be given away by anyone but root: one that stays with us is whole, too. */
function resemble(handle: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(handle, uid, gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
  fchmodSync(handle, mode & 0o7777)
}

/** What file systems answer that cannot flush a folder, or have no need to. */
const unflushable = ['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP', 'EACCES', 'EBADF']

/** Waits until the disk has the names in a folder: a moved file may lose its place without that. */
export function flushFolder(folder: string): void {
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

/** What there is at a path; undefined for nothing, even where a file stands in place of a folder. */
export function statOf(file: string, isLinkItself = false): Stats | undefined {
  try {
    return isLinkItself ? lstatSync(file) : statSync(file)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** The names in a folder; none where there is no such folder, or it may not be listed. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Does nothing for so many milliseconds; the stages are synchronous, and so is their waiting. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
