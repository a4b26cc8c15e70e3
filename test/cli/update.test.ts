import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { contents, differing, folderWith, portolan, put } from './helpers.ts'
import { page, row, TestRepository } from './repository.ts'
import { TestServer } from './server.ts'

const server = await new TestServer().start()

/** A source; its upstream is where its document is fetched. */
function particulars(id: string, upstream: object | null, floor = 1): string {
  return `# What is known of ${id}.
id: ${id}
product: ferry
version: null
language: en
format: markdown
title: Ports of the ferry
document: ports.md
origin: { file: ports.md, url: null }
${upstream ? `upstream: ${JSON.stringify(upstream)}\nlicense: CC0-1.0` : 'license: null'}
deployments: [{ id: ${id}, title: Ferry, match: [], default: true }] # one alone
floor: { claims: ${floor} }
`
}

const slip = `# Known slips.
- id: lost-digit
  where: { ports: { first: 379, last: 379 } }
  matches: 1
  set: { ports: { first: 2379, last: 2379 } }
  reason: The first digit is missing.
  evidence: [{ place: "quay:5", text: "2379" }]
# A word that is not a port.
- id: crumbs
  where: { ports: { first: 6000, last: 6000 } }
  matches: 1
  set: { protocol: udp }
  reason: Crumbs are thrown.
  evidence: [{ place: "quay:6", text: "quay" }]
`

/** A project with one source that is fetched, at a path of its own on the server. */
function project(upstream: string, corrections?: string): string {
  return folderWith({
    'sources/quay/source.yaml': particulars('quay', { url: upstream }),
    ...(corrections && { 'sources/quay/corrections.yaml': corrections }),
    'sources/pier/source.yaml': particulars('pier', null),
    'sources/pier/ports.md': page(row(5000)),
  })
}

const run = (cwd: string, ...args: string[]) => portolan(['update', '--allow-local', ...args], { cwd })
const build = (cwd: string, ...args: string[]) => portolan(['build', '-q', ...args], { cwd })
const source = (folder: string) => parse(readFileSync(path.join(folder, 'sources/quay/source.yaml'), 'utf8'))
const states = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'sources/quay/fetched.json'), 'utf8')).states
const claimsFile = (folder: string, n = 0) =>
  path.join(folder, `sources/quay/claims/${states(folder)[n].sha256.slice(0, 12)}.ndjson`)
const claims = (folder: string, n = 0) =>
  readFileSync(claimsFile(folder, n), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
const record = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'dataset/data/sources.json'), 'utf8')).find(
    ({ id }: { id: string }) => id === 'quay',
  )

const words =
  'The timetable is asked for by each of the nodes, whenever one of them thinks that it may be late'
const text = `${page(row(4443, words), row(6000))}\nAll of this is told at length in a sentence that nobody needs to keep.\n`

test('first, same, changed: claims and hash are kept, and no prose', async () => {
  server.serve('/life.md', text)
  const folder = project(server.url('/life.md'))
  const first = await run(folder)
  assert.equal({ status: first.status, stderr: first.stderr }, { status: 0, stderr: '' })
  assert.match(first.stdout, /^updated {3}quay: content [0-9a-f]{12}\n/)
  assert.match(first.stdout, '+ tcp 4443 from worker to etcd is newly stated')
  const sha256 = createHash('sha256').update(text).digest('hex')
  const { extractor, ...state } = states(folder)[0]
  assert.match(extractor, /^[\w-]{12}$/)
  assert.equal(state, {
    ...{ versions: [], path: null, revision: null, date: null },
    ...{ sha256, stale: null, repairs: [] },
  })
  assert.equal(
    claims(folder).map(({ id }) => id),
    ['quay:5:1', 'quay:6:1'],
  )
  assert.is(claims(folder)[0].description, null)
  const committed = contents(path.join(folder, 'sources'))
  assert.equal(Object.keys(committed), [
    'pier/ports.md',
    'pier/source.yaml',
    `quay/claims/${sha256.slice(0, 12)}.ndjson`,
    'quay/fetched.json',
    'quay/source.yaml',
  ])
  assert.not.match(JSON.stringify([committed, contents(path.join(folder, 'dataset'))]), /thinks|nobody needs/)
  assert.match(committed['quay/source.yaml']!, '# What is known of quay.\n')
  assert.equal([record(folder).sha256, record(folder).stale], [sha256, null])

  const built = await build(folder, '--check')
  assert.equal([built.status, built.stderr], [0, ''], 'it builds without the document')

  const before = contents(folder)
  const second = await run(folder)
  assert.match(second.stdout, /^unchanged quay: /)
  assert.match(second.stdout, 'no change')
  assert.equal(differing(contents(folder), before), [])

  server.serve('/life.md', text.replace('4443', '4444'))
  const third = await run(folder)
  assert.match(third.stdout, '+ port 4443 is now 4444: tcp 4444 from worker to etcd')
  assert.is(claims(folder)[0].ports.first, 4444)
  assert.is((await build(folder, '--check')).status, 0)
})

test('a document beyond a limit is not taken, and the run goes on', async () => {
  server.serve('/limit.md', text)
  const folder = project(server.url('/limit.md'))
  put(folder, { '.portolanrc': 'limits: { claims: 1 }\n' })
  const { status, stderr, stdout } = await run(folder)
  const reason = 'ports.md: makes more than 1 claims; raise the limit with limits.claims'
  assert.equal([status, stderr], [3, `portolan: quay: ${reason}; it was never fetched\n`])
  assert.match(stdout, 'tcp 5000')
  assert.not(existsSync(path.join(folder, 'sources/quay/claims')))
})

test('--dry-run writes nothing', async () => {
  server.serve('/dry.md', text)
  const folder = project(server.url('/dry.md'))
  const before = contents(folder)
  const dry = await run(folder, '--dry-run')
  assert.match(dry.stdout, 'is newly stated')
  assert.equal(contents(folder), before)
})

test('corrections that match nothing any more are dropped and told; the others stay as they are written', async () => {
  server.serve('/mended.md', page(row(379), row(6000, 'Crumbs')))
  const folder = project(server.url('/mended.md'), slip)
  assert.equal((await run(folder)).stderr, '')
  server.serve('/mended.md', page(row(2379), row(6000, 'Crumbs')))
  const mended = await run(folder)
  assert.is(mended.status, 0)
  assert.match(mended.stderr, 'quay: correction lost-digit matches nothing any more; it is dropped')
  assert.match(mended.stdout, 'correction lost-digit matches nothing any more and is dropped')
  assert.match(mended.stdout, /Without effect on traffic\n[\s\S]*corrected before, now stated/)
  const left = readFileSync(path.join(folder, 'sources/quay/corrections.yaml'), 'utf8')
  assert.not.match(left, 'lost-digit')
  assert.match(left, '- id: crumbs\n  where: { ports: { first: 6000, last: 6000 } }\n')
  assert.is((await build(folder, '--check')).status, 0)
})

test('only build fails on a correction that has expired', async () => {
  server.serve('/expired.md', page(row(379), row(6000, 'Crumbs')))
  const folder = project(server.url('/expired.md'), slip)
  await run(folder)
  const file = claimsFile(folder)
  const [line, ...lines] = readFileSync(file, 'utf8').split('\n')
  put(folder, { [path.relative(folder, file)]: [line!.replaceAll('379', '2379'), ...lines].join('\n') })
  const built = await build(folder)
  assert.is(built.status, 4)
  assert.match(built.stderr, 'lost-digit expects 1 matching claim(s) but finds 0')
})

test('what cannot be fetched keeps its last good state, and says so until it can', async () => {
  server.serve('/stale.md', text)
  const folder = project(server.url('/stale.md'))
  await run(folder)
  const good = contents(folder)
  server.on('/stale.md', (_, response) => response.writeHead(500).end())
  for (const _ of ['once', 'and again']) {
    const stale = await run(folder)
    assert.is(stale.status, 3)
    assert.is(stale.stderr, 'portolan: quay: HTTP status 500; its last good state is kept\n')
    assert.match(stale.stdout, /^stale {5}quay: HTTP status 500; content [0-9a-f]{12}\n\nno change\n$/)
    assert.is(record(folder).stale, 'HTTP status 500')
    assert.equal(differing(good, contents(folder)), [
      'dataset/data/sources.json',
      'dataset/datapackage.json',
      'sources/quay/fetched.json',
    ])
  }
  assert.is((await build(folder, '--check')).status, 0, 'the others are built all the same')
  server.serve('/stale.md', text)
  assert.is((await run(folder)).status, 0)
  assert.equal(differing(good, contents(folder)), [])
})

test('a source in a repository: its commit is kept, and --pin names another revision', async () => {
  const repository = new TestRepository()
  const first = repository.commit('First', { 'docs/ports.md': page(row(4443)) })
  repository.git('tag', 'v1')
  const second = repository.commit('Second', { 'docs/ports.md': page(row(4444)) })
  const folder = project('')
  const upstream = { git: `file://${repository.folder}`, path: 'docs/ports.md', revision: 'main' }
  put(folder, { 'sources/quay/source.yaml': particulars('quay', upstream) })
  await run(folder)
  assert.equal([states(folder)[0].revision, claims(folder)[0].ports.first], [second, 4444])
  const wrong = await run(folder, 'quay', '--pin', 'v9')
  assert.is(wrong.status, 3)
  assert.match(wrong.stdout, "unpinned  quay: has no branch or tag 'v9'")
  assert.equal([source(folder).upstream.revision, states(folder)[0].stale], ['main', null])
  const pinned = await run(folder, 'quay', '--pin', 'v1')
  assert.match(pinned.stdout, `updated   quay: commit ${first.slice(0, 12)}`)
  assert.match(pinned.stdout, 'port 4444 is now 4443')
  assert.equal(source(folder).upstream, { ...upstream, revision: 'v1' })
  assert.is(states(folder)[0].revision, first)
  assert.match((await run(folder)).stdout, /^unchanged quay: commit /)
})

test('what is refused: under the floor, or a correction that finds other than it expects', async () => {
  server.serve('/refused.md', page(row(379), row(6000, 'Crumbs')))
  const folder = project(server.url('/refused.md'), slip)
  await run(folder)
  const before = contents(path.join(folder, 'dataset/data'))
  for (const [body, reason] of [
    ['# Nothing\n', 'yields 0 claims, under the floor of 1'],
    [page(row(379), row(6000), row(6000, 'Crumbs')), 'crumbs expects 1 matching claim(s) but finds 2'],
  ] as const) {
    server.serve('/refused.md', body)
    const refused = await run(folder)
    assert.is(refused.status, 4)
    assert.match(refused.stderr, reason)
    assert.match(states(folder)[0].stale, reason)
    const after = contents(path.join(folder, 'dataset/data'))
    assert.equal(differing(before, after), ['sources.json'], 'the last good state is kept')
  }
})

test('what cannot be used is told, and the run goes on', async () => {
  const folder = project('https://example.org/ports.md')
  const cases: [string[], number, RegExp][] = [
    [['nobody'], 2, /no source is called 'nobody'/],
    [['pier'], 2, /pier names no upstream/],
    [['quay', '--pin', 'v1'], 2, /quay comes from no repository/],
    [['--pin', 'v1'], 2, /name the sources to pin/],
    [['--timeout', '0'], 2, /above 0/],
  ]
  const runs = await Promise.all(cases.map(([args]) => run(folder, ...args)))
  for (const [i, [, status, message]] of cases.entries()) {
    assert.is(runs[i]!.status, status)
    assert.match(runs[i]!.stderr, message)
  }
  put(folder, { 'sources/quay/ports.md': 'kept by mistake' })
  const beside = await run(folder)
  assert.is(beside.status, 4)
  assert.match(beside.stderr, 'sources/quay/ports.md: must not stand beside an upstream')
})

test('sources that were never fetched are left out of the update, and fail the build', async () => {
  const folder = project(server.url('/nowhere.md'))
  const missing = await run(folder)
  assert.is(missing.status, 3)
  assert.match(missing.stderr, 'quay: HTTP status 404; it was never fetched')
  assert.match(missing.stdout, /^missing {3}quay: HTTP status 404\n/)
  const built = await build(folder)
  assert.is(built.status, 4)
  assert.match(built.stderr, 'sources/quay: has not been fetched yet; run `portolan update quay`')
})

test('nothing to fetch is no mistake', async () => {
  const folder = folderWith({
    'sources/pier/source.yaml': particulars('pier', null),
    'sources/pier/ports.md': page(row(5000)),
  })
  const none = await run(folder)
  assert.is(none.status, 0)
  assert.match(none.stderr, 'no source names an upstream')
})

test('markdown and JSON, for a pull request and for programs', async () => {
  server.serve('/formats.md', page(row(4443, '<b>@all</b>'), row(379)))
  const folder = project(server.url('/formats.md'), slip.slice(0, slip.indexOf('# A word')))
  await run(folder)
  server.serve('/formats.md', page(row(4444, '<b>@all</b>'), row(2379)))
  const json = JSON.parse((await run(folder, '--dry-run', '--format', 'json')).stdout)
  assert.equal(
    json.sources.map(({ id, state, dropped }: Record<string, unknown>) => ({ id, state, dropped })),
    [{ id: 'quay', state: 'updated', dropped: ['lost-digit'] }],
  )
  assert.equal(json.counts, { open: 1, close: 0, review: 0, none: 1 })
  const { stdout } = await run(folder, '--format', 'markdown')
  assert.match(
    stdout,
    '| `quay` | updated | correction lost\\-digit matches nothing any more and is dropped; content ',
  )
  assert.match(stdout, '### To open')
  assert.not.match(stdout, /<b>|(?<!\\)@all/)
})

test.after(() => {
  server.close()
})
test.run()
