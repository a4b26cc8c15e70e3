import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { several } from './helpers.ts'
import { page, row, TestRepository } from './repository.ts'

/** Subjects of entries with what they tell. */
function told(stdout: string): string[] {
  const lines = stdout.split('\n').filter(Boolean)
  return lines.flatMap(line => {
    const { subject, changes } = JSON.parse(line)
    return changes.map(({ message }: { message: string }) => `${subject}: ${message.split(':')[0]}`)
  })
}

const merged = new TestRepository()
merged.commit('First', { 'ports.md': page(row(6000), row(7000, 'Fog horn')) })
merged.git('checkout', '--quiet', '-b', 'side')
merged.commit('Side', { 'ports.md': page(row(6000), row(7001, 'Fog horn')) })
merged.git('checkout', '--quiet', 'main')
merged.commit('Main', { 'ports.md': page(row(6001), row(7000, 'Fog horn')) })
merged.git('merge', '--quiet', '--no-commit', '--strategy=ours', 'side')
merged.commit('Merge', { 'ports.md': page(row(6001), row(7002, 'Fog horn')) })

const damaged = new TestRepository()
const binary = Uint8Array.of(...Buffer.from(page(row(6001))), 0, 1)
damaged.commit('First', { 'ports.md': page(row(6000)) })
damaged.commit('Damaged', { 'ports.md': binary })
damaged.commit('Renamed', { 'ports.md': null, 'docs/ports.md': binary })
damaged.commit('Still damaged', { 'docs/ports.md': Uint8Array.of(...binary, 2) })
damaged.commit('Mended', { 'docs/ports.md': page(row(6002)) })
damaged.commit('Never read', { 'docs/other.md': Uint8Array.of(0, 1, 2) })
damaged.commit('Now it is', { 'docs/other.md': page(row(5000, 'Lamps')) })
symlinkSync('docs/ports.md', path.join(damaged.folder, 'link.md'))
damaged.commit('A link')

const including = new TestRepository()
const shortcode = '# Ports\n\n{{< ports >}}\n'
including.commit('First', { 'content/ports.md': shortcode, 'layouts/shortcodes/ports.html': html(6000) })
including.commit('Part', { 'layouts/shortcodes/ports.html': html(6001) })
including.commit('Another part', { 'layouts/shortcodes/idle.html': html(1) })
including.git('checkout', '--quiet', '-b', 'side')
including.commit('Part on the side', { 'layouts/shortcodes/ports.html': html(6002) })
including.git('checkout', '--quiet', 'main')
including.commit('Renamed', { 'content/ports.md': null, 'content/requirements.md': shortcode })
including.git('merge', '--quiet', '--no-edit', 'side')
including.commit('Words and part', {
  'content/requirements.md': `${shortcode}\nWords.\n`,
  'layouts/shortcodes/ports.html': html(6003),
})

function html(port: number): string {
  return `<table><tr><th>Protocol</th><th>Port</th></tr><tr><td>TCP</td><td>${port}</td></tr></table>\n`
}

const log = ['log', '--format', 'ndjson']
const [merge, one, folder, absolute, link, parts, partsOfFolder, range] = await several([
  { args: [...log, 'ports.md'], cwd: merged.folder },
  { args: [...log, 'docs/ports.md'], cwd: damaged.folder },
  { args: [...log, '.'], cwd: damaged.folder },
  { args: [...log, '--repo', damaged.folder, path.join(damaged.folder, 'docs/ports.md')] },
  { args: [...log, 'link.md'], cwd: damaged.folder },
  { args: [...log, 'content/requirements.md'], cwd: including.folder },
  { args: [...log, 'content'], cwd: including.folder },
  { args: [...log, '--rev', 'HEAD^1..', 'requirements.md'], cwd: path.join(including.folder, 'content') },
])

test('a merge is told of a row that both sides and it have each otherwise', () => {
  assert.equal(told(merge!.stdout).toSorted(), [
    'First: tcp 6000 from worker to etcd is newly stated',
    'First: tcp 7000 from worker to etcd is newly stated',
    'Main: port 6000 is now 6001',
    'Merge: port 7000 is now 7002',
    'Side: port 7000 is now 7001',
  ])
})

test('a content that nobody can read hides no change: it is told of the commit that mends it', () => {
  assert.is(one!.status, 3)
  assert.equal(told(one!.stdout), [
    'Mended: port 6000 is now 6002',
    'First: tcp 6000 from worker to etcd is newly stated',
  ])
})

test('a page that could never be read is new once it can be', () => {
  assert.equal(told(folder!.stdout), [
    'Now it is: tcp 5000 from worker to etcd is newly stated',
    'Mended: port 6000 is now 6002',
    'First: tcp 6000 from worker to etcd is newly stated',
  ])
})

test('a path from the top of all folders is followed under its former names, too', () => {
  assert.equal(told(absolute!.stdout), told(one!.stdout))
})

test('a link is no file', () => {
  assert.is(link!.status, 3)
  assert.match(link!.stderr, /^portolan: link\.md: no commit of HEAD has touched a file there/)
})

test('what a page includes is walked with it, under former names of the page, too', () => {
  const all = [
    'Words and part: port 6002 is now 6003',
    'Part on the side: port 6001 is now 6002',
    'Part: port 6000 is now 6001',
    'First: tcp 6000 is newly stated',
  ]
  assert.equal(told(parts!.stdout), all)
  assert.equal(told(partsOfFolder!.stdout), all)
  assert.equal(told(range!.stdout), all.slice(0, 1))
})

test.run()
