import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { findCommit, settingsFor } from '../../cli/commands/update/fetch-git.ts'
import {
  FetchError,
  type Fetching,
  type FindAddresses,
  fetchWeb,
  isPublic,
  publicAddresses,
  publicLookup,
} from '../../cli/commands/update/fetch-web.ts'
import { git } from '../../cli/git/repository.ts'
import { folderWith } from './helpers.ts'
import { TestServer } from './server.ts'

const addresses: Record<string, string[]> = {
  public: ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'],
  'this machine': ['127.0.0.1', '127.255.0.1', '::1', '0.0.0.0', '0.1.2.3', '::'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fd00:ec2::254', 'fec0::1'],
  'link-local, where clouds tell secrets': ['169.254.169.254', 'fe80::1'],
  "a cloud's own": ['168.63.129.16', '100.100.100.200', '192.0.0.192'],
  'shared among customers': ['100.64.0.1', '100.127.255.255'],
  'of many': ['224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255'],
  'set aside': [
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '198.18.0.1',
    '240.0.0.1',
    '2001:db8::1',
    '100::1',
  ],
  'another one in disguise': [
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
  ],
  none: ['', 'localhost', '1.2.3', '8.8.8.8.8', '8.8.8.8/0'],
}
for (const [title, all] of Object.entries(addresses))
  test(`address: ${title}`, () => {
    for (const address of all) assert.is(isPublic(address), title === 'public', address)
  })

const finding =
  (...found: string[]): FindAddresses =>
  async () =>
    found.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    assert.instance(error, FetchError)
    return (error as Error).message
  }
  return assert.unreachable('it should be refused') as never
}

test('names: each of their addresses must be public', async () => {
  const found = await publicAddresses('docs.test', finding('8.8.8.8', '2606:4700::1111'))
  assert.equal(
    found.map(({ address }) => address),
    ['8.8.8.8', '2606:4700::1111'],
  )
  const mixed = publicAddresses('docs.test', finding('8.8.8.8', '10.0.0.1'))
  assert.match(await refusal(mixed), /^is at docs\.test, which is a private address/)
  assert.match(await refusal(publicAddresses('docs.test', finding())), 'cannot be reached (ENODATA)')
})

test('names: what is connected to is what was checked, and it is checked for each connection', async () => {
  const answers = ['8.8.8.8', '127.0.0.1']
  const turning: FindAddresses = async () => [{ address: answers.shift()!, family: 4 }]
  const look = promisify(publicLookup(turning)) as (host: string, options: object) => Promise<unknown>
  assert.equal(await look('docs.test', { all: true }), [{ address: '8.8.8.8', family: 4 }])
  assert.match(await refusal(look('docs.test', { all: true })), 'private address')
  assert.equal(answers, [], 'each time it is asked once')
  assert.is(await promisify(publicLookup(finding('8.8.8.8')))('docs.test', {}), '8.8.8.8')
})

const server = await new TestServer().start()
const how = (more: Partial<Fetching> = {}): Fetching => ({
  maxSize: 5000,
  timeout: 5000,
  redirects: true,
  local: false,
  agent: 'portolan/test',
  ...more,
})
const web = (url: string, more: Partial<Fetching> = {}) => refusal(fetchWeb(url, 'markdown', how(more)))

const urls: { title: string; url: string; says: RegExp }[] = [
  { title: 'this machine', url: 'https://127.0.0.1/', says: /private address/ },
  { title: 'and by its number', url: 'https://2130706433/', says: /private address/ },
  { title: 'and in other figures', url: 'https://0x7f.0.0.01/', says: /private address/ },
  { title: 'and in wide figures', url: 'https://１２７.0.0.1/', says: /private address/ },
  { title: 'and by the other protocol', url: 'https://[::ffff:7f00:1]/', says: /private address/ },
  { title: 'secrets of clouds', url: 'https://169.254.169.254/latest/', says: /private address/ },
  { title: 'no encryption', url: 'http://8.8.8.8/', says: /only https is fetched/ },
  { title: 'a file', url: 'file:///etc/passwd', says: /only https is fetched/ },
  { title: 'credentials', url: 'https://me:secret@docs.test/', says: /^is at docs\.test with credentials/ },
]
for (const { title, url, says } of urls)
  test(`web: ${title} may not be asked`, async () => {
    const said = await web(url)
    assert.match(said, says)
    assert.not.match(said, 'secret')
  })

test('web: a name that leads to this machine is not connected to', async () => {
  const asked: string[] = []
  const find: FindAddresses = async host => {
    asked.push(host)
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const before = server.asked.length
  assert.match(await web(`https://docs.test:${server.port}/`, { find }), 'private address')
  assert.equal([asked, server.asked.length], [['docs.test'], before])
})

for (const [title, location, says] of [
  ['a place with credentials', 'https://me:secret@docs.test/x', /with credentials/],
  ['no encryption', 'http://docs.test/x', /only https is fetched/],
] as const)
  test(`web: a redirect to ${title} is not followed`, async () => {
    server.on('/away', (_, response) => response.writeHead(302, { location }).end())
    const said = await web(server.url('/away'), { local: true })
    assert.match(said, says)
    assert.not.match(said, 'secret')
  })

const zeros = Buffer.alloc(1e6)
const bombs: [title: string, encoding: string, body: Buffer][] = [
  ['brotli', 'br', brotliCompressSync(zeros)],
  ['gzip', 'gzip', gzipSync(zeros)],
  ['gzip in gzip', 'gzip, gzip', gzipSync(gzipSync(zeros))],
]
for (const [title, encoding, body] of bombs)
  test(`web: the limit counts what is unpacked: ${title}`, async () => {
    assert.ok(body.length < 5000)
    server.on('/bomb', (_, response) =>
      response.writeHead(200, { 'content-encoding': encoding, 'content-length': body.length }).end(body),
    )
    assert.is(await web(server.url('/bomb'), { local: true }), 'is larger than 0.005 MB')
  })

test('web: headers without end', async () => {
  server.on('/headers', (_, response) => {
    response.writeHead(
      200,
      Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`x-${i}`, 'y'.repeat(900)])),
    )
    response.end('# Ports')
  })
  assert.match(
    await web(server.url('/headers'), { local: true }),
    /^cannot be reached \(HPE_HEADER_OVERFLOW\)$/,
  )
})

for (const [title, url, find] of [
  ['this machine', 'https://127.0.0.1/x.git', undefined],
  ['a name of this machine', 'https://docs.test/x.git', finding('127.0.0.1')],
  ['a name of this network, too', 'https://docs.test/x.git', finding('8.8.8.8', '192.168.0.1')],
] as const)
  test(`git: ${title} may not be asked`, async () => {
    const work = findCommit({ git: url, revision: 'main' }, how({ find }))
    assert.match(await refusal(work), 'private address')
  })

test('git: it is told the addresses that were checked', async () => {
  const settings = await settingsFor('https://docs.test/x.git', {
    local: false,
    find: finding('8.8.8.8', '2606:4700::1111'),
  })
  assert.is(settings['http.curloptResolve'], 'docs.test:443:8.8.8.8,[2606:4700::1111]')
  assert.equal([settings['http.proxy'], settings['http.followRedirects']], ['', 'false'])
})

test('git: it connects to the address that it is told, and to no proxy', async () => {
  const connected: string[] = []
  const listen = async (name: string) => {
    const made = createServer(socket => {
      connected.push(name)
      socket.destroy()
    })
    await new Promise<void>(resolve => made.listen(0, '127.0.0.1', resolve))
    return { made, port: (made.address() as AddressInfo).port }
  }
  const [goal, proxy] = [await listen('goal'), await listen('proxy')]
  const address = `docs.test:${goal.port}`
  const { 'http.curloptResolve': _, ...settings } = await settingsFor('https://docs.test/', {
    local: false,
    find: finding('8.8.8.8'),
  })
  const variables = { GIT_ALLOW_PROTOCOL: 'https', HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
  await git(folderWith(), ['ls-remote', '--', `https://${address}/x.git`], {
    settings: { ...settings, 'http.curloptResolve': `${address}:127.0.0.1` },
    variables,
  }).catch(() => {})
  for (const { made } of [goal, proxy]) made.close()
  assert.equal([...new Set(connected)], ['goal'])
})

test.after(() => server.close())
test.run()
