import { gunzipSync, gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProject, edit, portolan, project, put, several } from './helpers.ts'

/** A package of files, as npm makes it. */
async function tgz(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, content]) => {
    const body = Buffer.from(content)
    return { header: { name: `package/${name}`, size: body.length, type: 'file' as const }, body }
  })
  return gzipSync(await packTar(entries))
}

const { dataset, files } = await builtProject()
const other = project(dataset)
edit(other, 'sources/pier/document.md', '4443', '4444')
await portolan(['build', '-q'], { cwd: other })
const about = JSON.stringify({ name: 'portolan-data', version: '1.2.0' })
/** Claims are not published. */
const { 'data/claims.ndjson': _, ...published } = files
const packed = await tgz({ 'package.json': about, ...published })
const bomb = await tgz({ 'data/flows.json': Buffer.alloc(3e6) })
put(other, {
  'portolan-data-1.2.0.tgz': packed,
  'bomb.tgz': bomb,
  'none.tgz': await tgz({ 'package.json': about }),
  'text.tgz': 'no archive',
  'cut.tgz': gzipSync(gunzipSync(packed).subarray(0, 2000)),
})

const moved = project(dataset)
edit(moved, 'sources/pier/document.md', '| TCP | 6000 |', '| TCP | 6001 |')
await portolan(['build', '-q'], { cwd: moved })
put(moved, { 'portolan-data-1.2.0.tgz': packed })

const compare = (...args: string[]) => ({
  args: ['diff', '--format', 'ndjson', ...args, 'dataset'],
  cwd: other,
})
const [archive, back, again, tooLarge, none, text, cut] = await several([
  compare('portolan-data-1.2.0.tgz'),
  { args: ['diff', '--format', 'ndjson', '--no-findings', 'portolan-data-1.2.0.tgz', 'dataset'], cwd: moved },
  { args: ['diff', '--exit-code', 'portolan-data-1.2.0.tgz', 'portolan-data-1.2.0.tgz'], cwd: other },
  compare('--max-size', '0.1', 'bomb.tgz'),
  compare('none.tgz'),
  compare('text.tgz'),
  compare('cut.tgz'),
])

test('a package is compared with a dataset', () => {
  assert.is(archive!.stderr, '')
  const changes = archive!.stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
  assert.equal(
    changes.map(({ class: id, message }) => [id, message.split(':')[0]]),
    [['added', 'tcp 4444 from worker to etcd is newly stated']],
  )
})

test('a package tells where a flow stood', () => {
  const { before, after } = JSON.parse(back!.stdout)
  const places = [...before, ...after].flatMap(said => said.places)
  assert.equal(
    places.map(({ document, line }: { document: string; line: number }) => `${document}:${line}`),
    ['sources/pier/document.md:7', 'sources/pier/document.md:7'],
  )
})

test('a package is equal to itself', () =>
  assert.equal([again!.status, again!.stdout.trim()], [0, 'no change']))

test('packages that cannot be read', () => {
  const said = [tooLarge, none, text, cut].map(run => [run!.status, run!.stderr.trim()])
  assert.equal(said, [
    [3, 'portolan: bomb.tgz: is too large when it is unpacked'],
    [3, 'portolan: none.tgz: holds no dataset (data/flows.json)'],
    [3, 'portolan: text.tgz: is no packed archive'],
    [3, 'portolan: cut.tgz: is no packed archive'],
  ])
})

test.run()
