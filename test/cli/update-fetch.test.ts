import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { FetchError, type Fetching, fetchDocument } from '../../cli/commands/update/fetch.ts'
import type { Source, Upstream } from '../../schema/types.ts'
import { page, row, TestRepository } from './repository.ts'
import { TestServer } from './server.ts'

const server = await new TestServer().start()
const other = await new TestServer().start()
const text = page(row(4443))
const sha256 = createHash('sha256').update(text).digest('hex')

const how = (more: Partial<Fetching> = {}): Fetching => ({
  maxSize: 5000,
  timeout: 5000,
  redirects: false,
  local: true,
  agent: 'portolan/test',
  ...more,
})
const source = (upstream: Upstream, more: Partial<Source> = {}): Source => ({
  id: 'quay',
  product: 'ferry',
  version: null,
  language: 'en',
  format: 'markdown',
  title: 'Ports',
  document: 'ports.md',
  origin: { file: 'ports.md', url: null },
  license: null,
  deployments: [],
  floor: { claims: 1 },
  upstream,
  ...more,
})
const get = (upstream: Upstream, options: Partial<Fetching> = {}, more: Partial<Source> = {}) =>
  fetchDocument(source(upstream, more), upstream, how(options))

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    assert.instance(error, FetchError)
    return (error as Error).message
  }
  return assert.unreachable('it should fail') as never
}

server.serve('/good.md', text)
server.on('/packed.md', (_, response) => {
  response.writeHead(200, { 'content-type': 'text/markdown', 'content-encoding': 'gzip' }).end(gzipSync(text))
})
server.on('/cut-packed.md', ({ headers }, response) => {
  const packed = gzipSync(text)
  if (`${headers['accept-encoding']}`.includes('gzip'))
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length - 12))
  else response.end(text)
})
server.on('/untyped.md', (_, response) => response.end(text))
server.on('/here', (_, response) => response.writeHead(302, { location: 'good.md' }).end())
server.on('/twice', (_, response) => response.writeHead(308, { location: '/here' }).end())
server.on('/away', (_, response) => response.writeHead(301, { location: other.url('/good.md') }).end())
other.serve('/good.md', text)
server.serve('/page.html', '<p>Open TCP port 7000.</p>', { 'content-type': 'text/html' })

const good: { title: string; path: string; options?: Partial<Fetching> }[] = [
  { title: 'a text', path: '/good.md' },
  { title: 'one that comes packed', path: '/packed.md' },
  { title: 'whole, from a server whose packed texts break off', path: '/cut-packed.md' },
  { title: 'one without a type', path: '/untyped.md' },
  { title: 'a redirect on the same host', path: '/here' },
  { title: 'two of them', path: '/twice' },
  { title: 'a redirect to another host, where that is allowed', path: '/away', options: { redirects: true } },
]
for (const { title, path, options } of good)
  test(`web: ${title}`, async () => {
    assert.equal(await get({ url: server.url(path) }, options), { text, sha256, revision: null, date: null })
  })

test('web: HTML where HTML is expected', async () => {
  const fetched = await get({ url: server.url('/page.html') }, {}, { format: 'html' })
  assert.match(fetched.text, 'port 7000')
})

server.on('/broken', (_, response) => response.writeHead(500).end('no'))
server.on('/slow', (_, response) => setTimeout(() => response.end(text), 3000).unref())
server.on('/trickle', (_, response) => {
  response.write('# Ports\n')
  const timer = setInterval(() => response.write('.'), 50)
  response.on('close', () => clearInterval(timer))
})
server.on('/cut', (_, response) => {
  response.writeHead(200, { 'content-length': '5000' }).write(text)
  setTimeout(() => response.destroy(), 50)
})
server.on('/cut-chunks', (_, response) => {
  response.write(text)
  setTimeout(() => response.destroy(), 50)
})
server.on('/large', (_, response) => response.end('x'.repeat(6000)))
server.on('/endless', (_, response) => {
  const pour = () => {
    while (response.write('x'.repeat(1000)));
  }
  response.on('drain', pour)
  pour()
})
server.on('/bomb', (_, response) =>
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1e6))),
)
server.on('/loop', (_, response) => response.writeHead(302, { location: '/loop' }).end())
server.on('/nowhere', (_, response) => response.writeHead(302).end())
server.on('/scheme', (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end())
server.on('/login', (_, response) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>Who are you?</p>'),
)
server.on('/image', (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'))
server.on('/binary', (_, response) => response.end(Buffer.of(1, 0, 2)))
server.on('/latin', (_, response) => response.end(Buffer.from([0x23, 0x20, 0xfc])))
server.on('/same', (_, response) => response.writeHead(304).end())

const bad: {
  title: string
  path: string
  message: string | RegExp
  options?: Partial<Fetching>
  url?: string
}[] = [
  { title: 'nothing there', path: '/none', message: 'HTTP status 404' },
  { title: 'a server that is broken', path: '/broken', message: 'HTTP status 500' },
  {
    title: 'a server that is slow',
    path: '/slow',
    options: { timeout: 300 },
    message: 'took more than 0.3 seconds',
  },
  {
    title: 'a text that trickles',
    path: '/trickle',
    options: { timeout: 300 },
    message: 'took more than 0.3 seconds',
  },
  { title: 'a text that is cut off', path: '/cut', message: 'ended before it was complete' },
  { title: 'and without a length', path: '/cut-chunks', message: 'ended before it was complete' },
  { title: 'too large a text', path: '/large', message: 'is larger than 0.005 MB' },
  { title: 'a text without end', path: '/endless', message: 'is larger than 0.005 MB' },
  { title: 'a text that is too large unpacked', path: '/bomb', message: 'is larger than 0.005 MB' },
  { title: 'redirects without end', path: '/loop', message: 'is redirected more than 5 times' },
  { title: 'a redirect to nowhere', path: '/nowhere', message: 'is redirected to nowhere' },
  { title: 'a redirect to a file', path: '/scheme', message: /another host|only https/ },
  {
    title: 'a redirect to another host',
    path: '/away',
    message: /^is redirected to another host, 127\.0\.0\.1:\d+; name that one, or say --allow-redirects$/,
  },
  { title: 'a page in place of a document', path: '/login', message: 'is text/html, not markdown' },
  { title: 'an image', path: '/image', message: 'is image/png, not markdown' },
  { title: 'binary content', path: '/binary', message: /^is binary/ },
  { title: 'text that is not UTF-8', path: '/latin', message: /^is not valid UTF-8/ },
  { title: 'the same as what we do not have', path: '/same', message: 'HTTP status 304' },
  {
    title: 'no encryption',
    path: '/good.md',
    options: { local: false },
    message: /^is at http:\/\/127\.0\.0\.1:\d+, and only https is fetched$/,
  },
  {
    title: 'nobody listening',
    path: '',
    url: 'http://127.0.0.1:1/x.md',
    message: /^cannot be reached \(.+\)$/,
  },
]
for (const { title, path, url = server.url(path), options, message } of bad)
  test(`web: ${title}`, async () => {
    const said = await failure(get({ url }, options))
    if (typeof message === 'string') assert.is(said, message)
    else assert.match(said, message)
  })

const repository = new TestRepository()
repository.git('config', 'uploadpack.allowFilter', 'true')
const first = repository.commit('First', { 'docs/ports.md': text, 'image.md': Uint8Array.of(1, 0, 2) })
repository.git('tag', '-a', 'v1', '-m', 'Version 1')
const second = repository.commit('Second', { 'docs/ports.md': page(row(4444)), 'large.md': 'x'.repeat(6000) })
const url = `file://${repository.folder}`
const file = (revision: string, path = 'docs/ports.md'): Upstream => ({ git: url, path, revision })

for (const [revision, commit, content] of [
  ['main', second, page(row(4444))],
  ['v1', first, text],
  [first, first, text],
] as const)
  test(`git: ${revision.length > 10 ? 'a commit' : revision}`, async () => {
    const fetched = await get(file(revision))
    assert.equal([fetched.text, fetched.revision], [content, commit])
  })

const lost: { title: string; upstream: Upstream; message: RegExp; options?: Partial<Fetching> }[] = [
  { title: 'no such branch', upstream: file('v2'), message: /^has no branch or tag 'v2'$/ },
  { title: 'no such commit', upstream: file('0'.repeat(40)), message: /not our ref|unadvertised|not found/ },
  { title: 'no such file', upstream: file('main', 'docs/none.md'), message: /^has no file docs\/none\.md$/ },
  { title: 'a folder', upstream: file('main', 'docs'), message: /^has no file docs$/ },
  { title: 'a binary file', upstream: file('main', 'image.md'), message: /^is binary/ },
  { title: 'too large a file', upstream: file('main', 'large.md'), message: /^is larger than 0\.005 MB$/ },
  {
    title: 'no repository',
    upstream: { ...file('main'), git: `${url}/none` },
    message: /not appear to be a git repository/,
  },
  {
    title: 'this machine, unless it is allowed',
    upstream: file('main'),
    options: { local: false },
    message: /only https is fetched/,
  },
  {
    title: 'no time left',
    upstream: file('main'),
    options: { timeout: 1 },
    message: /^took more than 0\.001 seconds$/,
  },
]
for (const { title, upstream, options, message } of lost)
  test(`git: ${title}`, async () => assert.match(await failure(get(upstream, options)), message))

test.after(() => {
  server.close()
  other.close()
})
test.run()
