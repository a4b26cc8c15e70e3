import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { controls, folderWith, several } from './helpers.ts'
import { git, page, row, TestRepository } from './repository.ts'

const repository = new TestRepository()
const { folder } = repository
const table = (port: number, words = 'Crumbs') => page(row(port, words), row(7000, 'Fog horn'))
const ids = {
  first: repository.commit('First', { 'docs/ports.md': table(4443) }),
  prose: repository.commit('Prose', {
    'docs/ports.md': `${table(4443)}\nWords.\n`,
    'docs/none.md': '# Nothing\n',
  }),
  port: repository.commit('Another *port* @keeper <b>', { 'docs/ports.md': `${table(4444)}\nWords.\n` }),
  words: repository.commit('Other words', { 'docs/ports.md': `${table(4444, 'Loaves')}\nWords.\n` }),
  renamed: repository.commit('Renamed', {
    'docs/ports.md': null,
    'docs/all/requirements.md': `${table(4444, 'Loaves')}\nWords.\n`,
  }),
  binary: repository.commit('Binary', { 'docs/image.md': Uint8Array.of(1, 0, 2) }),
  scope: repository.commit('A condition', {
    'docs/all/requirements.md': page(
      row(4444, 'Loaves, only if Windows nodes are used'),
      row(7000, 'Fog horn'),
    ),
  }),
  removed: repository.commit('Gone', { 'docs/all/requirements.md': null, 'docs/image.md': null }),
}

const [all, short, json, page1, old, range, one, none, wrong] = await several([
  { args: ['log', '--repo', '.', '-f', 'ndjson', 'docs'], cwd: folder },
  { args: ['log', '-f', 'ndjson', '--all', '--max-count', '3', 'docs'], cwd: folder },
  { args: ['log', '-f', 'json', 'docs/all/requirements.md'], cwd: folder },
  { args: ['log', '--rev', 'HEAD~1', '-f', 'ndjson', 'docs/all/requirements.md'], cwd: folder },
  { args: ['log', '--rev', ids.words, '-f', 'ndjson', 'docs/ports.md'], cwd: folder },
  { args: ['log', '--rev', `${ids.first}..${ids.words}`, '-f', 'ndjson', 'docs'], cwd: folder },
  { args: ['log', '--rev', `${ids.prose}..${ids.port}`, 'docs'], cwd: folder },
  { args: ['log', 'docs/lost.md'], cwd: folder },
  { args: ['log', '--rev', 'v9', 'docs'], cwd: folder },
])

/** Commits of a run with what they changed. */
function entries(stdout: string): [commit: string, changes: string][] {
  const lines = stdout.split('\n').filter(Boolean)
  return lines.map(line => {
    const { commit, changes } = JSON.parse(line)
    return [commit, changes.map(({ class: id }: { class: string }) => id).join()]
  })
}

test('a folder: commits that changed a fact, newest first', () => {
  assert.equal(entries(all!.stdout), [
    [ids.removed, 'removed,removed'],
    [ids.scope, 'condition-added'],
    [ids.port, 'port-changed'],
    [ids.first, 'added,added'],
  ])
})

test('a content that cannot be read is told once, and the others are done', () => {
  assert.is(all!.status, 3)
  assert.equal(all!.stderr.trim().split('\n').length, 1)
  assert.match(all!.stderr, /[0-9a-f]{10}: docs\/image\.md: is binary/)
})

test('an entry has commit, author’s date, subject, counts and changes', () => {
  const [entry] = all!.stdout.split('\n').filter(line => line.includes(ids.port))
  const { changes, ...rest } = JSON.parse(entry!)
  assert.equal(rest, {
    commit: ids.port,
    date: '2024-02-03T04:05:06+00:00',
    subject: 'Another *port* @keeper <b>',
    counts: { open: 1, close: 0, review: 0, none: 0 },
  })
  assert.is(changes[0].message, 'port 4443 is now 4444: tcp 4444 from worker to etcd')
})

test('--all: changes without effect too; --max-count: no more than so many', () => {
  assert.equal(entries(short!.stdout), [
    [ids.removed, 'removed,removed'],
    [ids.scope, 'condition-added'],
    [ids.words, 'reworded'],
  ])
})

test('a page that is gone is followed all the same, and JSON is one array', () => {
  const list: { commit: string }[] = JSON.parse(json!.stdout)
  assert.equal(
    list.map(({ commit }) => commit),
    [ids.removed, ids.scope, ids.port, ids.first],
  )
})

test('a page is followed under its former name, and starts where it is told', () => {
  assert.equal(
    entries(page1!.stdout).map(([id]) => id),
    [ids.scope, ids.port, ids.first],
  )
  assert.equal(
    entries(old!.stdout).map(([id]) => id),
    [ids.port, ids.first],
  )
  assert.equal(
    entries(range!.stdout).map(([id]) => id),
    [ids.port],
  )
})

test('pretty: what is to be done, under commit, day and subject', () => {
  assert.is(
    one!.stdout,
    `${ids.port.slice(0, 10)} 2024-02-03 Another *port* @keeper <b>

  To open
    docs/ports.md › Ports of the ferry
    + port 4443 is now 4444: tcp 4444 from worker to etcd
        was docs/ports.md:5, is docs/ports.md:5

  1 to open
`,
  )
})

test('mistakes: a path that no commit touched, an unknown revision', () => {
  assert.is(none!.status, 3)
  assert.match(none!.stderr, 'docs/lost.md: no commit of HEAD has touched a file there')
  assert.is(wrong!.status, 3)
  assert.match(wrong!.stderr, "knows no commit 'v9'")
})

const strange = new TestRepository()
strange.commit('First', { 'ports.md': page(row(1000)) })
const hard = strange.commit('\u001b[31mred\u202e [link](x) <img> @all', { 'ports.md': page(row(1001)) })
strange.commit('', { 'ports.md': page(row(1001, 'Other words')) })
const marked = several([
  { args: ['log', '-n', '1', 'ports.md'], cwd: strange.folder },
  { args: ['log', '-n', '1', '-f', 'markdown', 'ports.md'], cwd: strange.folder },
])
test('subjects speak neither to a terminal nor to Markdown', async () => {
  const [plain, markdown] = await marked
  assert.match(plain!.stdout, hard.slice(0, 10))
  assert.not.match(plain!.stdout, controls)
  const [title] = markdown!.stdout.split('\n')
  assert.not.match(title!, controls)
  assert.not.match(title!, /[^\\]\[link|[^\\]<img|(?<!\\)@all/)
})

const merged = new TestRepository()
merged.commit('First', {
  'ports.md': page(...Array.from({ length: 30 }, (_, i) => row(6000 + i, `Lamp ${i}`))),
})
const rows = (...edits: [number, number][]) =>
  page(...Array.from({ length: 30 }, (_, i) => row(new Map(edits).get(i) ?? 6000 + i, `Lamp ${i}`)))
merged.git('checkout', '--quiet', '-b', 'side')
const side = merged.commit('Side', { 'ports.md': rows([2, 7002]) })
merged.git('checkout', '--quiet', 'main')
const main = merged.commit('Main', { 'ports.md': rows([20, 7020]) })
merged.git('merge', '--quiet', '--no-edit', 'side')
merged.git('checkout', '--quiet', '-b', 'other', side)
const other = merged.commit('Other', { 'ports.md': rows([2, 7002], [8, 7008]) })
merged.git('checkout', '--quiet', 'main')
merged.git('merge', '--quiet', '--no-commit', 'other')
const evil = merged.commit('Merge, and more', {
  'ports.md': rows([2, 7002], [8, 7008], [20, 7020], [25, 7025]),
})
const walked = several([{ args: ['log', '-f', 'ndjson', '--rev', 'HEAD', 'ports.md'], cwd: merged.folder }])
test('a merge is told only for what is in none of its parents', async () => {
  const [run] = await walked
  const found = new Map(entries(run!.stdout))
  assert.equal(
    [...found.keys()].sort(),
    [side, main, other, evil, git(merged.folder, 'rev-list', '--max-parents=0', 'HEAD')].sort(),
  )
  assert.is(found.get(evil), 'port-changed')
})

const cloned = folderWith()
git(cloned, 'clone', '--quiet', '--depth=2', `file://${folder}`, 'clone')
const shallow = several([{ args: ['log', '-f', 'ndjson', '--repo', 'clone', 'docs'], cwd: cloned }])
test('a history that is cut off says so', async () => {
  const [run] = await shallow
  assert.match(run!.stderr, /clone: its history is cut off/)
})

test.run()
