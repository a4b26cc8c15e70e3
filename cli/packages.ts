import { gunzipSync } from 'node:zlib'
import type { DatasetState } from '../diff/index.ts'
import type { Claim, Flow } from '../schema/types.ts'
import { decode, InputError, nameOf, readBytes, tooLarge } from './input.ts'
import { fetchPackage } from './packages/npm.ts'
import { ArchiveError, readTar } from './packages/tar.ts'
import { datasetOf } from './state-dataset.ts'

export { isPackageName } from './packages/npm.ts'

/** An archive may be so many times as large as what it is packed into. */
const mostUnpacked = 10

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
 * Loads the dataset of a published package.
 *
 * @param name with its version: `portolan-data@1.2.0`
 * @param online whether it may be fetched
 * @param maxSize most bytes of it that are read
 * @throws {InputError} when it may not or cannot be fetched, or holds no dataset
 */
export async function loadPublished(name: string, online: boolean, maxSize: number): Promise<DatasetState> {
  if (!online) throw new InputError(name, 'is no file here; say --online to fetch it from the registry')
  const bytes = await fetchPackage(name)
  if (bytes.length > maxSize) throw tooLarge(name, maxSize)
  return stateOf(name, bytes, maxSize)
}

/** Claims are not published; where a flow stands is told by their names. */
function stateOf(name: string, bytes: Buffer, maxSize: number): DatasetState {
  const files = filesOf(name, bytes, maxSize)
  const textOf = (file: string) => {
    const content = files.get(file)
    return content ? decode(`${name}/${file}`, content).text : null
  }
  if (!files.has('data/flows.json')) throw new InputError(name, 'holds no dataset (data/flows.json)')
  const state = datasetOf(name, file => textOf(file) ?? (file === 'data/claims.ndjson' ? '' : null))
  const claims = state.claims.length > 0 ? state.claims : placesOf(state.flows, textOf('data/sources.json'))
  return { ...state, claims }
}

/** The claims that flows name, as far as a name tells of one: `rke2:19:1` stands on line 19. */
function placesOf(flows: Flow[], sources: string | null): Claim[] {
  const documents = documentsOf(sources)
  const ids = new Set(flows.flatMap(flow => flow.claims))
  return [...ids].map(id => {
    const [source = '', line = ''] = id.split(/:(?=\d+:\d+$)|:(?=\d+$)/)
    const at = { line: Number(line) || 1, column: 1 }
    const location = { document: documents.get(source) ?? source, ...at, endLine: at.line, endColumn: 1 }
    return { id, description: null, location } as Claim
  })
}

function documentsOf(sources: string | null): Map<string, string> {
  try {
    const records: { id: string; document: string }[] = JSON.parse(sources ?? '[]')
    return new Map(records.map(({ id, document }) => [id, document]))
  } catch {
    return new Map()
  }
}

/** Everything in a package stands in one folder, whatever its name. */
function filesOf(name: string, bytes: Buffer, maxSize: number): Map<string, Buffer> {
  try {
    const files = readTar(gunzipSync(bytes, { maxOutputLength: maxSize * mostUnpacked }))
    return new Map([...files].map(([path, content]) => [path.slice(path.indexOf('/') + 1), content]))
  } catch (error) {
    if (error instanceof ArchiveError) throw new InputError(name, error.message)
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new InputError(name, 'is too large when it is unpacked')
    throw new InputError(name, 'is no packed archive')
  }
}
