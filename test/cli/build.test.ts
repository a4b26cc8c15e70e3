import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { schemaNames } from '../../schema/load.ts'
import {
  contents,
  differing,
  edit,
  fixtures,
  folderWith,
  portolan,
  project,
  put,
  several,
} from './helpers.ts'

const data = [
  ...['claims.ndjson', 'findings.json', 'flows.csv', 'flows.json'],
  ...['roles.json', 'services.json', 'sources.json'],
].map(name => `data/${name}`)
const schemas = schemaNames.map(name => `schema/${name}.schema.json`)

const here = project()
const first = await portolan(['build'], { cwd: here })
const dataset = path.join(here, 'dataset')
const written = contents(dataset)

test('the data and the schemas are written, and nothing is left over', () => {
  assert.equal({ status: first.status, stderr: first.stderr }, { status: 0, stderr: '' })
  for (const name of [...data, ...schemas]) assert.ok(name in written, name)
  assert.equal(
    Object.keys(written).filter(
      name => !/^(data|products|schema)\/|^(ATTRIBUTION\.md|datapackage\.json)$/.test(name),
    ),
    [],
  )
})

test('the report says what was read, corrected and written, and draws the flows', () => {
  const rows = first.stdout.split('\n').map(line => line.split(/[│|]/).map(cell => cell.trim()))
  const row = (name: string) => rows.find(cells => cells[1] === name)
  assert.equal(row('harbour')?.slice(1, 3), ['harbour', '4: 4 rows'])
  assert.equal(row('pier')?.slice(1, 3), ['pier', '3: 3 rows'])
  assert.match(first.stdout, '4 flows: 1 corrected, 3 stated')
  assert.match(first.stdout, 'pier: tide-table-port (line 5)')
  assert.match(first.stdout, 'ferry / cluster')
  assert.equal(row('worker')?.slice(1, 4), ['worker', '5000-5010 udp', '4443 tcp'])
  assert.match(first.stdout, `Written to dataset/ (${Object.keys(written).length} of`)
  for (const name of data) assert.match(first.stdout, name)
})

const there = folderWith()
for (const id of ['pier', 'harbour']) {
  cpSync(path.join(fixtures, 'sources', id), path.join(there, 'sources', id), { recursive: true })
}
const env = { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu', COLUMNS: '200' }
const apart = portolan(['build', '--quiet'], { cwd: there, env })
test('the same bytes in another place, order of folders, language and time zone', async () => {
  const { status, stdout, stderr } = await apart
  assert.equal({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' })
  assert.equal(differing(contents(path.join(there, 'dataset')), written), [])
})

const stale = project(dataset)
edit(stale, 'dataset/data/flows.csv', '4443', '4444')
rmSync(path.join(stale, 'dataset/schema/flow.schema.json'))
put(stale, { 'dataset/data/old.json': '[]\n' })
const before = contents(stale)

const changed = project(dataset)
edit(changed, 'sources/harbour/document.md', '7070', '7071')

const none = project()

const elsewhere = folderWith()
cpSync(path.join(fixtures, 'sources'), path.join(elsewhere, 'docs/ports'), { recursive: true })
cpSync(dataset, path.join(elsewhere, 'out/put'), { recursive: true })
put(elsewhere, { 'out/put/data/old.json': '[]\n', 'out/put/package.json': '{}\n' })

const foreign = project()
put(foreign, { 'data/photos.txt': 'mine\n', 'schema/tables.sql': 'mine\n' })

const empty = project(dataset)
rmSync(path.join(empty, 'sources'), { recursive: true })
mkdirSync(path.join(empty, 'sources'))

const runs = await several([
  { args: ['build'], cwd: here },
  { args: ['build', '--check', '--quiet'], cwd: here },
  { args: ['build', '--check'], cwd: stale },
  { args: ['build', '--check', '-q'], cwd: changed },
  { args: ['build', '--check', '-q'], cwd: none },
  { args: ['build', '-q', '--sources', 'docs/ports', '--out', 'out/put/'], cwd: elsewhere },
  { args: ['build', '--out', '.'], cwd: foreign },
  { args: ['build', '-q'], cwd: empty },
])

test('a second build changes nothing and says so', () => {
  assert.is(runs[0]!.status, 0)
  assert.match(runs[0]!.stdout, 'Written to dataset/ (unchanged)')
  assert.equal(differing(contents(dataset), written), [])
})

test('check: what is current passes', () => assert.equal(runs[1], { status: 0, stdout: '', stderr: '' }))

test('check: files changed, missing and too many are named, and nothing is written', () => {
  assert.is(runs[2]!.status, 1)
  const named = ['data/flows.csv', 'data/old.json', 'schema/flow.schema.json'].map(name => `dataset/${name}`)
  assert.match(runs[2]!.stderr, `: ${named.join(', ')}\n`)
  assert.match(runs[2]!.stderr, 'portolan build')
  assert.equal(differing(contents(stale), before), [])
})

test('check: a changed document makes the data that rests on it stale', () => {
  assert.is(runs[3]!.status, 1)
  assert.match(
    runs[3]!.stderr,
    ': dataset/data/claims.ndjson, dataset/data/sources.json, dataset/datapackage.json\n',
  )
})

test('check: no dataset at all is stale, and is not made', () => {
  assert.is(runs[4]!.status, 1)
  for (const name of data) assert.match(runs[4]!.stderr, `dataset/${name}`)
  assert.equal(contents(path.join(none, 'dataset')), {})
})

test('elsewhere: folders of other names, and what the build no longer writes goes', () => {
  assert.equal(runs[5], { status: 0, stdout: '', stderr: '' })
  const after = contents(path.join(elsewhere, 'out/put'))
  assert.equal(Object.keys(after), [...Object.keys(written), 'package.json'].sort())
  assert.match(after['data/claims.ndjson']!, '"document":"docs/ports/harbour/document.md"')
})

// `portolan build --out .` in a checkout of this project would otherwise empty schema/ of its code.
test('files that are none of the build are not removed', () => {
  const after = contents(foreign)
  assert.is(after['data/photos.txt'], 'mine\n')
  assert.is(after['schema/tables.sql'], 'mine\n')
})

test('no sources at all do not empty the dataset', () => {
  assert.is(runs[7]!.status, 4)
  assert.equal(differing(contents(path.join(empty, 'dataset')), written), [])
})

test.run()
