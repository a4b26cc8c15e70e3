import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { unpackTar } from 'modern-tar'
import type { DatasetState } from '../diff/index.ts'
import type { Claim, Flow } from '../schema/types.ts'
import { decode, InputError, nameOf, readBytes, tooLarge } from './input.ts'
import { datasetOf } from './state-dataset.ts'

/** How many times larger than the limit for its archive the content of a package may be. */
const mostUnpacked = 10
/** Most milliseconds that npm may take. */
const patience = 120_000

/** Whether a name is that of a published package with its version: `portolan-data@1.2.0`. */
export function isPackageName(name: string): boolean {
  return /^(?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9~][\w.~-]*@[\w.+-]+$/i.test(name)
}

/**
 * Loads the dataset of a package's archive.
 *
 * @param file a `.tgz` as npm makes it
 * @param maxSize most bytes of it that are read
 * @throws {InputError} when it cannot be read, or holds no dataset
 */
export async function loadArchive(file: string, maxSize: number): Promise<DatasetState> {
  return stateOf(nameOf(file), await readBytes(file, maxSize), maxSize)
}

/**
 * Loads the dataset of a published package, from the registry that npm is configured for. Nothing of it is run.
 *
 * @param name with its version: `portolan-data@1.2.0`
 * @param online whether it may be fetched
 * @param maxSize most bytes of it that are read
 * @throws {InputError} when it may not or cannot be fetched, or holds no dataset
 */
export async function loadPublished(name: string, online: boolean, maxSize: number): Promise<DatasetState> {
  if (!online) throw new InputError(name, 'is no file here; say --online to fetch it from the registry')
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-'))
  try {
    // npm takes settings from the nearest folder with a package: this one, not a working folder whose .npmrc may
    // name a registry that is to receive secrets of the environment.
    writeFileSync(path.join(folder, 'package.json'), '{}')
    const bytes = readFileSync(path.join(folder, await pack(name, folder)))
    if (bytes.length > maxSize) throw tooLarge(name, maxSize)
    return await stateOf(name, bytes, maxSize)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Has npm fetch a package, which also checks it against the registry's hash; the archive's name in the folder. */
async function pack(name: string, folder: string): Promise<string> {
  const [program, ...before] = npmCommand()
  const quiet = ['--json', '--loglevel=error', '--no-update-notifier', '--no-audit', '--no-fund']
  const args = [...before, 'pack', name, '--ignore-scripts', `--pack-destination=${folder}`, ...quiet]
  const bounds = { cwd: folder, timeout: patience, maxBuffer: 16e6, windowsHide: true }
  try {
    const { stdout } = await promisify(execFile)(program, args, bounds)
    return path.basename(JSON.parse(stdout)[0].filename)
  } catch (error) {
    throw new InputError(name, `cannot be fetched: ${reasonOf(error as Parameters<typeof reasonOf>[0])}`)
  }
}

/** Windows cannot start npm by its name without a shell. */
function npmCommand(): [program: string, ...args: string[]] {
  if (process.platform !== 'win32') return ['npm']
  return [process.execPath, path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')]
}

function reasonOf(error: Error & { code?: unknown; killed?: boolean; stderr?: string }): string {
  if (error.code === 'ENOENT') return 'npm is not installed'
  if (error.killed) return `npm took more than ${patience / 1000} seconds`
  const lines = (error.stderr ?? '').split('\n').map(line => line.replace(/^npm (?:error|ERR!) ?/, '').trim())
  const [code, line] = lines.filter(line => line !== '' && !line.startsWith('npm '))
  return [code?.replace(/^code /, ''), line].filter(Boolean).join(', ') || error.message
}

async function stateOf(name: string, bytes: Buffer, maxSize: number): Promise<DatasetState> {
  const files = await filesOf(name, bytes, maxSize)
  const textOf = (file: string) => {
    const content = files.get(file)
    return content ? decode(`${name}/${file}`, Buffer.from(content)).text : null
  }
  if (!files.has('data/flows.json')) throw new InputError(name, 'holds no dataset (data/flows.json)')
  const state = datasetOf(name, file => textOf(file) ?? (file === 'data/claims.ndjson' ? '' : null))
  const claims = state.claims.length > 0 ? state.claims : placesOf(state.flows, textOf('data/sources.json'))
  return { ...state, claims }
}

/** Regular files by their path within the package, whose files are all in one folder of any name. */
async function filesOf(name: string, bytes: Buffer, maxSize: number): Promise<Map<string, Uint8Array>> {
  try {
    const archive = gunzipSync(bytes, { maxOutputLength: maxSize * mostUnpacked })
    const entries = await unpackTar(archive, { strict: true, filter: ({ type }) => type === 'file' })
    return new Map(entries.map(({ header, data }) => [header.name.replace(/^[^/]*\//, ''), data!]))
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new InputError(name, isLarge ? 'is too large when it is unpacked' : 'is no packed archive')
  }
}

/** Claims are not published. The ids that flows name give their places: `rke2:19:1` is on line 19. */
function placesOf(flows: Flow[], sources: string | null): Claim[] {
  const records: { id: string; document: string }[] = JSON.parse(sources ?? '[]')
  const documents = new Map(records.map(({ id, document }) => [id, document]))
  const ids = new Set(flows.flatMap(flow => flow.claims))
  return [...ids].map(id => {
    const [source = '', line = ''] = id.split(/:(?=\d+:\d+$)|:(?=\d+$)/)
    const at = { line: Number(line) || 1, column: 1 }
    const location = { document: documents.get(source) ?? source, ...at, endLine: at.line, endColumn: 1 }
    return { id, description: null, location } as Claim
  })
}
