import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  builtProject,
  contents,
  differing,
  edit,
  fixtures,
  portolan,
  project,
  type Run,
  spawned,
} from '../cli/helpers.ts'

// A project whose dataset is current, and the same after a document has changed.
const { dataset: ready, files: old } = await builtProject()

function changed(): string {
  const folder = project(ready)
  edit(folder, 'sources/pier/document.md', '4443', '4444')
  edit(folder, 'sources/harbour/document.md', '7070', '7071')
  return folder
}

/** The files of the dataset, without what an interrupted build had begun beside them. */
function filesOf(folder: string): Record<string, string> {
  const all = Object.entries(contents(path.join(folder, 'dataset')))
  return Object.fromEntries(all.filter(([name]) => !name.startsWith('.')))
}

function assertWhole(folder: string): void {
  const found = filesOf(folder)
  assert.equal(Object.keys(found), Object.keys(old))
  const news = differing(found, old)
  assert.equal(
    differing(found, fresh).filter(name => news.includes(name)),
    [],
    'neither old nor new',
  )
  for (const [name, text] of Object.entries(found)) if (name.endsWith('.json')) JSON.parse(text)
}

const preload = ['--import', pathToFileURL(path.join(fixtures, 'kill.mjs')).href]
const killAt = (folder: string, call: number) =>
  spawned(['build', '-q'], { cwd: folder, node: preload, env: { KILL_AT: String(call) } })

const begun = performance.now()
const reference = changed()
const counted = await killAt(reference, 0)
const duration = performance.now() - begun
const fresh = contents(path.join(reference, 'dataset'))
const calls = counted.stderr.trim().split(' ')

test('a build makes calls to be killed at, and does what it should', () => {
  assert.ok(calls.includes('renameSync') && calls.length > 10, counted.stderr)
  assert.equal(differing(old, fresh), [
    ...['claims.ndjson', 'findings.json', 'flows.csv', 'flows.json', 'sources.json'].map(
      name => `data/${name}`,
    ),
    'datapackage.json',
  ])
})

// The first and the last call of each kind, and one between two moves.
const ends = calls.flatMap(name => [calls.indexOf(name), calls.lastIndexOf(name)])
const moments = new Set([...ends, calls.indexOf('renameSync', calls.indexOf('renameSync') + 1)])
const killed = [...moments].map(at => {
  const folder = changed()
  return { call: `${calls[at]}, call ${at + 1}`, folder, run: killAt(folder, at + 1) }
})

for (const { call, folder, run } of killed) {
  test(`killed in ${call} of ${calls.length}: every file is whole`, async () => {
    assert.is((await run).signal, 'SIGKILL')
    assertWhole(folder)
  })
}

const half = killed.find(({ call }) => call.startsWith('renameSync'))!
const again = (async (): Promise<Run> => {
  await Promise.all(killed.map(({ run }) => run))
  return portolan(['build', '-q'], { cwd: half.folder })
})()

test('the next build after one that was killed makes the dataset current', async () => {
  const { status, stderr } = await again
  assert.equal({ status, stderr }, { status: 0, stderr: '' })
  assert.equal(differing(filesOf(half.folder), fresh), [])
})

test('the next build tidies up after one that was killed', async () => {
  await again
  const left = Object.keys(contents(path.join(half.folder, 'dataset'))).filter(name => !(name in fresh))
  assert.equal(left, [])
})

const signals = ['SIGINT', 'SIGTERM', 'SIGINT', 'SIGKILL', 'SIGTERM', 'SIGINT', 'SIGKILL'] as const
const stopped = signals.map((signal, i) => {
  const percent = 50 + i * 8
  const folder = changed()
  const kill = { signal, after: (duration * percent) / 100 }
  return { signal, percent, folder, run: spawned(['build', '-q'], { cwd: folder, kill }) }
})

for (const { signal, percent, folder, run } of stopped) {
  test(`${signal} after ${percent} % of the time that a build takes: every file is whole`, async () => {
    const { signal: got, status, stderr } = await run
    assert.ok(got === signal || [0, 130, 143].includes(status!), `${status} ${stderr}`)
    assertWhole(folder)
  })
}

test.run()
