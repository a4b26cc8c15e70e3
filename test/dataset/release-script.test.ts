import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dataset/build.ts'
import { writeFiles } from '../../dataset/files.ts'
import { loadSources } from '../../dataset/sources.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const project = mkdtempSync(path.join(tmpdir(), 'portolan-test-'))
const folder = path.join(project, 'dataset')
const sources = path.join(project, 'sources')
process.on('exit', () => rmSync(project, { recursive: true, force: true }))

cpSync(path.join(root, 'test/fixtures/cli/sources'), sources, { recursive: true })
rebuild('0.1.0')
write('package.json', '{\n  "name": "portolan-data",\n  "version": "0.1.0",\n  "private": true\n}\n')
write(
  '../package-lock.json',
  '{\n  "packages": {\n    "dataset": {\n      "name": "portolan-data",\n      "version": "0.1.0"\n    }\n  }\n}\n',
)

write('../package.json', '{\n  "version": "9.9.9",\n  "dependencies": { "portolan-data": "0.1.0" }\n}\n')
write('README.md', 'Cite it as portolan-data, version 0.1.0. Thank you.\n')

function rebuild(version: string): void {
  const about = { name: 'portolan-data', version }
  writeFiles(folder, build(loadSources(sources), [], about).files)
}

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text)
}

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8')
}

function edit(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { FORCE_COLOR: _, NODE_OPTIONS: __, ...env } = process.env
  const script = path.join(root, 'scripts/release-data.ts')
  const ran = spawnSync(process.execPath, ['--import', 'tsx', script, '--dataset', folder, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  const { status, stdout, stderr } = ran
  return { status, stdout, stderr }
}

test('releases, one after the other', () => {
  assert.equal(run('--check'), {
    status: 0,
    stdout: 'a release is due: 0.1.0, the first one\n  0 to open, 0 to close, 0 to review\n',
    stderr: '',
  })
  assert.match(run().stderr, 'say the day of the release')
  assert.is(run('--date', '2026-01-01', '--at-least', 'huge').status, 2)
  run('--dry-run')
  assert.not.ok(existsSync(path.join(folder, 'CHANGELOG.md')), 'nothing is written for --dry-run')

  assert.is(run('--date', '2026-01-01').status, 0)
  assert.equal(readdirSync(path.join(folder, 'changes')), ['0.1.0.json', 'index.json'])
  for (const flag of ['--check', '--released'])
    assert.equal(run(flag), { status: 0, stdout: '0.1.0 is what is released\n', stderr: '' })
  assert.is(run('--date', '2026-01-02').stdout, '0.1.0 is what is released\n')

  edit(path.join(sources, 'pier/document.md'), '4443', '4444')
  rebuild('0.1.0')
  const due = run('--check')
  assert.is(due.status, 0)
  assert.is(due.stdout.split('\n')[0], 'a release is due: 0.1.1, minor step from 0.1.0')
  assert.equal(run('--released'), { ...due, status: 1 })

  assert.is(run('--date', '2026-01-31').status, 0)
  assert.equal(readdirSync(path.join(folder, 'released')), ['0.1.1.json'])
  assert.match(read('package.json'), '"version": "0.1.1"')
  assert.match(read('../package-lock.json'), '"version": "0.1.1"')
  assert.match(read('../package.json'), '"version": "9.9.9"')
  assert.match(read('../package.json'), '"portolan-data": "0.1.1"')
  assert.match(read('README.md'), 'portolan-data, version 0.1.1. Thank')
  const told = read('datapackage.json')
  rebuild('0.1.1')
  assert.is(told, read('datapackage.json'), 'the description is what a build writes')
  assert.match(read('CHANGELOG.md'), '## 0.1.1 – 2026-01-31')
  const { step, previous, changes } = JSON.parse(read('changes/0.1.1.json'))
  assert.equal([step, previous, changes.length], ['minor', '0.1.0', 1])
  assert.is(run('--check').stdout, '0.1.1 is what is released\n')

  write('CHANGELOG.md', '# Mine\n')
  const wrong = run('--check')
  assert.equal([wrong.status, wrong.stdout], [1, ''])
  assert.match(wrong.stderr, 'CHANGELOG.md is not what changes/ tells')

  write('../package.json', '{ "dependencies": { "portolan-data": "0.1.0" } }\n')
  assert.match(run('--check').stderr, '../package.json names version 0.1.0, and package.json is at 0.1.1')
})

test.run()
