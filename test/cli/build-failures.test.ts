import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProject, contents, differing, edit, project, put, several } from './helpers.ts'

const { dataset: ready } = await builtProject()

interface Case {
  title: string
  /** What is done to a project whose dataset is current. */
  harm: (folder: string) => void
  args?: string[]
  /** There is no dataset before. */
  bare?: true
  status: number
  stderr: RegExp
}

const pier = 'sources/pier/source.yaml'
const cases: Case[] = [
  {
    title: 'a floor that is too high names the document and both numbers',
    harm: folder => edit(folder, pier, 'claims: 3', 'claims: 30'),
    status: 4,
    stderr: /^portolan: sources\/pier\/document\.md: 3 claims, under the floor of 30 in source\.yaml\n$/,
  },
  {
    title: 'a correction that no longer fits names its file, itself and both numbers',
    harm: folder => edit(folder, 'sources/pier/document.md', '379', '2379'),
    status: 4,
    stderr:
      /^portolan: sources\/pier\/corrections\.yaml:1: tide-table-port expects 1 matching claim\(s\) but finds 0; .*\n$/,
  },
  {
    title: 'a correction that no longer fits fails a check too',
    harm: folder => edit(folder, 'sources/pier/document.md', '379', '2379'),
    args: ['--check'],
    status: 4,
    stderr: /tide-table-port expects 1 /,
  },
  {
    title: 'a missing folder of sources is named',
    harm: () => {},
    args: ['--sources', 'nowhere'],
    status: 4,
    stderr: /^portolan: nowhere: there is no such folder/,
  },
  {
    title: 'a file in place of the dataset folder is named',
    harm: folder => put(folder, { taken: 'mine\n' }),
    args: ['--out', 'taken'],
    status: 3,
    stderr: /^portolan: .*taken/,
  },
]

/** Runs the cases, each in a project of its own, and says what its files were before. */
async function outcomes(cases: Case[]) {
  const folders = cases.map(({ harm, bare }) => {
    const cwd = project(bare ? undefined : ready)
    harm(cwd)
    return { cwd, harmed: contents(cwd) }
  })
  const runs = await several(
    cases.map(({ args = [] }, i) => ({ args: ['build', '-q', ...args], cwd: folders[i]!.cwd })),
  )
  return runs.map((run, i) => ({ ...cases[i]!, ...folders[i]!, got: run }))
}

for (const { title, got, cwd, harmed, status, stderr } of await outcomes(cases)) {
  test(`${title}; the dataset stays as it was`, () => {
    check(got, status, stderr)
    assert.equal(differing(contents(cwd), harmed), [])
  })
}

function check(
  run: { status: number | null; stdout: string; stderr: string },
  status: number,
  stderr: RegExp,
): void {
  assert.match(run.stderr, stderr)
  assert.not.match(run.stderr, /\n {4}at /, 'no stack')
  assert.equal({ status: run.status, stdout: run.stdout }, { status, stdout: '' })
}

const bugs: Case[] = [
  {
    title: 'a folder where a file is to be written',
    harm: folder => put(folder, { 'dataset/data/flows.json/mine.txt': '' }),
    bare: true,
    status: 3,
    stderr: /flows\.json/,
  },
  {
    title: 'a file where a folder of the dataset is to be',
    harm: folder => put(folder, { 'dataset/data': 'mine\n' }),
    bare: true,
    status: 3,
    stderr: /dataset\/data/,
  },
  {
    title: 'a document that is not UTF-8',
    harm: folder => put(folder, { 'sources/pier/document.md': invalid(folder, 0xff) }),
    status: 3,
    stderr: /sources\/pier\/document\.md.*UTF-8/,
  },
  {
    title: 'a source behind a link is read or named, not passed over',
    harm: folder => {
      execFileSync('mv', ['sources/pier', 'pier'], { cwd: folder })
      symlinkSync('../pier', path.join(folder, 'sources/pier'))
    },
    args: ['--check'],
    status: 0,
    stderr: /^$/,
  },
]

function invalid(folder: string, byte: number): Uint8Array {
  return Buffer.concat([Buffer.from(contents(folder)['sources/pier/document.md']!), Buffer.from([byte])])
}

for (const { title, got, status, stderr } of await outcomes(bugs)) {
  test(title, () => check(got, status, stderr))
}

test.run()
