import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { leadsOut, outside } from '../dataset/confine.ts'
import { InputError } from './input.ts'

/**
 * Writes a file so that whoever reads it finds the old text or the new one: it is written out and flushed
 * beside its place, then moved there. Links within the
 * checkout are followed, and the file's mode is kept.
 *
 * @param before the text that the file must have; null for whatever stands there, or nothing
 * @throws InputError when it cannot be written, or was changed meanwhile
 */
export function replaceFile(file: string, text: string, before: string | null): void {
  try {
    replace(file, text, before)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(file, `cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`)
  }
}

function replace(file: string, text: string, before: string | null): void {
  if (leadsOut(file)) throw new InputError(file, outside)
  const found = statSync(file, { throwIfNoEntry: false })
  const target = found ? realpathSync(file) : file
  if (found) accessSync(target, constants.W_OK)
  if (before !== null && readFileSync(target, 'utf8') !== before)
    throw new InputError(file, 'was changed while it was checked; left as it is')
  const staged = `${target}.${process.pid}.tmp`
  try {
    writeFlushed(staged, text, found?.mode)
    renameSync(staged, target)
  } finally {
    rmSync(staged, { force: true })
  }
}

function writeFlushed(file: string, text: string, mode: number | undefined): void {
  const handle = openSync(file, 'wx')
  try {
    if (mode !== undefined) fchmodSync(handle, mode & 0o7777)
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
