import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SourceRecord } from './api/records.ts'
import type { Files } from './files.ts'
import { SourceError } from './sources.ts'
import { type Column, columns, delimiter } from './table.ts'

const profiles = 'https://datapackage.org/profiles/2.0'

/** What the files in `data/` are, for people. The package has the claims in other forms: they are many. */
const descriptions: Record<string, string> = {
  'data/findings.json':
    'What is wrong or doubtful in the documents, with place, evidence and mend: schema/finding.schema.json.',
  'data/flows.csv': 'The flows as a table, a row for each.',
  'data/flows.json':
    'The flows: canonical roles, one protocol, one port range, status, claims: schema/flow.schema.json.',
  'data/products.json':
    'The products: their deployments, with the versions and circumstances that documents speak of.',
  'data/version.json': 'Which state of the data this is: version, date, and the revisions of the documents.',
  'data/roles.json': 'The roles that flows lead from and to, and the groups that stand for several of them.',
  'data/services.json':
    'What listens: the ports that a service has unless it is told otherwise, and its names.',
  'data/sources.json':
    'The documents: counts, corrections made and why, repairs, what stays unresolved and why.',
}

const mediaTypes: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
}

/**
 * Describes the files of a dataset as a Frictionless Data Package, version 2.
 *
 * @param files those of the dataset; the ones in `data/` become resources
 * @param sources where it all comes from
 * @param about the package that they belong to
 */
export function dataPackage(files: Files, sources: readonly SourceRecord[], about: About) {
  const { name = 'flows', version, description, license, keywords, homepage } = about
  return {
    $schema: `${profiles}/datapackage.json`,
    name,
    ...(version && { version }),
    ...(description && { description }),
    ...(homepage && { homepage }),
    ...(keywords && { keywords }),
    ...(license && { licenses: [{ name: license, path: `https://spdx.org/licenses/${license}.html` }] }),
    sources: sources.map(sourceOf),
    resources: [...files].filter(([file]) => file in descriptions).map(resourceOf),
    // Not part of the standard: it shows whether files belong to one build.
    hashes: Object.fromEntries(
      [...files].filter(([file]) => !(file in descriptions)).map(([file, text]) => [file, hashOf(text)]),
    ),
  }
}

function sourceOf({ title, origin, version }: SourceRecord) {
  return { title, ...(origin.url && { path: origin.url }), ...(version && { version }) }
}

function resourceOf([file, text]: [string, string]) {
  const [name = '', format = ''] = file.slice(file.indexOf('/') + 1).split('.')
  return {
    name: `${name}-${format}`,
    path: file,
    description: descriptions[file],
    format,
    mediatype: mediaTypes[format],
    encoding: 'utf-8',
    bytes: Buffer.byteLength(text),
    hash: hashOf(text),
    ...(format === 'csv' && { type: 'table', dialect, schema: tableSchema() }),
  }
}

function hashOf(text: string): string {
  return `sha256:${sha256Of(text)}`
}

const dialect = { $schema: `${profiles}/tabledialect.json`, lineTerminator: '\n' }

function tableSchema() {
  return {
    $schema: `${profiles}/tableschema.json`,
    fields: columns.map(fieldOf),
    primaryKey: ['id'],
    missingValues: [''],
  }
}

/** Lists are texts here: readers of today do not know the type that the standard has for them. */
function fieldOf({ name, type, description, optional }: Column) {
  const isList = type === 'list'
  return {
    name,
    type: isList ? 'string' : type,
    ...(type === 'boolean' && { trueValues: ['yes'], falseValues: ['no'] }),
    description: isList ? `${description} Several are parted by \`${delimiter}\`.` : description,
    ...(!optional && { constraints: name === 'id' ? { required: true, unique: true } : { required: true } }),
  }
}

/** SHA-256 in hexadecimal. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** What a package says of itself, as far as it is known. */
export interface About {
  name?: string
  version?: string
  description?: string
  /** SPDX identifier. */
  license?: string
  keywords?: string[]
  homepage?: string
}

/**
 * Reads what the package says of itself that a dataset belongs to.
 *
 * @param folder where the dataset is written
 * @returns nothing when there is no `package.json`
 * @throws {SourceError} when there is one that is no JSON
 */
export function aboutPackage(folder: string): About {
  const file = path.join(folder, 'package.json')
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new SourceError(`${file}: is not valid JSON: ${(error as Error).message}`)
  }
}
