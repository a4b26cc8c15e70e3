import path from 'node:path'

/** Why something could not be written, in words for who asked for it. */
export class WriteError extends Error {
  override name = 'WriteError'
  constructor(file: string, reason: string) {
    super(`${shownPath(file)}: ${reason}`)
  }
}

/** A path as people know it: relative to the working folder where it is inside, with `/`. */
export function shownPath(file: string): string {
  const near = path.relative('', file)
  const shown = near.startsWith('..') ? file : near || '.'
  return shown.split(path.sep).join('/')
}

/** What the codes of a file system mean, with the mend where there is one. */
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
 * The error for a file that the file system refuses to write; others come back as they are.
 *
 * @param rest what a person should know besides
 */
export function refusal(file: string, error: unknown, rest = ''): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof WriteError || typeof code !== 'string') return error
  const why = code in meanings ? `${code}: ${meanings[code]}` : code
  return new WriteError(file, `cannot be written (${why})${rest}`)
}
