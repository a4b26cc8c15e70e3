import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isIntact, isPackageName } from '../../cli/packages/npm.ts'
import { ArchiveError, readTar } from '../../cli/packages/tar.ts'
import { type TarEntry, tar, tgz } from './archive.ts'
import { builtProject, edit, folderWith, portolan, project, put, several } from './helpers.ts'

const long = `package/${'deep/'.repeat(30)}file.json`

const archives: { title: string; entries: TarEntry[]; files: Record<string, string> }[] = [
  {
    title: 'files of a package',
    entries: [
      { path: 'package/a.json', content: '[]' },
      { path: 'package/b', content: '' },
    ],
    files: { 'package/a.json': '[]', 'package/b': '' },
  },
  {
    title: 'content of a block and more',
    entries: [
      { path: 'a', content: 'x'.repeat(512) },
      { path: 'b', content: 'y'.repeat(513) },
    ],
    files: { a: 'x'.repeat(512), b: 'y'.repeat(513) },
  },
  {
    title: 'a name in two parts',
    entries: [{ path: 'c.json', prefix: 'package/a/b', content: '1' }],
    files: { 'package/a/b/c.json': '1' },
  },
  {
    title: 'a long name of POSIX',
    entries: [
      { path: 'pax', type: 'x', content: `${long.length + 10} path=${long}\n` },
      { path: 'cut', content: '1' },
      { path: 'next', content: '2' },
    ],
    files: { [long]: '1', next: '2' },
  },
  {
    title: 'a long name of GNU',
    entries: [
      { path: '././@LongLink', type: 'L', content: `${long}\0` },
      { path: 'cut', content: '1' },
    ],
    files: { [long]: '1' },
  },
  {
    title: 'links and folders are passed over',
    entries: [
      { path: 'package/', type: '5' },
      { path: 'package/l', type: '2' },
      { path: 'package/h', type: '1' },
      { path: 'package/a', content: '1' },
    ],
    files: { 'package/a': '1' },
  },
  {
    title: 'comments on all are passed over',
    entries: [
      { path: 'g', type: 'g', content: '12 comment=x\n' },
      { path: 'a', content: '1' },
    ],
    files: { a: '1' },
  },
]
for (const { title, entries, files } of archives)
  test(`archive: ${title}`, () => {
    const read = [...readTar(tar(...entries))].map(([name, content]) => [name, content.toString()])
    assert.equal(Object.fromEntries(read), files)
  })

const damaged: { title: string; bytes: Buffer; message: RegExp }[] = [
  { title: 'a path out of it', bytes: tar({ path: 'package/../../x' }), message: /leads out of it/ },
  { title: 'a path from the root', bytes: tar({ path: '/etc/passwd' }), message: /leads out of it/ },
  { title: 'a path of another system', bytes: tar({ path: 'package\\..\\x' }), message: /leads out of it/ },
  {
    title: 'a long path out of it',
    bytes: tar({ path: 'p', type: 'x', content: '13 path=../x\n' }, { path: 'a' }),
    message: /leads out of it/,
  },
  {
    title: 'its end is lost',
    bytes: tar({ path: 'a', content: 'x'.repeat(600) }).subarray(0, 700),
    message: /ends in the middle/,
  },
  {
    title: 'a size that is a lie',
    bytes: tar({ path: 'a', content: 'x', size: 5000 }),
    message: /ends in the middle/,
  },
  { title: 'a sum that is wrong', bytes: tar({ path: 'a', checksum: 1 }), message: /damaged/ },
  { title: 'a kind that npm never packs', bytes: tar({ path: 'a', type: 'S' }), message: /kind 'S'/ },
  { title: 'no archive', bytes: Buffer.alloc(2048, 'x'), message: /no archive/ },
]
for (const { title, bytes, message } of damaged)
  test(`archive: ${title}`, () => {
    assert.throws(
      () => readTar(bytes),
      (error: Error) => error instanceof ArchiveError && message.test(error.message),
    )
  })

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

test('integrity: only strong hashes count', () => {
  const bytes = Buffer.from('x')
  const sha = (name: string) => `${name}-${createHash(name).update(bytes).digest('base64')}`
  assert.ok(isIntact(bytes, sha('sha512')))
  assert.ok(isIntact(bytes, `${sha('sha1')} ${sha('sha512')}?x`))
  assert.not.ok(isIntact(bytes, sha('sha1')))
  assert.not.ok(isIntact(bytes, ''))
})

const { dataset, files } = await builtProject()
const other = project(dataset)
edit(other, 'sources/pier/document.md', '4443', '4444')
await portolan(['build', '-q'], { cwd: other })
const about = JSON.stringify({ name: 'portolan-data', version: '1.2.0' })
/** Claims are not published. */
const { 'data/claims.ndjson': _, ...published } = files
const packed = tgz({ 'package.json': about, ...published })
const bomb = gzipSync(tar({ path: 'package/data/flows.json', content: Buffer.alloc(3e6) }))
put(other, {
  'portolan-data-1.2.0.tgz': packed,
  'bomb.tgz': bomb,
  'none.tgz': tgz({ 'package.json': about }),
  'text.tgz': 'no archive',
  'out.tgz': gzipSync(tar({ path: '../data/flows.json', content: '[]' })),
})

const moved = project(dataset)
edit(moved, 'sources/pier/document.md', '| TCP | 6000 |', '| TCP | 6001 |')
await portolan(['build', '-q'], { cwd: moved })
put(moved, { 'portolan-data-1.2.0.tgz': packed })

const compare = (...args: string[]) => ({
  args: ['diff', '--format', 'ndjson', ...args, 'dataset'],
  cwd: other,
})
const [archive, back, again, tooLarge, none, text, out, offline] = await several([
  compare('portolan-data-1.2.0.tgz'),
  { args: ['diff', '--format', 'ndjson', '--no-findings', 'portolan-data-1.2.0.tgz', 'dataset'], cwd: moved },
  { args: ['diff', '--exit-code', 'portolan-data-1.2.0.tgz', 'portolan-data-1.2.0.tgz'], cwd: other },
  compare('--max-size', '0.1', 'bomb.tgz'),
  compare('none.tgz'),
  compare('text.tgz'),
  compare('out.tgz'),
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
  const said = [tooLarge, none, text, out].map(run => [run!.status, run!.stderr.trim()])
  assert.equal(said, [
    [3, 'portolan: bomb.tgz: is too large when it is unpacked'],
    [3, 'portolan: none.tgz: holds no dataset (data/flows.json)'],
    [3, 'portolan: text.tgz: is no packed archive'],
    [3, "portolan: out.tgz: holds '../data/flows.json', which leads out of it"],
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
