import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import ignore, { type Ignore } from 'ignore'
import { oneLine } from '../check/report/plain.ts'
import { leadsOut, outside } from '../dataset/confine.ts'
import { MissingPackageError } from '../extract/optional.ts'
import { type Decoded, DecodeError, decode as decodeBytes, decodeUtf8 } from '../extract/read/decode.ts'
import { extensions } from '../extract/read/formats.ts'

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
 * Runs a step that reads.
 *
 * @param tell called with the reason when something cannot be read
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
 * @param stdin what standard input is
 * @throws InputError when it is missing, no file, or too large
 */
export async function readBytes(
  file: string,
  maxSize: number,
  stdin: Readable = process.stdin,
): Promise<Buffer> {
  return file === '-' ? readInput(stdin, maxSize) : readFileBytes(file, maxSize)
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

async function readInput(stdin: Readable, maxSize: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdin) {
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

/** Endings of the files that a folder is searched for. */
const endings = Object.keys(extensions).map(extension => extension.slice(1))
const isDocument = new RegExp(`\\.(?:${endings.join('|')})$`)

/** Most bytes of a document that is looked at, if only to see that it tells nothing about ports: that takes little. */
const mostLookedAt = 50_000_000

/** A document to read. */
export interface Listed {
  file: string
  /** It was named itself, not found in a folder: its reader wants to hear everything about it. */
  named: boolean
}

/**
 * Lists the documents that arguments name: files as given, of folders every file of a known format that
 * git does not ignore, sorted. Links in a folder are not followed.
 */
export function listDocuments(names: string[]): Listed[] {
  return names.flatMap(name => (isFolder(name) ? listFolder(name) : [{ file: name, named: true }]))
}

/** Patterns of a `.gitignore`, which are about paths inside its folder. */
interface Ignored {
  folder: string
  patterns: Ignore
}

function listFolder(root: string): Listed[] {
  return walk(root, '', [])
    .sort()
    .map(file => ({ file: path.join(root, file), named: false }))
}

function walk(root: string, folder: string, above: Ignored[]): string[] {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  const own = entries.some(({ name }) => name === '.gitignore') ? [ignoredIn(root, folder)] : []
  const rules = [...own, ...above]
  return entries.flatMap(entry => {
    const name = folder + entry.name
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    if (entry.isDirectory()) return isIgnored(`${name}/`, rules) ? [] : walk(root, `${name}/`, rules)
    return entry.isFile() && isDocument.test(name) && !isIgnored(name, rules) ? [name] : []
  })
}

function ignoredIn(root: string, folder: string): Ignored {
  return { folder, patterns: ignore().add(readFileSync(path.join(root, folder, '.gitignore'), 'utf8')) }
}

/** The nearest `.gitignore` with a pattern for a path decides. */
function isIgnored(name: string, rules: Ignored[]): boolean {
  for (const { folder, patterns } of rules) {
    const { ignored, unignored } = patterns.test(name.slice(folder.length))
    if (ignored || unignored) return ignored
  }
  return false
}

/**
 * How many bytes of a document may be read. One of a folder may be larger than documents are dealt with, and is
 * given up only when it may make a claim.
 *
 * @param size most characters of a document that is dealt with
 */
export function mostRead({ named }: Pick<Listed, 'named'>, size: number): number {
  return named ? size : Math.max(size, mostLookedAt)
}

function isFolder(name: string): boolean {
  try {
    return name !== '-' && statSync(name).isDirectory() && !leadsOut(name)
  } catch {
    // What is wrong with it is told where it is read.
    return false
  }
}
