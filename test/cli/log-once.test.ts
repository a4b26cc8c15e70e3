import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { defaultBounds } from '../../cli/bounds.ts'
import { allHistory } from '../../cli/git/all-history.ts'
import { entriesOf, type Wanted } from '../../cli/git/entries.ts'
import { Extracts } from '../../cli/git/extracts.ts'
import { Included } from '../../cli/git/included.ts'
import { Repository } from '../../cli/git/repository.ts'
import { git, page, row, TestRepository } from './repository.ts'

const wanted: Wanted = {
  named: ['docs'],
  all: false,
  bounds: defaultBounds,
  warn: () => assert.unreachable(),
}

/** Walks a repository's pages, and counts what was extracted. */
async function walk(folder: string): Promise<{ subjects: string[]; extracted: number }> {
  const repository = await Repository.open(folder)
  const extracts = new Extracts(repository, wanted.bounds)
  const included = await Included.at(repository, git(folder, 'rev-parse', 'HEAD'), wanted.named, extracts)
  const walk = { range: 'HEAD', paths: wanted.named, follow: false }
  const commits = allHistory(repository, walk, included.files)
  const subjects: string[] = []
  for await (const { subject } of entriesOf(repository, commits, wanted, extracts, included))
    subjects.push(subject)
  repository.close()
  return { subjects, extracted: extracts.count }
}

/** Contents of pages that any commit had. */
function distinctPages(folder: string): number {
  const listed = git(folder, 'log', '--raw', '--no-abbrev', '--format=', '--', 'docs')
  const ids = listed.split('\n').flatMap(line => line.split(' ').slice(2, 4))
  return new Set(ids.filter(id => /[1-9a-f]/.test(id))).size
}

test('a content is extracted once, however often it comes back and whatever it is called', async () => {
  const { folder, commit } = bound(new TestRepository())
  const text = (n: number) => page(row(6000 + n), row(7000, 'Fog horn'))
  for (let i = 0; i < 30; i++)
    commit(`Edit ${i}`, { 'docs/ports.md': text(i % 3), [`other-${i}.md`]: text(i) })
  commit('Renamed', { 'docs/ports.md': null, 'docs/requirements.md': text(2) })
  commit('Edited', { 'docs/requirements.md': text(1) })
  commit('Copied', { 'docs/copy.md': text(0), 'docs/idle.md': '# Nothing\n' })
  const { subjects, extracted } = await walk(folder)
  assert.is(subjects.length, 32)
  assert.is(extracted, distinctPages(folder))
  assert.is(extracted, 4)
})

test('a page is extracted anew where what it includes has changed, and not otherwise', async () => {
  const { folder, commit } = bound(new TestRepository())
  const including = (words: string) => `Ports\n=====\n\n${words}\n\n.. include:: /parts/table.md\n`
  commit('First', { 'docs/page.rst': including('One'), 'parts/table.md': page(row(6000)) })
  commit('Words', { 'docs/page.rst': including('Two') })
  commit('Both', { 'docs/page.rst': including('One'), 'parts/table.md': page(row(6001)) })
  commit('Part', { 'parts/table.md': page(row(6002)) })
  commit('Idle part', { 'parts/other.md': page(row(6003)) })
  commit('Back', { 'docs/page.rst': including('Two') })
  commit('Forth', { 'docs/page.rst': including('One') })
  const { subjects, extracted } = await walk(folder)
  assert.equal(subjects, ['Part', 'Both', 'First'])
  // Two with the first and the last table, One with each of the three.
  assert.is(extracted, 5)
})

function bound(repository: TestRepository) {
  return { folder: repository.folder, commit: repository.commit.bind(repository) }
}

test.run()
