import { createHash } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dataset/build.ts'
import { type About, aboutPackage } from '../../dataset/datapackage.ts'
import { attribution } from '../../dataset/output.ts'
import { loadSources } from '../../dataset/sources.ts'
import { folderWith } from '../cli/helpers.ts'
import { parseCsv } from './helpers.ts'

interface Field {
  name: string
  type: 'string' | 'integer' | 'boolean'
  trueValues?: string[]
  falseValues?: string[]
  constraints?: { required?: boolean; unique?: boolean }
}
interface Resource {
  name: string
  path: string
  format: string
  bytes: number
  hash: string
  schema?: { fields: Field[]; primaryKey: string[] }
}

const fixtures = fileURLToPath(new URL('../fixtures/cli/sources', import.meta.url))
const about: About = { name: 'ferry-data', version: '1.2.3', license: 'CC-BY-4.0', keywords: ['ferry'] }
const describe = async (of: About) => {
  const { files } = await build(loadSources(fixtures), [], of)
  return { files, descriptor: JSON.parse(files.get('datapackage.json')!) }
}
const { files, descriptor } = await describe(about)
const resources: Resource[] = descriptor.resources

test('it names each file that the package has, once, with its size and hash', () => {
  assert.equal(
    resources.map(({ path }) => path),
    [...files.keys()].filter(name => name.startsWith('data/') && name !== 'data/claims.ndjson'),
  )
  assert.is(new Set(resources.map(({ name }) => name)).size, resources.length)
  for (const { path, bytes, hash } of resources) {
    const content = Buffer.from(files.get(path)!)
    assert.is(bytes, content.length, path)
    assert.is(hash, `sha256:${createHash('sha256').update(content).digest('hex')}`, path)
  }
})

test('it tells the hash of every other file of the build', () => {
  const all = [...Object.keys(descriptor.hashes), ...resources.map(({ path }) => path), 'datapackage.json']
  assert.equal(all.toSorted(), [...files.keys()].sort())
  for (const [name, hash] of Object.entries(descriptor.hashes))
    assert.is(hash, `sha256:${createHash('sha256').update(files.get(name)!).digest('hex')}`, name)
})

const table = resources.find(({ format }) => format === 'csv')!
const [header = [], ...rows] = parseCsv(files.get(table.path)!)

test('the table has the fields that it tells, in their order', () => {
  assert.ok(rows.length > 0)
  assert.equal(
    table.schema!.fields.map(({ name }) => name),
    header,
  )
  for (const key of table.schema!.primaryKey) assert.ok(header.includes(key), key)
})

/** Whether a cell is what its field promises. */
function fits(cell: string, { type, trueValues = [], falseValues = [], constraints }: Field): boolean {
  if (cell === '') return !constraints?.required
  if (type === 'integer') return /^\d+$/.test(cell)
  return type === 'string' || [...trueValues, ...falseValues].includes(cell)
}

for (const [i, one] of table.schema!.fields.entries()) {
  test(`the column ${one.name} holds what it promises`, () => {
    const cells = rows.map(row => row[i]!)
    for (const cell of cells) assert.ok(fits(cell, one), JSON.stringify(cell))
    if (one.constraints?.unique) assert.is(new Set(cells).size, cells.length)
  })
}

test('attribution: each document with its address and licence, in a table that no title breaks', () => {
  const [one] = JSON.parse(files.get('data/sources.json')!)
  const titled = {
    ...one,
    title: 'Ports | [fog](x) *horn*\n`a`',
    license: 'Apache-2.0',
    origin: { file: 'f', url: 'https://example.org/a_b|c' },
  }
  const rows = attribution([titled])
    .split('\n')
    .filter(line => line.startsWith('|'))
  assert.is(rows.length, 3)
  assert.match(rows[2]!, '| Ports \\| \\[fog\\]\\(x\\) \\*horn\\* \\`a\\` |')
  assert.match(rows[2]!, '| <https://example.org/a_b%7Cc> | Apache-2.0 |')
  assert.match(files.get('ATTRIBUTION.md')!, /\| not known \|\n$/)
})

test('without a package it is plain', async () => {
  const bare = (await describe({})).descriptor
  assert.equal(Object.keys(bare), ['$schema', 'name', 'sources', 'resources', 'hashes'])
  assert.is(bare.name, 'flows')
})

test('a package tells of itself', () => {
  const folder = folderWith({ 'package.json': JSON.stringify(about) })
  assert.equal(aboutPackage(folder), about)
  assert.equal(aboutPackage(path.join(folder, 'none')), {})
})

test('a package that is no JSON is named', () => {
  const folder = folderWith({ 'package.json': '{' })
  assert.throws(() => aboutPackage(folder), /package\.json: is not valid JSON/)
})

test.run()
