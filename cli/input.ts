import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { oneLine } from '../check/report/plain.ts'
import { leadsOut, outside } from '../dataset/confine.ts'
import { MissingPackageError } from '../extract/optional.ts'
import { type Decoded, DecodeError, decode as decodeBytes, decodeUtf8 } from '../extract/read/decode.ts'
import { currentIo } from './io.ts'

/** A document that was read. */
export interface Document {
  /** Path relative to the working folder, with `/`; `-` for standard input. */
  path: string
  text: string
  /** The encoding in which it is written, if that is not sound UTF-8. */
  encoding?: string
}

/** Why a document could not be read, in words for its reader. */
export class InputError extends Error {
  override name = 'InputError'
  constructor(path: string, reason: string) {
    super(`${oneLine(path)}: ${reason}`)
  }
}

/**
 * Does a step that reads.
 *
 * @param tell told why something cannot be read
 * @returns null when it cannot
 */
export async function orTold<T>(step: () => Promise<T>, tell: (message: string) => void): Promise<T | null> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    tell(error.message)
    return null
  }
}

/**
 * Reads a file's bytes, or those of standard input for `-`.
 *
 * @param maxSize most bytes that are read
 * @throws InputError when it is missing, no file, or too large
 */
export async function readBytes(file: string, maxSize: number): Promise<Buffer> {
  return file === '-' ? readInput(maxSize) : readFileBytes(file, maxSize)
}

/**
 * Makes a text of bytes that are UTF-8.
 *
 * @throws InputError when they are binary or not UTF-8
 */
export function decode(file: string, bytes: Buffer): Document {
  try {
    return documentFrom(file, decodeUtf8(bytes))
  } catch (error) {
    throw inputErrorOf(file, error)
  }
}

/**
 * Makes a document of bytes in any encoding.
 *
 * @throws InputError when they are binary, or the encoding is not found
 */
export async function decodeDocument(file: string, bytes: Buffer): Promise<Document> {
  try {
    return documentFrom(file, await decodeBytes(bytes))
  } catch (error) {
    throw inputErrorOf(file, error)
  }
}

function documentFrom(file: string, { text, encoding }: Decoded): Document {
  return { path: nameOf(file), text, ...(encoding && { encoding }) }
}

function inputErrorOf(file: string, error: unknown): unknown {
  const isKnown = error instanceof DecodeError || error instanceof MissingPackageError
  return isKnown ? new InputError(file, error.message) : error
}

/** A path as it stands in claims: relative to the working folder, with `/`; `-` for standard input. */
export function nameOf(file: string): string {
  return file === '-' ? '-' : path.relative('', file).split(path.sep).join('/')
}

/** Small files are read soonest without a thread's help. */
function readFileBytes(file: string, maxSize: number): Buffer {
  try {
    const found = statSync(file)
    if (leadsOut(file)) throw new InputError(file, outside)
    if (found.isDirectory()) throw new InputError(file, 'is a folder; name the documents in it')
    if (!found.isFile()) throw new InputError(file, 'is no regular file')
    if (found.size > maxSize) throw tooLarge(file, maxSize)
    return readFileSync(file)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(file, reasonOf(error as NodeJS.ErrnoException))
  }
}

async function readInput(maxSize: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of currentIo().stdin) {
    size += chunk.length
    if (size > maxSize) throw tooLarge('-', maxSize)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The error for a file that is larger than may be read. */
export function tooLarge(file: string, maxSize: number): InputError {
  return new InputError(file, `is larger than ${maxSize / 1e6} MB; raise the limit with --max-size`)
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'does not exist'
  if (error.code === 'ELOOP') return 'is a link that leads to itself'
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'may not be read; check its permissions'
  return `cannot be read (${error.code ?? error.message})`
}
