import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Claim, Finding, Flow } from '../schema/types.ts'
import type { RoleRecord, ServiceRecord, SourceRecord } from './api/records.ts'
import { unfold } from './api/unfold.ts'
import { OutsideError, readConfined } from './confine.ts'
import { sha256Of } from './datapackage.ts'
import { writeSet } from './write.ts'

/** What a dataset's files hold. */
export interface Dataset {
  flows: Flow[]
  claims: Claim[]
  findings: Finding[]
  sources: SourceRecord[]
  roles: RoleRecord[]
  services: ServiceRecord[]
}

const names = ['flows', 'findings', 'sources', 'roles', 'services'].map(name => `data/${name}.json`)
const lines = 'data/claims.ndjson'
const module = 'dist/dataset/api/data/claims.js'

/**
 * Reads the files of a dataset as a build has written them, or as the package has them.
 *
 * @param folder the one that holds `data/`
 * @throws Error naming the file that is missing, no JSON, or not of the same build as the others
 */
export function loadDataset(folder: string): Dataset {
  const texts = readFiles(folder, [...names, lines, module])
  const list = (name: string) => parse(`data/${name}`, textIn(texts, `data/${name}`))
  return {
    flows: list('flows.json'),
    claims: claimsIn(texts),
    findings: list('findings.json'),
    sources: list('sources.json'),
    roles: list('roles.json'),
    services: list('services.json'),
  }
}

/** The package leaves the file of the claims out, which is the largest, and has them folded. */
function claimsIn(texts: Map<string, string>): Claim[] {
  if (texts.has(lines) || !texts.has(module))
    return parse(lines, `[${textIn(texts, lines).trim().replaceAll('\n', ',')}]`)
  const text = textIn(texts, module)
  return [...unfold<Claim>(unquoted(text.slice(text.indexOf("'") + 1, text.lastIndexOf("'"))))]
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}

function textIn(texts: Map<string, string>, name: string): string {
  const text = texts.get(name)
  if (text === undefined) throw new Error(`${name} does not exist; build the dataset`)
  return text
}

function parse(name: string, text: string) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`)
  }
}

/** Names of files (relative, with `/`) → their text. */
export type Files = Map<string, string>

/** The folders of the package that the build fills. */
const folders = ['data', 'products', 'schema']
/** What a build writes there; other files are never removed. */
const ours = /^data\/[\w.-]+\.(?:json|ndjson|csv)$|^schema\/[\w.-]+\.schema\.json$/

/**
 * Writes the files of a dataset, and removes those of an earlier build that are no longer written.
 *
 * @throws {WriteError} naming the file and the fix
 */
export function writeFiles(folder: string, files: Files): void {
  const gone = surplus(folder, files).filter(name => ours.test(name))
  const removed = gone.map((name): [string, null] => [name, null])
  // Its hashes distinguish old files from new ones, so it comes last.
  const isLast = ([name]: [string, unknown]) => name === 'datapackage.json'
  const [last, first] = [[...files].filter(isLast), [...files].filter(one => !isLast(one))]
  writeSet(folder, new Map([...first, ...removed, ...last]))
}

/** Names of the files that are missing, differ, or should not be there. */
export function staleFiles(folder: string, files: Files): string[] {
  const isCurrent = (name: string, text: string) =>
    readConfined(path.join(folder, name))?.equals(Buffer.from(text)) === true
  const stale = [...files].filter(([name, text]) => !isCurrent(name, text))
  return [...stale.map(([name]) => name), ...surplus(folder, files)].sort()
}

function surplus(folder: string, files: Files): string[] {
  const present = folders.flatMap(name => {
    const inside = path.join(folder, name)
    const isFolder = statSync(inside, { throwIfNoEntry: false })?.isDirectory()
    return isFolder ? readdirSync(inside).map(file => `${name}/${file}`) : []
  })
  return present.filter(name => !files.has(name))
}

/** A build that replaces files while they are read has done so by then. */
const attempts = 5
const pause = 50

/**
 * Reads files of a dataset, all of one build: they must have the hashes in `datapackage.json`.
 *
 * @param names relative to the folder; those that there are not are left out
 * @throws Error naming the files of another build, and the fix
 */
export function readFiles(folder: string, names: readonly string[]): Map<string, string> {
  for (let attempt = 1; ; attempt++) {
    const texts = textsOf(folder, [...names, 'datapackage.json'])
    const strange = strangeIn(texts)
    if (strange.length === 0) return texts
    if (attempt === attempts)
      throw new Error(
        `${strange.join(', ')}: not of the build that datapackage.json describes; run \`portolan build\`, or restore the files`,
      )
    // The stages are synchronous, and so is waiting.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
  }
}

/** Whether a dataset has a file; true for a link out of the checkout: reading it reports that. */
export function hasFile(folder: string, name: string): boolean {
  try {
    return readConfined(path.join(folder, name)) !== null
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    return true
  }
}

function textsOf(folder: string, names: readonly string[]): Map<string, string> {
  const read = (name: string) => readConfined(path.join(folder, name))?.toString()
  const texts = names.map((name): [string, string | undefined] => [name, read(name)])
  return new Map(texts.filter((one): one is [string, string] => one[1] !== undefined))
}

/** Files whose hashes differ from those in the dataset's description, which may be of any version, or missing. */
function strangeIn(texts: Map<string, string>): string[] {
  const hashes = hashesIn(texts.get('datapackage.json'))
  return [...texts].filter(([name, text]) => !fits(text, hashes.get(name))).map(([name]) => name)
}

/** Git may have changed the line ends. A file without a hash fits. */
function fits(text: string, hash: unknown): boolean {
  if (typeof hash !== 'string' || !hash.startsWith('sha256:')) return true
  return [text, text.replaceAll('\r\n', '\n')].some(one => hash === `sha256:${sha256Of(one)}`)
}

function hashesIn(text = '{}'): Map<string, unknown> {
  const { resources, hashes } = descriptionIn(text)
  const listed = Array.isArray(resources) ? resources : []
  return new Map<string, unknown>([
    ...listed.map((one): [string, unknown] => [String(one?.path), one?.hash]),
    ...Object.entries(hashes ?? {}),
  ])
}

function descriptionIn(text: string): { resources?: unknown; hashes?: object } {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}
