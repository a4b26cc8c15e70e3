import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProject, contents, differing, edit, portolan, project, put, root } from './helpers.ts'

const { dataset: ready } = await builtProject()
const bin = path.join(root, 'bin/portolan.js')
const reference = project(ready)
edit(reference, 'sources/pier/document.md', '4443', '4444')
await portolan(['build', '-q'], { cwd: reference })

interface Case {
  title: string
  prepare: (folder: string) => void
  args: string[]
  status: number
  says: RegExp
}

const take = (folder: string, name: string) =>
  cpSync(path.join(reference, 'dataset/data', name), path.join(folder, 'dataset/data', name))
const query = ['query', '-q', '--data', 'dataset', '--port', '4443', '-f', 'json']
const mixed: Case[] = [
  {
    title: 'files of two builds are reported',
    prepare: folder => take(folder, 'flows.json'),
    args: query,
    status: 3,
    says: /^portolan: dataset: data\/flows\.json: not of the build that datapackage\.json describes; run `portolan build`/,
  },
  {
    title: 'claims of another build are reported by a comparison',
    prepare: folder => take(folder, 'claims.ndjson'),
    args: ['diff', ready, 'dataset'],
    status: 3,
    says: /^portolan: dataset: data\/claims\.ndjson: not of the build that/,
  },
  {
    title: 'line ends of Windows are no other build',
    prepare: folder => edit(folder, 'dataset/data/flows.json', '\n', '\r\n'),
    args: query,
    status: 0,
    says: /^$/,
  },
]
for (const { title, prepare, args, status, says } of mixed) {
  test(title, async () => {
    const cwd = project(ready)
    prepare(cwd)
    const run = await portolan(args, { cwd })
    assert.match(run.stderr, says)
    assert.is(run.status, status)
  })
}

// A limit on the size of files cuts writes short as a full disk does.
const page = `| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n| TCP | 7001-7000 | Lamps | Signals |\n${'\nMore.\n'.repeat(900)}`
const cramped: Case[] = [
  {
    title: 'build',
    prepare: folder => edit(folder, 'sources/pier/document.md', '4443', '4444'),
    args: ['build', '-q'],
    status: 3,
    says: /^portolan: dataset\/[\w/.]+: cannot be written \(EFBIG: .*\)\n$/,
  },
  {
    title: '--fix',
    prepare: folder => put(folder, { 'a.md': page }),
    args: ['check', '--fix', '-q', '--rule', 'reversed-range', 'a.md'],
    status: 3,
    says: /^portolan: a\.md: cannot be written \(EFBIG: /,
  },
  {
    title: 'extract --cache',
    prepare: folder =>
      put(folder, { 'a.md': page.replaceAll('More.', 'Open TCP port 7000 on each keeper.') }),
    args: ['extract', '-q', 'a.md', '-f', 'ndjson', '--cache', '.'],
    status: 3,
    says: /^portolan: claims\.json: cannot be written \(EFBIG: /,
  },
]
for (const { title, prepare, args, status, says } of cramped) {
  test(`${title} where files may not be as large: reported, and the old files stay`, () => {
    const cwd = project(ready)
    prepare(cwd)
    const files = contents(cwd)
    const limited = 'trap "" XFSZ; ulimit -f 2; exec "$0" "$@"'
    const run = spawnSync('bash', ['-c', limited, process.execPath, bin, ...args], { cwd, encoding: 'utf8' })
    assert.match(run.stderr, says)
    assert.is(run.status, status)
    assert.equal(differing(contents(cwd), files), [])
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

test.run()
