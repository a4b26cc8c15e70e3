import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Claim, Correction, Product, Source } from '../schema/types.ts'
import { SchemaError, validate } from '../schema/validate.ts'
import { itemLines, parseYaml, YamlError } from '../schema/yaml.ts'
import { leadsOut, OutsideError, outside, readConfined } from './confine.ts'

/** A source as its folder holds it. */
export interface LoadedSource {
  source: Source
  corrections: Correction[]
  /** Path of the document as in claims, with `/`. */
  document: string
  text: string
  /** What it claims, where it is fetched: its text is not kept then, and empty. */
  claims?: Claim[]
  /** The file of its corrections, as messages name it. */
  correctionsFile: string
  /** The lines that its corrections begin on, counted from 1. */
  correctionLines: number[]
}

/** A file of a source that is missing or cannot be read as what it should be. */
export class SourceError extends Error {
  override name = 'SourceError'
}

/** A file of a source that is no text. */
export class UnreadableError extends Error {
  override name = 'UnreadableError'
}

/**
 * Loads every source of a folder, in order of their ids.
 *
 * @param folder the folder that holds one folder per source
 * @param shown the folder's name in paths
 * @throws SourceError or SchemaError naming the file and the fix
 */
export function loadSources(folder: string, shown = 'sources'): LoadedSource[] {
  return sourceIds(folder, shown).map(id => loadSource(path.join(folder, id), `${shown}/${id}`, id))
}

/**
 * Names every source of a folder, sorted.
 *
 * @param folder the folder that holds one folder per source
 * @param shown the folder's name in messages
 * @throws SourceError when there is no such folder, or no source in it
 */
export function sourceIds(folder: string, shown = 'sources'): string[] {
  if (!existsSync(folder))
    throw new SourceError(`${shown}: there is no such folder; run this in a checkout of the project`)
  const ids = foldersIn(folder).filter(id => !isProductOnly(path.join(folder, id)))
  if (ids.length === 0) throw new SourceError(`${shown}: holds no source; each has a folder of its own`)
  return ids
}

/** A folder may hold what is known of a product, and no document. */
function isProductOnly(folder: string): boolean {
  return existsSync(path.join(folder, 'product.yaml')) && !existsSync(path.join(folder, 'source.yaml'))
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => !name.startsWith('.') && statSync(path.join(folder, name)).isDirectory())
    .sort()
}

/**
 * Loads what is known of the products that have a `product.yaml`, in order of their ids.
 *
 * @param folder the folder that holds one folder per source or product
 * @param shown the folder's name in messages
 * @throws {SourceError} or {SchemaError} naming the file and the fix
 */
export function loadProducts(folder: string, shown = 'sources'): Product[] {
  const ids = existsSync(folder) ? foldersIn(folder) : []
  return ids
    .filter(id => existsSync(path.join(folder, id, 'product.yaml')))
    .map(id => {
      const [at, name] = [path.join(folder, id), `${shown}/${id}`]
      confine(at, name, 'product.yaml')
      const product = validate('product', readYaml(at, name, 'product.yaml'), `${name}/product.yaml`)
      if (product.product === id) return product
      throw new SourceError(
        `${name}/product.yaml: product is "${product.product}"; it must be the folder's name, "${id}"`,
      )
    })
}

/**
 * Loads one source.
 *
 * @param folder its folder
 * @param shown the folder's name in paths
 * @param id the folder's name
 * @throws SourceError, UnreadableError or SchemaError naming the file and the fix
 */
export function loadSource(folder: string, shown: string, id: string): LoadedSource {
  const particulars = loadParticulars(folder, shown, id)
  const { source } = particulars
  if (source.upstream) return { ...particulars, text: '', claims: readClaims(folder, shown, source) }
  return { ...particulars, text: readText(folder, shown, source.document) }
}

/**
 * Loads what is known of a source besides its document.
 *
 * @param folder its folder
 * @param shown the folder's name in paths
 * @param id the folder's name
 * @throws SourceError, UnreadableError or SchemaError naming the file and the fix
 */
export function loadParticulars(
  folder: string,
  shown: string,
  id: string,
): Omit<LoadedSource, 'text' | 'claims'> {
  for (const file of ['source.yaml', 'corrections.yaml']) confine(folder, shown, file)
  const source = validate('source', readYaml(folder, shown, 'source.yaml'), `${shown}/source.yaml`)
  if (source.id !== id)
    throw new SourceError(`${shown}/source.yaml: id is "${source.id}"; it must be the folder's name, "${id}"`)
  confine(folder, shown, source.document)
  if (source.upstream && existsSync(path.join(folder, source.document)))
    throw new SourceError(
      `${shown}/${source.document}: must not stand beside an upstream; remove one of them`,
    )
  const hasCorrections = readFile(folder, 'corrections.yaml') !== null
  const corrections = hasCorrections
    ? validate('correction', readYaml(folder, shown, 'corrections.yaml'), `${shown}/corrections.yaml`)
    : []
  return {
    source,
    corrections,
    document: `${shown}/${source.document}`,
    correctionsFile: `${shown}/corrections.yaml`,
    correctionLines: hasCorrections ? itemLines(readText(folder, shown, 'corrections.yaml')) : [],
  }
}

/** Where a correction is: `sources/rke-nodes/corrections.yaml:3`. */
export function correctionPlace(
  { corrections, correctionsFile, correctionLines }: Omit<LoadedSource, 'text'>,
  correction: Correction,
): string {
  const line = correctionLines[corrections.indexOf(correction)]
  return line === undefined ? correctionsFile : `${correctionsFile}:${line}`
}

/**
 * Finds the source whose document a file is.
 *
 * @param file its path
 * @returns the source's id; undefined when no `source.yaml` beside the file names it
 */
export function sourceIdOf(file: string): string | undefined {
  const folder = path.dirname(path.resolve(file))
  try {
    const { source } = loadParticulars(folder, path.basename(folder), path.basename(folder))
    return source.document === path.basename(file) ? source.id : undefined
  } catch (error) {
    if (error instanceof SourceError || error instanceof SchemaError) return undefined
    throw error
  }
}

/** A file that is a link may be anything that the one who builds can read. */
function confine(folder: string, shown: string, file: string): void {
  if (leadsOut(path.join(folder, file))) throw new SourceError(`${shown}/${file}: ${outside}`)
}

/** Of a source that is fetched only its claims are kept. */
function readClaims(folder: string, shown: string, { id, fetched }: Source): Claim[] {
  if (!fetched || readFile(folder, 'claims.ndjson') === null)
    throw new SourceError(`${shown}: has not been fetched yet; run \`portolan update ${id}\``)
  const lines = readText(folder, shown, 'claims.ndjson').split('\n').filter(Boolean)
  return lines.map((line, i) =>
    validate('claim', parse(line, `${shown}/claims.ndjson:${i + 1}`), `${shown}/claims.ndjson:${i + 1}`),
  )
}

function parse(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new SourceError(`${place}: is no JSON; run \`portolan update\``)
  }
}

function readYaml(folder: string, shown: string, file: string): unknown {
  try {
    return parseYaml(readText(folder, shown, file))
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    const line = error.line === null ? '' : `:${error.line}`
    throw new SourceError(`${shown}/${file}${line}: ${error.message}`)
  }
}

function readText(folder: string, shown: string, file: string): string {
  const bytes = readBytes(folder, shown, file)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UnreadableError(`${shown}/${file}: is not valid UTF-8; save it as UTF-8 first`)
  }
}

function readBytes(folder: string, shown: string, file: string): Buffer {
  try {
    const bytes = readFile(folder, file)
    if (bytes !== null) return bytes
  } catch (error) {
    if (error instanceof OutsideError) throw error
  }
  throw new SourceError(`${shown}/${file}: is missing or may not be read`)
}

/** A file of a source; null when there is none. */
export function readFile(folder: string, file: string): Buffer | null {
  return readConfined(path.join(folder, file))
}
