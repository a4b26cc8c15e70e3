import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { defaultBounds } from '../../cli/bounds.ts'
import { entriesOf, type Wanted } from '../../cli/git/entries.ts'
import { Extracts } from '../../cli/git/extracts.ts'
import { history } from '../../cli/git/history.ts'
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
  const subjects: string[] = []
  for await (const { subject } of entriesOf(
    repository,
    history(repository, 'HEAD', ['docs'], false),
    wanted,
    extracts,
  ))
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
  commit('Back', { 'docs/page.rst': including('Two') })
  commit('Forth', { 'docs/page.rst': including('One') })
  const { subjects, extracted } = await walk(folder)
  assert.equal(subjects, ['Both', 'First'])
  // One and Two, each with either table.
  assert.is(extracted, 4)
})

function bound(repository: TestRepository) {
  return { folder: repository.folder, commit: repository.commit.bind(repository) }
}

test.run()
