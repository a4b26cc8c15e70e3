import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProject, contents, differing, edit, portolan, project, root } from './helpers.ts'

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
test('a build where files may not be as large: reported, and the old files stay', () => {
  const cwd = project(ready)
  edit(cwd, 'sources/pier/document.md', '4443', '4444')
  const files = contents(cwd)
  const limited = 'trap "" XFSZ; ulimit -f 2; exec "$0" "$@"'
  const args = ['-c', limited, process.execPath, bin, 'build', '-q']
  const run = spawnSync('bash', args, { cwd, encoding: 'utf8' })
  assert.match(run.stderr, /^portolan: dataset\/[\w/.]+: cannot be written \(EFBIG: .*\)\n$/)
  assert.is(run.status, 3)
  assert.equal(differing(contents(cwd), files), [])
})

const streams: { title: string; script: string; status: number; says: RegExp }[] = [
  {
    title: 'standard output on a full disk',
    script: '"$@" > /dev/full',
    status: 3,
    says: /^portolan: what is written here cannot be: .*ENOSPC.*\n$/,
  },
  { title: 'standard error on a full disk', script: '"$@" 2> /dev/full > /dev/null', status: 0, says: /^$/ },
]
for (const { title, script, status, says } of streams) {
  test(title, () => {
    const args = ['-c', script, 'bash', process.execPath, bin, 'export', '--to', 'csv', '--data', ready]
    const run = spawnSync('bash', args, { encoding: 'utf8' })
    assert.match(run.stderr, says)
    assert.is(run.status, status)
  })
}

const outputs: { title: string; file: string; status: number; stderr: string }[] = [
  {
    title: 'a device that is full',
    file: '/dev/full',
    status: 3,
    stderr: 'portolan: /dev/full: cannot be written (ENOSPC: the disk is full)\n',
  },
  { title: 'a device', file: '/dev/null', status: 0, stderr: '' },
  {
    title: 'a folder',
    file: '.',
    status: 3,
    stderr: 'portolan: .: cannot be written (EISDIR: a folder stands there)\n',
  },
]
for (const { title, file, ...expected } of outputs)
  test(`${title} as the output`, async () => {
    const run = await portolan(['export', '--to', 'csv', '--data', ready, '-o', file])
    assert.equal(run, { ...expected, stdout: '' })
  })

test.run()
