import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { select } from '../reconcile/index.ts'
import type { Claim, Correction, Fetched, FetchedState, Product, Source } from '../schema/types.ts'
import { SchemaError, validate } from '../schema/validate.ts'
import { byVersion } from '../schema/versions.ts'
import { itemLines, parseYaml, YamlError } from '../schema/yaml.ts'
import { leadsOut, OutsideError, outside, readConfined } from './confine.ts'

/** A source as its folder holds it; of a document that is fetched, one of its states. */
export interface LoadedSource {
  source: Source
  /** What became of the fetching, where it is fetched. */
  state: FetchedState | null
  /** Whether no later state of the document is there: only this one is checked. */
  isNewest: boolean
  corrections: Correction[]
  /** Path of the document as in claims, with `/`. */
  document: string
  text: string
  /** What it claims, where it is fetched: its text is not kept then, and empty. */
  claims?: Claim[]
  /** The file of its corrections, as messages name it. */
  correctionsFile: string
  /** The lines that its corrections begin on, counted from 1. */
  correctionLines: ReadonlyMap<Correction, number>
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
  return sourceFolders(folder, shown).flatMap(loadSource)
}

/** Where a source is. */
export interface SourceFolder {
  folder: string
  /** The folder's name in paths. */
  shown: string
  /** Its own name, after that of its product where it is in the product's folder: `rke2/requirements` is `rke2-requirements`. */
  id: string
}

/**
 * Finds every source of a folder, in order of their ids: in a folder of its own, or in one of a product's.
 *
 * @param folder the folder that holds one folder per source or product
 * @param shown the folder's name in messages
 * @throws SourceError when there is no such folder, or no source in it
 */
export function sourceFolders(folder: string, shown = 'sources'): SourceFolder[] {
  if (!existsSync(folder))
    throw new SourceError(`${shown}: there is no such folder; run this in a checkout of the project`)
  const at = (id: string, ...parts: string[]): SourceFolder => ({
    folder: path.join(folder, ...parts),
    shown: [shown, ...parts].join('/'),
    id,
  })
  const hasSource = (one: SourceFolder) => existsSync(path.join(one.folder, 'source.yaml'))
  const found = foldersIn(folder).flatMap(name => {
    const [own, product] = [at(name, name), existsSync(path.join(folder, name, 'product.yaml'))]
    const inner = foldersIn(own.folder).map(document => at(`${name}-${document}`, name, document))
    const inside = inner.filter(hasSource)
    return product || inside.length > 0 ? [...(hasSource(own) ? [own] : []), ...inside] : [own]
  })
  if (found.length === 0) throw new SourceError(`${shown}: holds no source; each has a folder of its own`)
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
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
 * Loads one source: the document, or each state of one that is fetched, from the earliest version.
 *
 * @throws SourceError, UnreadableError or SchemaError naming the file and the fix
 */
export function loadSource(at: SourceFolder): LoadedSource[] {
  const { folder, shown, id } = at
  const known = loadParticulars(at)
  const { source } = known
  if (!source.upstream)
    return [{ ...known, state: null, isNewest: true, text: readText(folder, shown, source.document) }]
  const fetched = loadFetched(at)
  if (!fetched) throw new SourceError(`${shown}: has not been fetched yet; run \`portolan update ${id}\``)
  return statesOf(
    known,
    fetched.states.map(state => ({ state, claims: readClaims(at, state) })),
  )
}

/** What is known of the fetching of a source; null when it was never fetched. */
export function loadFetched({ folder, shown }: SourceFolder): Fetched | null {
  confine(folder, shown, 'fetched.json')
  if (readFile(folder, 'fetched.json') === null) return null
  const place = `${shown}/fetched.json`
  return validate('fetched', parse(readText(folder, shown, 'fetched.json'), place), place)
}

/** Where the claims of a state are. */
export function claimsFile({ sha256 }: FetchedState): string {
  return `claims/${sha256.slice(0, 12)}.ndjson`
}

/**
 * The states of a document as sources of their own. Each has an id and a path of its own, so that what the one
 * claims is never taken for what another does.
 *
 * @param fetched each with the claims as they are kept: ids begin with the document's, places are paths from its folder upstream
 */
export function statesOf(
  { source, corrections, ...known }: Particulars,
  fetched: { state: FetchedState; claims: Claim[] }[],
): LoadedSource[] {
  const last = ({ state }: (typeof fetched)[number]) => state.versions.toSorted(byVersion).at(-1) ?? null
  const finds = (correction: Correction, claims: Claim[]) =>
    select([correction], claims, [])[0]!.selected.length > 0
  const lost = corrections.filter(one => !fetched.some(({ claims }) => finds(one, claims)))
  const ordered = fetched.toSorted((a, b) => byVersion(last(a) ?? '', last(b) ?? ''))
  return ordered.map((one, i): LoadedSource => {
    const { state } = one
    const versions = state.versions.toSorted(byVersion)
    const id = versions.length > 0 ? `${source.id}@${versions[0]}` : source.id
    const named = (file: string) => `${id}/${file}`
    const claims = one.claims.map(claim => ({
      ...claim,
      id: claim.id.replace(/^.*(?=:\d+:\d+$)/s, id),
      location: { ...claim.location, document: named(claim.location.document) },
    }))
    const isNewest = i === ordered.length - 1
    const about = { ...source, id, version: last(one), ...(versions.length > 0 && { versions }) }
    return {
      ...known,
      source: about,
      state,
      isNewest,
      corrections: corrections.filter(one => (isNewest && lost.includes(one)) || finds(one, claims)),
      document: named(path.posix.basename(state.path ?? source.document)),
      text: '',
      claims,
    }
  })
}

/** What is known of a source besides its document. */
export type Particulars = Omit<LoadedSource, 'text' | 'claims' | 'state' | 'isNewest'>

/**
 * Loads what is known of a source besides its document.
 *
 * @throws SourceError, UnreadableError or SchemaError naming the file and the fix
 */
export function loadParticulars({ folder, shown, id }: SourceFolder): Particulars {
  for (const file of ['source.yaml', 'corrections.yaml']) confine(folder, shown, file)
  const text = readText(folder, shown, 'source.yaml')
  const source = validate('source', complete(readYaml(folder, shown, 'source.yaml')), `${shown}/source.yaml`)
  const place = (key: string) => `${shown}/source.yaml:${lineOfKey(text, key)}`
  if (source.id !== id)
    throw new SourceError(`${place('id')}: id is "${source.id}"; it must be the folder's name, "${id}"`)
  if (source.upstream && source.license === null)
    throw new SourceError(
      `${place('license')}: a document that is fetched needs a licence; give its SPDX identifier`,
    )
  confine(folder, shown, source.document)
  if (source.upstream && existsSync(path.join(folder, source.document)))
    throw new SourceError(
      `${shown}/${source.document}: must not stand beside an upstream; remove one of them`,
    )
  const hasCorrections = readFile(folder, 'corrections.yaml') !== null
  const corrections = hasCorrections
    ? validate('correction', readYaml(folder, shown, 'corrections.yaml'), `${shown}/corrections.yaml`)
    : []
  const lines = hasCorrections ? itemLines(readText(folder, shown, 'corrections.yaml')) : []
  return {
    source,
    corrections,
    document: `${shown}/${source.document}`,
    correctionsFile: `${shown}/corrections.yaml`,
    correctionLines: new Map(lines.map((line, i) => [corrections[i]!, line])),
  }
}

/** A document that is fetched is known by its upstream. */
function complete(yaml: unknown): unknown {
  const { upstream, ...given } = (yaml ?? {}) as Partial<Source>
  if (typeof upstream !== 'object' || upstream === null) return yaml
  const address = upstream.url ?? upstream.git?.replace(/\.git$/, '')
  // A repository of this machine, as tests have, has no address on the web.
  const url = address?.startsWith('http') ? address : null
  const file = path.posix.basename(String(upstream.path ?? upstream.url ?? 'document'))
  return { version: null, document: file, origin: { file, url }, ...given, upstream }
}

/** The line on which a key at the top of a YAML file is; the first one when there is none. */
function lineOfKey(text: string, key: string): number {
  return Math.max(1, text.split('\n').findIndex(line => line.startsWith(`${key}:`)) + 1)
}

/** Where a correction is: `sources/rke-nodes/corrections.yaml:3`. */
export function correctionPlace(
  { correctionsFile, correctionLines }: Pick<LoadedSource, 'correctionsFile' | 'correctionLines'>,
  correction: Correction,
): string {
  const same = [...correctionLines].find(([one]) => one.id === correction.id)?.[1]
  const line = correctionLines.get(correction) ?? same
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
  const id = path.basename(folder)
  try {
    const { source } = loadParticulars({ folder, shown: id, id })
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
export function readClaims({ folder, shown }: SourceFolder, state: FetchedState): Claim[] {
  const file = claimsFile(state)
  confine(folder, shown, file)
  const lines = readText(folder, shown, file).split('\n').filter(Boolean)
  return lines.map((line, i) => {
    const place = `${shown}/${file}:${i + 1}`
    return validate('claim', parse(line, place), place)
  })
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
