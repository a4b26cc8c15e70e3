import { cpSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { datasetIn, writeFiles } from '../../dataset/files.ts'
import { openSet, settle } from '../../dataset/write/set.ts'
import { contents, fixtures, folderWith, spawned } from '../cli/helpers.ts'

// Stopped at every single call that changes files: the set is the old one or the new one, never a mixture.
const old = {
  'data/a.json': '[1]\n',
  'data/b.json': '[1, 1]\n',
  'data/gone.json': '[]\n',
  'data/same.json': '{}\n',
  'datapackage.json': '{ "version": "1" }\n',
}
const fresh = {
  'ATTRIBUTION.md': '# New\n',
  'data/a.json': '[2]\n',
  'data/b.json': `[${'2, '.repeat(9000)}2]\n`,
  'data/same.json': '{}\n',
  'datapackage.json': '{ "version": "2" }\n',
  'schema/new.schema.json': '{}\n',
}
const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])]

const state = (found: Record<string, string | null>) => {
  const is = (files: Record<string, string>) =>
    names.every(name => (found[name] ?? null) === (files[name] ?? null))
  return is(old) ? 'old' : is(fresh) ? 'new' : 'mixed'
}

/** A folder with the old files. */
function before(): string {
  const folder = folderWith()
  writeFiles(folder, new Map(Object.entries(old)))
  return folder
}

const preload = ['--import', pathToFileURL(path.join(fixtures, 'kill.mjs')).href]
const script = path.join(fixtures, 'write-set.mjs')
/** Writes the new files in a process that is killed at a call; 0 lists the calls. */
const killAt = (folder: string, call: number) =>
  spawned([JSON.stringify({ folder, files: fresh })], {
    script,
    node: preload,
    env: { KILL_AT: String(call) },
  })

/** What the set is for one who reads through what is committed, and what it is after that is completed. */
function judge(folder: string) {
  const raw = contents(folder)
  const read = openSet(datasetIn(folder))
  const seen = state(Object.fromEntries(names.map(name => [name, read(name)?.toString() ?? null])))
  settle(datasetIn(folder))
  const after = contents(folder)
  return { raw, seen, after: state(after), left: Object.keys(after).filter(name => !names.includes(name)) }
}

const counted = await killAt(before(), 0)
const calls = counted.stderr.trim().split(' ')
const kills = await Promise.all(
  calls.map(async (call, i) => {
    const folder = before()
    const { signal } = await killAt(folder, i + 1)
    return { call, folder, signal, copy: copyOf(folder), ...judge(folder) }
  }),
)

function copyOf(folder: string): string {
  const copy = folderWith()
  cpSync(folder, copy, { recursive: true })
  return copy
}

test('there are calls to be stopped at', () => {
  assert.ok(calls.length > 40 && calls.filter(call => call === 'renameSync').length === 6, calls.join(' '))
})

for (const [i, { call, signal, raw, seen, after, left }] of kills.entries()) {
  test(`killed in call ${i + 1}, ${call}: old or new, each file whole, and nothing is left behind`, () => {
    assert.is(signal, 'SIGKILL')
    for (const name of names) {
      const wholes = [old, fresh].map(files => (files as Record<string, string>)[name])
      assert.ok(wholes.includes(raw[name]), name)
    }
    assert.ok(seen === 'old' || seen === 'new', seen)
    assert.equal({ after, left }, { after: seen, left: [] })
  })
}

test('one call commits: before it the set is old, after it new', () => {
  const first = kills.findIndex(({ seen }) => seen === 'new')
  assert.is(calls[first - 1], 'renameSync')
  assert.equal(
    kills.map(({ seen }) => seen),
    kills.map((_, i) => (i < first ? 'old' : 'new')),
  )
  const moved = calls.slice(first).filter(call => call === 'renameSync')
  assert.is(moved.length, 5, 'the moves come after it')
})

// Killed while it moves files, and again while the next one completes that.
const middle = kills.filter(({ raw }) => state(raw) === 'mixed')
const again = await (async () => {
  const start = middle[1]!.copy
  const { stderr } = await killAt(copyOf(start), 0)
  return Promise.all(
    stderr
      .trim()
      .split(' ')
      .map(async (call, i) => {
        const folder = copyOf(start)
        const { signal } = await killAt(folder, i + 1)
        return { call, signal, ...judge(folder) }
      }),
  )
})()

for (const [i, { call, signal, seen, after, left }] of again.entries()) {
  test(`killed a second time in call ${i + 1}, ${call}: new, and nothing is left behind`, () => {
    assert.equal({ signal, seen, after, left }, { signal: 'SIGKILL', seen: 'new', after: 'new', left: [] })
  })
}

interface Failure {
  call: string | null
  message: string | null
  seen: Record<string, string | null>
}

/** Lets each call fail in turn. */
async function failures(code: string): Promise<(Failure & { folder: string })[]> {
  const folders = calls.map(before)
  const input = JSON.stringify({ folders, files: fresh, names, code })
  const { stdout, stderr } = await spawned([input], { script: path.join(fixtures, 'fail-each.mjs') })
  assert.is(stderr, '')
  const lines = stdout.trim().split('\n')
  return lines.map((line, i) => ({ ...JSON.parse(line), folder: folders[i]! }))
}

for (const code of ['ENOSPC', 'EIO']) {
  for (const [i, { call, message, seen, folder }] of (await failures(code)).entries()) {
    test(`${code} in call ${i + 1}, ${call}: old or new, told in words, and the next one goes through`, () => {
      assert.ok(state(seen) !== 'mixed', JSON.stringify(seen))
      if (message === null) assert.is(state(seen), 'new')
      else assert.match(message, new RegExp(`^WriteError: .*${code}`))
      assert.is(state(contents(folder)), state(seen), 'what was committed is completed')
      writeFiles(folder, new Map(Object.entries(fresh)))
      assert.equal(Object.keys(contents(folder)), Object.keys(fresh).sort())
      assert.is(state(contents(folder)), 'new')
    })
  }
}

test.run()
