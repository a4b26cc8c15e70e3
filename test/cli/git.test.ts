import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProject, contents, folderWith, put, several } from './helpers.ts'
import { page, row, TestRepository } from './repository.ts'

const repository = new TestRepository()
const { folder } = repository
const first = repository.commit('First', {
  'docs/ports.md': page(row(379), row(4443, 'Crumbs'), row(7000, 'Fog horn')),
  'docs/other.md': page(row(5000, 'Lamp')),
  'docs/.hidden/ports.md': page(row(1111)),
  'notes.log': page(row(9000, 'Notes')),
})
repository.commit('Mend', {
  'docs/ports.md': page(row(2379), row(4443, 'Crumbs'), row(7000, 'Fog horn')),
  'docs/.hidden/ports.md': page(row(2222)),
})
repository.git('tag', 'v1')
repository.git('checkout', '--quiet', '-b', 'side')
repository.commit('On the side', { 'docs/other.md': page(row(5001, 'Lamp')) })
repository.git('checkout', '--quiet', 'main')
repository.commit('Rename', {
  'docs/ports.md': null,
  'docs/requirements.md': page(row(2379), row(4443, 'Crumbs'), row(7000, 'Fog horn')),
})
repository.commit('On main', {
  'docs/requirements.md': page(row(2379), row(4444, 'Crumbs'), row(7000, 'Fog horn')),
  'notes.log': page(row(9001, 'Notes')),
})
put(folder, { 'docs/requirements.md': 'not committed' })
const untouched = contents(folder)

/** What a run reports, in short. */
function brief(stdout: string): string[] {
  const changes = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
  return changes.map(({ class: id, area, message }) => `${area} ${id}: ${message}`)
}

const mended = 'docs/ports.md port-changed: port 379 is now 2379: tcp 2379 from worker to etcd'
const crumbs = 'docs/requirements.md port-changed: port 4443 is now 4444: tcp 4444 from worker to etcd'

interface Case {
  title: string
  args: string[]
  /** Where it runs, from the repository's top. */
  from?: string
  changes: string[]
}

const cases: Case[] = [
  { title: 'two revisions', args: [first, 'v1'], changes: [mended] },
  { title: 'a range', args: [`${first}..v1`], changes: [mended] },
  { title: 'a range up to HEAD', args: ['v1..'], changes: [crumbs] },
  {
    title: 'from what both have in common',
    args: ['main...side'],
    changes: ['docs/other.md port-changed: port 5000 is now 5001: tcp 5001 from worker to etcd'],
  },
  {
    title: 'a renamed page is found again in a folder',
    args: ['v1', 'main', '--', 'docs'],
    changes: [crumbs],
  },
  { title: 'and by its name after', args: ['v1', 'main', '--', 'docs/requirements.md'], changes: [crumbs] },
  { title: 'and by its name before', args: ['v1', 'main', '--', 'docs/ports.md'], changes: [crumbs] },
  { title: 'one page of several', args: ['v1..main', '--', 'docs/other.md'], changes: [] },
  {
    title: 'a file that is named itself, whatever its ending',
    args: ['v1..main', '--', 'notes.log'],
    changes: ['notes.log port-changed: port 9000 is now 9001: tcp 9001 from worker to etcd'],
  },
  {
    title: 'paths start from the folder',
    from: 'docs',
    args: ['v1..main', '--', 'requirements.md'],
    changes: [crumbs.replace('docs/', '')],
  },
  {
    title: 'or lead out of it, inside of the repository',
    from: 'docs',
    args: ['v1..main', '--', '../notes.log'],
    changes: ['../notes.log port-changed: port 9000 is now 9001: tcp 9001 from worker to etcd'],
  },
]

const runs = await several(
  cases.map(({ args, from = '' }) => ({
    args: ['diff', '--repo', '.', '--no-findings', '--no-config', '--format', 'ndjson', ...args],
    cwd: path.join(folder, from),
  })),
)
for (const [i, { title, changes }] of cases.entries())
  test(`revisions: ${title}`, () => {
    assert.is(runs[i]!.stderr, '')
    assert.equal(brief(runs[i]!.stdout), changes)
  })

test('the files of the checkout are left alone', () => assert.equal(contents(folder), untouched))

const wrong: { title: string; args: string[]; cwd?: string; status: number; stderr: RegExp }[] = [
  { title: 'an unknown revision', args: ['v1', 'v2'], status: 3, stderr: /knows no commit 'v2'/ },
  {
    title: 'an option in place of a revision',
    args: ['--', '--output=x', 'v1'],
    status: 3,
    stderr: /knows no commit '--output=x'/,
  },
  {
    title: 'a file in place of a commit',
    args: ['v1:notes.log', 'main'],
    status: 3,
    stderr: /knows no commit/,
  },
  { title: 'one revision alone', args: ['main'], status: 2, stderr: /name two revisions/ },
  {
    title: 'a path in neither',
    args: ['v1..main', '--', 'docs/lost.md'],
    status: 3,
    stderr: /docs\/lost\.md: is neither in v1 nor in main/,
  },
  {
    title: 'a path outside',
    args: ['v1..main', '--', '../..'],
    status: 3,
    stderr: /outside of the repository/,
  },
  {
    title: 'no repository',
    args: ['v1', 'main'],
    cwd: folderWith(),
    status: 3,
    stderr: /not a git repository/,
  },
]
const failed = await several(
  wrong.map(({ args, cwd = folder }) => ({ args: ['diff', '--repo', '.', ...args], cwd })),
)
for (const [i, { title, status, stderr }] of wrong.entries())
  test(`mistakes: ${title}`, () => {
    assert.is(failed[i]!.status, status)
    assert.match(failed[i]!.stderr, stderr)
  })

const parts = new TestRepository()
parts.commit('First', {
  'docs/page.rst': 'Ports\n=====\n\n.. include:: /shared/table.md\n',
  'docs/shared/table.md': page(row(6000)),
})
parts.commit('The part alone', { 'docs/shared/table.md': page(row(6001)) })
const withPart = several([
  {
    args: ['diff', '--repo', '.', '--format', 'ndjson', 'HEAD~1..HEAD', '--', 'docs/page.rst'],
    cwd: parts.folder,
  },
])
test('what a page includes is read at the same revision', async () => {
  const [run] = await withPart
  assert.is(run!.stderr, '')
  assert.equal(brief(run!.stdout), [
    'docs/page.rst port-changed: port 6000 is now 6001: tcp 6001 from worker to etcd',
  ])
})

const strange = new TestRepository()
const names = ['with blank.md', 'umlaut-ü.md', ':(top)*.md', '-q.md', 'quote"\nend.md']
strange.commit('First', Object.fromEntries(names.map(name => [name, page(row(6000, name))])))
symlinkSync('../../notes.md', path.join(strange.folder, 'link.md'))
strange.commit('Second', Object.fromEntries(names.map(name => [name, page(row(6001, name))])))
strange.commit('Binary', { 'blank.md': page(row(1)), 'image.md': Uint8Array.of(1, 0, 2) })
const odd = several([
  { args: ['diff', '--repo', '.', '--format', 'ndjson', 'HEAD~2..HEAD~1'], cwd: strange.folder },
  ...names.map(name => ({
    args: ['diff', '--repo', '.', '--format', 'ndjson', 'HEAD~2..HEAD~1', '--', name],
    cwd: strange.folder,
  })),
  { args: ['diff', '--repo', '.', '--format', 'ndjson', 'HEAD~1..HEAD'], cwd: strange.folder },
])
test('names that mean something to git or a shell are names', async () => {
  const [all, ...each] = await odd
  assert.is(brief(all!.stdout).length, names.length)
  for (const [i, name] of names.entries())
    assert.equal(brief(each[i]!.stdout), [
      `${name} port-changed: port 6000 is now 6001: tcp 6001 from worker to etcd`,
    ])
})
test('what cannot be read is told, and the others are compared', async () => {
  const run = (await odd).at(-1)!
  assert.is(run.status, 3)
  assert.match(run.stderr, /HEAD: image\.md: is binary/)
  assert.equal(brief(run.stdout), ['blank.md added: tcp 1 from worker to etcd is newly stated'])
})

const { files } = await builtProject()
const data = new TestRepository()
const inside = Object.fromEntries(Object.entries(files).map(([name, text]) => [`pack/${name}`, text]))
data.commit('Built', inside)
data.commit('Edited', {
  ...inside,
  'pack/data/flows.json': files['data/flows.json']!.replaceAll('4443', '4444'),
})
const datasets = several([
  { args: ['diff', '--repo', '.', '-f', 'ndjson', 'HEAD~1..HEAD', '--', 'pack'], cwd: data.folder },
  { args: ['diff', '--repo', 'pack', '-f', 'ndjson', 'HEAD~1..HEAD'], cwd: data.folder },
  { args: ['diff', '--repo', '.', '--exit-code', 'HEAD~1..HEAD~1', '--', 'pack'], cwd: data.folder },
])
test('a dataset is compared with itself at another revision', async () => {
  const [named, opened, same] = await datasets
  const expected = ['ferry/cluster port-changed: port 4443 is now 4444: tcp 4444 from worker to etcd']
  assert.equal([brief(named!.stdout), brief(opened!.stdout)], [expected, expected])
  assert.equal([same!.status, same!.stdout], [0, 'no change\n'])
})

test.run()
