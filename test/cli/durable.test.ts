import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ownName } from '../../dataset/write/holder.ts'
import {
  builtProject,
  contents,
  differing,
  edit,
  folderWith,
  portolan,
  project,
  put,
  root,
  several,
} from './helpers.ts'

const { dataset: ready, files: old } = await builtProject()
const changed = () => {
  const folder = project(ready)
  edit(folder, 'sources/pier/document.md', '4443', '4444')
  return folder
}
const reference = changed()
await several([{ args: ['build', '-q'], cwd: reference }])
const fresh = contents(path.join(reference, 'dataset'))
const bin = path.join(root, 'bin/portolan.js')
const query = ['query', '-q', '--data', 'dataset', '--port', '4444', '-f', 'json']
const inDataset = (folder: string) => contents(path.join(folder, 'dataset'))

// Two builds at once.
const both = changed()
const twins = await Promise.all([1, 2].map(() => portolan(['build', '-q'], { cwd: both })))
test('two builds at once: both go through, one after the other', () => {
  assert.equal(
    twins.map(({ status }) => status),
    [0, 0],
  )
  const waiting = /^(portolan: dataset: process \d+ is writing there; waiting for it\n)?$/
  for (const { stderr } of twins) assert.match(stderr, waiting)
  assert.equal(differing(inDataset(both), fresh), [])
})

/** A dataset whose new files are committed; the first of them are in place. */
function committed(inPlace: number): string {
  const folder = project(ready)
  const commit = path.join(folder, 'dataset/.portolan-set/commit')
  mkdirSync(commit, { recursive: true })
  const names = differing(old, fresh)
  const steps = names.map(name => ({ name, sha256: createHash('sha256').update(fresh[name]!).digest('hex') }))
  for (const [i, name] of names.entries())
    writeFileSync(
      i < inPlace ? path.join(folder, 'dataset', name) : path.join(commit, String(i)),
      fresh[name]!,
    )
  writeFileSync(path.join(commit, 'journal.json'), JSON.stringify(steps))
  return folder
}

/** Somebody holds the lock of whom nobody can tell whether he still lives. */
function lockedBy(folder: string): string {
  const name = ownName().replace(/^(lock\.\d+\.\d+)\.\w+/, '$1.00000000')
  writeFileSync(path.join(folder, 'dataset/.portolan-set', name), '')
  return folder
}

const commands: { title: string; args: string[] }[] = [
  { title: 'query', args: query },
  { title: 'diff', args: ['diff', ready, 'dataset', '--exit-code', '-f', 'json'] },
  { title: 'build --check', args: ['build', '--check', '-q'] },
  { title: 'build', args: ['build', '-q'] },
]
const places = commands.flatMap(({ args }) => [0, 3].map(inPlace => ({ args, folder: committed(inPlace) })))
for (const { folder } of places) edit(folder, 'sources/pier/document.md', '4443', '4444')
const plain = await several([
  ...commands.map(({ args }) => ({ args, cwd: reference })),
  ...places.map(({ args, folder }) => ({ args, cwd: folder })),
])

for (const [i, { args, folder }] of places.entries()) {
  test(`${args.slice(0, 2).join(' ')} completes what is committed (${i % 2 ? 'three files are' : 'no file is'} in place)`, () => {
    assert.equal({ ...plain[commands.length + i]! }, { ...plain[Math.floor(i / 2)]! })
    assert.equal(differing(inDataset(folder), fresh), [])
  })
}

const readers = commands.slice(0, 3)
const through = readers.map(({ args }) => ({ args, cwd: lockedBy(committed(3)) }))
for (const { cwd } of through) edit(cwd, 'sources/pier/document.md', '4443', '4444')
const before = through.map(({ cwd }) => contents(cwd))
const read = await several(through)
for (const [i, { title }] of readers.entries()) {
  test(`${title} reads through what is committed where it may not complete it`, () => {
    assert.equal({ ...read[i]! }, { ...plain[i]! })
    assert.equal(differing(contents(through[i]!.cwd), before[i]!), [])
  })
}

interface Case {
  title: string
  harm: (folder: string) => void
  args: string[]
  status: number
  says: RegExp
}

const journal = 'dataset/.portolan-set/commit/journal.json'
const damaged: Case[] = [
  {
    title: 'files of two builds are told',
    harm: folder =>
      cpSync(path.join(reference, 'dataset/data/flows.json'), path.join(folder, 'dataset/data/flows.json')),
    args: query,
    status: 3,
    says: /^portolan: dataset: data\/flows\.json: not of the build that datapackage\.json describes; run `portolan build`/,
  },
  {
    title: 'claims of another build are told to a comparison',
    harm: folder =>
      cpSync(
        path.join(reference, 'dataset/data/claims.ndjson'),
        path.join(folder, 'dataset/data/claims.ndjson'),
      ),
    args: ['diff', ready, 'dataset'],
    status: 3,
    says: /^portolan: dataset: data\/claims\.ndjson: not of the build that/,
  },
  {
    title: 'line ends of Windows are no other build',
    harm: folder => edit(folder, 'dataset/data/flows.json', '\n', '\r\n'),
    args: ['query', '-q', '--data', 'dataset', '--port', '4443', '-f', 'json'],
    status: 0,
    says: /^$/,
  },
  {
    title: 'a journal that is damaged is told',
    harm: folder => put(folder, { [journal]: '[{"name":' }),
    args: query,
    status: 3,
    says: /commit: holds a write that was interrupted, and is damaged itself; restore/,
  },
  {
    title: 'a committed file that is damaged is told, and nothing is moved',
    harm: folder =>
      put(folder, {
        [journal]: `[{"name":"data/flows.json","sha256":"${'0'.repeat(64)}"}]`,
        'dataset/.portolan-set/commit/0': 'half',
      }),
    args: ['build', '-q'],
    status: 3,
    says: /commit: holds a write that was interrupted, and is damaged itself/,
  },
  ...['../out.json', '/tmp/out.json', 'data/../../out.json', 'package.json', 'data/.profile'].map(name => ({
    title: `a journal that names ${name} is not followed`,
    harm: (folder: string) =>
      put(folder, {
        [journal]: JSON.stringify([{ name, sha256: createHash('sha256').update('mine').digest('hex') }]),
        'dataset/.portolan-set/commit/0': 'mine',
      }),
    args: ['build', '-q'],
    status: 3,
    says: /journal\.json: names .*, which is no file of this set; delete it\n$/,
  })),
]
const harmed = damaged.map(({ args, harm }) => {
  const cwd = project(ready)
  harm(cwd)
  return { args, cwd, files: contents(cwd) }
})
const told = await several(harmed)
for (const [i, { title, status, says }] of damaged.entries()) {
  test(title, () => {
    assert.match(told[i]!.stderr, says)
    assert.not.match(told[i]!.stderr, /\n {4}at /, 'no stack')
    assert.is(told[i]!.status, status)
    const ignored = 'dataset/.portolan-set/.gitignore'
    const now = contents(harmed[i]!.cwd)
    assert.equal(
      differing(now, harmed[i]!.files).filter(name => name !== ignored),
      [],
    )
  })
}

test('what is committed is not put through a link that leads out of the dataset', async () => {
  const folder = committed(0)
  const elsewhere = folderWith({ 'flows.json': 'mine' })
  cpSync(path.join(folder, 'dataset/data'), path.join(elsewhere, 'data'), { recursive: true })
  rmSync(path.join(folder, 'dataset/data'), { recursive: true })
  symlinkSync(path.join(elsewhere, 'data'), path.join(folder, 'dataset/data'))
  const mine = contents(elsewhere)
  const [run] = await several([{ args: query, cwd: folder }])
  assert.is(run!.status, 3)
  assert.match(run!.stderr, /dataset\/data\/[\w.]+: is a link out of its checkout/)
  assert.equal(contents(elsewhere), mine)
})

// A limit on the size of files cuts writes short as a full disk does. What has been said is no file.
const page = `| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n| TCP | 7001-7000 | Lamps | Signals |\n${'\nMore.\n'.repeat(900)}`
const small = (cwd: string, args: string[]) =>
  spawnSync('bash', ['-c', `trap "" XFSZ; ulimit -f 2; exec "$0" "$@"`, process.execPath, bin, ...args], {
    cwd,
    encoding: 'utf8',
  })
const cramped: Case[] = [
  {
    title: 'build',
    harm: folder => edit(folder, 'sources/pier/document.md', '4443', '4444'),
    args: ['build', '-q'],
    status: 3,
    says: /^portolan: dataset: cannot be written \(EFBIG: .*\); the files are as they were\n$/,
  },
  {
    title: 'export',
    harm: folder => put(folder, { 'flows.csv': 'old\n' }),
    args: ['export', '-q', '--to', 'sqlite', '-o', 'flows.csv', '--data', 'dataset'],
    status: 3,
    says: /^portolan: flows\.csv: cannot be written \(EFBIG: /,
  },
  {
    title: '--fix',
    harm: folder => put(folder, { 'a.md': page }),
    args: ['check', '--fix', '-q', '--rule', 'reversed-range', 'a.md'],
    status: 3,
    says: /^portolan: a\.md: cannot be written \(EFBIG: /,
  },
  {
    title: '--write-baseline',
    harm: folder =>
      put(folder, {
        'a.md': Array.from({ length: 60 }, (_, i) => page.replace('7001', `71${i + 10}`)).join('\n'),
        'base.json': '{ "findings": [] }\n',
      }),
    args: ['check', '-q', '--baseline', 'base.json', '--write-baseline', 'a.md'],
    status: 3,
    says: /^portolan: base\.json: cannot be written \(EFBIG: /,
  },
  {
    title: 'extract --cache',
    harm: folder => put(folder, { 'a.md': page.replaceAll('More.', 'Open TCP port 7000 on each keeper.') }),
    args: ['extract', '-q', 'a.md', '-f', 'ndjson', '--cache', '.'],
    status: 3,
    says: /^portolan: claims\.json: cannot be written \(EFBIG: /,
  },
]
for (const { title, harm, args, status, says } of cramped) {
  test(`${title} where files may not be as large: told, and the old file stays`, () => {
    const folder = project(ready)
    harm(folder)
    const files = contents(folder)
    const run = small(folder, args)
    assert.match(run.stderr, says)
    assert.is(run.status, status)
    assert.equal(differing(contents(folder), files), [])
  })
}

const outputs: { title: string; script: string; status: number; says: RegExp }[] = [
  {
    title: 'standard output on a full disk',
    script: '"$@" > /dev/full',
    status: 3,
    says: /^portolan: what is written here cannot be: .*ENOSPC.*\n$/,
  },
  { title: 'standard error on a full disk', script: '"$@" 2> /dev/full > /dev/null', status: 0, says: /^$/ },
  {
    title: 'a reader that stops early',
    script: 'set -o pipefail; "$@" | head -c 1 > /dev/null',
    status: 0,
    says: /^$/,
  },
  {
    title: 'a device as the output',
    script: '"$@" -o /dev/full',
    status: 3,
    says: /^portolan: \/dev\/full: cannot be written \(ENOSPC: the disk is full\)\n$/,
  },
  {
    title: 'a pipe as the output',
    script: 'set -o pipefail; "$@" -o /dev/stdout | wc -c > /dev/null',
    status: 0,
    says: /^$/,
  },
  {
    title: 'a folder as the output',
    script: '"$@" -o .',
    status: 3,
    says: /^portolan: \.: cannot be written \(EISDIR: a folder stands there\)\n$/,
  },
]
for (const { title, script, status, says } of outputs) {
  test(title, () => {
    const args = ['-c', script, 'bash', process.execPath, bin, 'export', '--to', 'csv', '--data', ready]
    const run = spawnSync('bash', args, { encoding: 'utf8' })
    assert.match(run.stderr, says)
    assert.is(run.status, status)
  })
}

test('git sees nothing of a build that was interrupted', () => {
  const folder = committed(0)
  execFileSync('git', ['init', '-q'], { cwd: folder })
  put(folder, { 'dataset/.portolan-set/.gitignore': '*\n' })
  const seen = execFileSync('git', ['status', '--porcelain', '-uall'], { cwd: folder, encoding: 'utf8' })
  assert.not.match(seen, 'portolan-set')
  assert.ok(readdirSync(path.join(folder, 'dataset')).includes('.portolan-set'))
  assert.ok(readFileSync(path.join(root, '.gitignore'), 'utf8').includes('.portolan-set/'))
})

test.run()
