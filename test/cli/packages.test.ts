import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isPackageName } from '../../cli/state.ts'
import { builtProject, edit, folderWith, portolan, project, put, several } from './helpers.ts'

test('names of packages', () => {
  for (const name of ['portolan-data@1.2.0', '@scope/data@2.0.0-rc.1', 'data@latest'])
    assert.ok(isPackageName(name), name)
  for (const name of [
    'docs/ports.md',
    'portolan-data',
    'git+https://x@1',
    'a@b/c',
    './x@1.0.0',
    '-x@1',
    'a@^1',
    'a@1 --x',
    '../a@1',
  ])
    assert.not.ok(isPackageName(name), name)
})

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
const [archive, back, again, tooLarge, none, text, cut, offline] = await several([
  compare('portolan-data-1.2.0.tgz'),
  { args: ['diff', '--format', 'ndjson', '--no-findings', 'portolan-data-1.2.0.tgz', 'dataset'], cwd: moved },
  { args: ['diff', '--exit-code', 'portolan-data-1.2.0.tgz', 'portolan-data-1.2.0.tgz'], cwd: other },
  compare('--max-size', '0.1', 'bomb.tgz'),
  compare('none.tgz'),
  compare('text.tgz'),
  compare('cut.tgz'),
  compare('portolan-data@1.2.0'),
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

test('nothing is fetched unless it is asked for', () => {
  assert.is(offline!.status, 3)
  assert.match(offline!.stderr, 'portolan-data@1.2.0: is no file here; say --online')
})

/** A registry that knows one package in three versions: a good one, one that is not what it says, one that is lost. */
const asked: string[] = []
const registry = createServer((request, response) => {
  asked.push(request.url!)
  const here = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`
  const integrity = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  const version = (number: string, dist: string) => ({
    name: 'portolan-data',
    version: number,
    dist: { tarball: `${here}/portolan-data/-/portolan-data-${number}.tgz`, integrity: dist },
  })
  if (request.url === '/portolan-data') {
    const versions = {
      '1.2.0': version('1.2.0', integrity(packed)),
      '1.3.0': version('1.3.0', integrity(Buffer.from('another'))),
      '1.4.0': version('1.4.0', integrity(packed)),
    }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ name: 'portolan-data', 'dist-tags': { latest: '1.2.0' }, versions }))
  } else if (/1\.[23]\.0\.tgz$/.test(request.url!)) response.end(packed)
  else response.writeHead(404).end()
})
await new Promise<void>(resolve => registry.listen(0, '127.0.0.1', resolve))
const env = {
  npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
  npm_config_cache: folderWith(),
  npm_config_userconfig: path.join(folderWith(), 'none'),
  npm_config_fetch_retries: '0',
}
const online = (name: string) =>
  portolan(['diff', '--online', '--format', 'ndjson', name, 'dataset'], { cwd: other, env })

test('a published package is fetched from the registry that npm is told of', async () => {
  const run = await online('portolan-data@1.2.0')
  assert.equal({ status: run.status, stderr: run.stderr }, { status: 0, stderr: '' })
  assert.is(run.stdout.split('\n').filter(Boolean).length, 1)
  assert.ok(asked.some(url => url.endsWith('portolan-data-1.2.0.tgz')))
})

test('settings of the folder that we run in are not those of npm', async () => {
  const thefts: string[] = []
  const thief = createServer((request, response) => {
    thefts.push(`${request.url} ${request.headers.authorization}`)
    response.writeHead(404).end()
  })
  await new Promise<void>(resolve => thief.listen(0, '127.0.0.1', resolve))
  const { port } = thief.address() as AddressInfo
  const folder = folderWith({
    '.npmrc': `registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=\${SECRET}\n`,
    'package.json': '{}',
    'node_modules/x': '',
  })
  const { npm_config_registry, ...rest } = env
  const userconfig = path.join(folderWith({ npmrc: `registry=${npm_config_registry}\n` }), 'npmrc')
  const more = { ...rest, npm_config_userconfig: userconfig, SECRET: 'token-31337' }
  const name = 'portolan-data@1.2.0'
  const run = await portolan(['diff', '--online', name, path.join(other, 'dataset')], {
    cwd: folder,
    env: more,
  })
  thief.close()
  assert.equal([thefts, run.status, run.stderr], [[], 0, ''])
})

test('a package that is not what the registry says is not taken', async () => {
  const run = await online('portolan-data@1.3.0')
  assert.is(run.status, 3)
  assert.match(run.stderr, /portolan-data@1\.3\.0: cannot be fetched: EINTEGRITY/)
  assert.is(run.stdout, '')
})

test('a version that is not there, and one whose archive is lost', async () => {
  const [unknown, lost] = await Promise.all([online('portolan-data@9.9.9'), online('portolan-data@1.4.0')])
  assert.match(unknown.stderr, /portolan-data@9\.9\.9: cannot be fetched: ETARGET/)
  assert.match(lost.stderr, /portolan-data@1\.4\.0: cannot be fetched: E404/)
  registry.close()
})

test.run()
