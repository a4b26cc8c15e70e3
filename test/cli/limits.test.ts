import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { defaultBounds } from '../../project/bounds.ts'
import { contents, folderWith, portolan, project, put, root, several } from './helpers.ts'
import { page, row, TestRepository } from './repository.ts'

const many = page(row(4443), row(4444))
const one = page(row(4445))
const claims = 'makes more than 1 claims; raise the limit with limits.claims'
const strict = 'limits: { claims: 1 }\n'

const folder = folderWith({
  'old/many.md': one,
  'old/one.md': one,
  'new/many.md': many,
  'new/one.md': page(row(4446)),
  'includes/page.md': '-8<- "part.txt"\n',
  'includes/part.txt': `${'Words. '.repeat(1000)}\n`,
  'mixed/one.md': one,
  'mixed/silent.md': 'Words. '.repeat(1000),
  '.portolanrc': strict,
  'typo.yaml': 'limits: { claim: 2 }\n',
  'long.md': `${one}\n${'Words and more words. '.repeat(20_000)}\n`,
  'wide.yaml': 'limits: { claims: 2, size: 10 }\n',
})
const repository = new TestRepository()
repository.commit('First', { 'docs/many.md': one, 'docs/one.md': one, '.portolanrc': strict })
repository.commit('Second', { 'docs/many.md': many, 'docs/one.md': page(row(4446)) })
const silent = new TestRepository()
silent.commit('First', { 'docs/one.md': one, 'docs/silent.md': 'Words. '.repeat(1000) })
silent.commit('Second', { 'docs/one.md': page(row(4446)) })
const limited = project()
put(limited, { '.portolanrc': strict })

interface Case {
  title: string
  args: string[]
  cwd?: string
  status: number
  stderr: string
  stdout: RegExp
}

const unchecked =
  'portolan: no document was checked: name documents that speak of ports, or allow that with --allow-empty\n'

const cases: Case[] = [
  {
    title: 'extract: the others are done',
    args: ['extract', 'new', '-f', 'ndjson'],
    status: 3,
    stderr: `portolan: new/many.md: ${claims}\n`,
    stdout: /^\{"id":"new\/one\.md:5:1".*\}\n$/,
  },
  {
    title: 'check: the others are done',
    args: ['check', 'new'],
    status: 0,
    stderr: `portolan: warning: new/many.md: ${claims}\n`,
    stdout: /^✔ 1 document, nothing found\n$/,
  },
  {
    title: 'check --strict: the others are done',
    args: ['check', 'new', '--strict'],
    status: 3,
    stderr: `portolan: new/many.md: ${claims}\n`,
    stdout: /^✔ 1 document, nothing found\n$/,
  },
  {
    title: 'check --fix: the others are done',
    args: ['check', 'new', '--fix'],
    status: 0,
    stderr: `portolan: nothing to fix\nportolan: warning: new/many.md: ${claims}\n`,
    stdout: /^✔ 1 document, nothing found\n$/,
  },
  {
    title: 'diff: the others are compared',
    args: ['diff', 'old', 'new', '-f', 'json'],
    status: 3,
    stderr: `portolan: new/many.md: ${claims}\n`,
    stdout: /"area": "one\.md"/,
  },
  {
    title: 'diff: the only document',
    args: ['diff', 'old/many.md', 'new/many.md'],
    status: 3,
    stderr: `portolan: new/many.md: ${claims}\n`,
    stdout: /^$/,
  },
  {
    title: 'diff of revisions: the others are compared',
    args: ['diff', '--repo', '.', 'HEAD~1', 'HEAD', '-f', 'json'],
    cwd: repository.folder,
    status: 3,
    stderr: `portolan: HEAD: docs/many.md: ${claims}\n`,
    stdout: /"document": "docs\/one\.md"/,
  },
  {
    title: 'log: the others are told',
    args: ['log', 'docs', '-f', 'ndjson'],
    cwd: repository.folder,
    status: 3,
    stderr: `portolan: ${repository.git('rev-parse', 'HEAD').slice(0, 10)}: docs/many.md: ${claims}\n`,
    stdout: /"subject":"Second".*4446.*\n.*"subject":"First"/,
  },
  {
    title: 'build: nothing is built of a part',
    args: ['build'],
    cwd: limited,
    status: 3,
    stderr: `portolan: sources/harbour/document.md: ${claims}\n`,
    stdout: /^$/,
  },
  {
    title: 'an include that is larger than a document may be',
    args: ['extract', 'includes/page.md', '--max-size', '0.005'],
    status: 3,
    stderr:
      'portolan: includes/page.md: includes includes/part.txt, which is larger than 0.005 MB; raise the limit with --max-size\n',
    stdout: /^$/,
  },
  ...['extract', 'check'].map(command => ({
    title: `${command}: a document of a folder that is too large, but silent about ports`,
    args: [command, 'mixed', '--max-size', '0.005'],
    status: 0,
    stderr: '',
    stdout: command === 'extract' ? /^mixed\/one\.md: 1 claim\n/ : /^✔ 1 document, nothing found\n$/,
  })),
  ...['extract', 'check'].map(command => ({
    title: `${command}: a document of a folder that is too large`,
    args: [command, 'mixed', '--max-size', '0.00001'],
    status: 3,
    stderr: `portolan: ${command === 'check' ? 'warning: ' : ''}mixed/one.md: is longer than 10 characters; raise the limit with limits.size\n${command === 'check' ? unchecked : ''}`,
    stdout: command === 'extract' ? /^$/ : /^no document was checked/,
  })),
  {
    title: 'diff: a document of a commit that is too large, but silent about ports',
    args: ['diff', '--repo', '.', 'HEAD~1', 'HEAD', '--max-size', '0.005'],
    cwd: silent.folder,
    status: 0,
    stderr: '',
    stdout: /1 to open/,
  },
  {
    title: 'log: a document of a commit that is too large, but silent about ports',
    args: ['log', 'docs', '--max-size', '0.005'],
    cwd: silent.folder,
    status: 0,
    stderr: '',
    stdout: /2 is now 4446|4445 is now 4446/,
  },
  {
    title: 'a document that overruns',
    args: ['extract', 'long.md', '--timeout', '0.001'],
    status: 3,
    stderr: 'portolan: long.md: took more than 0.001 seconds; raise the limit with --timeout\n',
    stdout: /^$/,
  },
  {
    title: 'without the configuration',
    args: ['extract', 'new/many.md', '--no-config'],
    status: 0,
    stderr: '',
    stdout: /^new\/many\.md: 2 claims\n/,
  },
  {
    title: 'another configuration, and an option before it',
    args: ['extract', 'new/many.md', '--config', 'wide.yaml', '--max-size', '1'],
    status: 0,
    stderr: '',
    stdout: /^new\/many\.md: 2 claims\n/,
  },
  {
    title: 'another configuration',
    args: ['check', 'new/many.md', '--config', 'wide.yaml'],
    status: 3,
    stderr: `portolan: new/many.md: is larger than 0.00001 MB; raise the limit with --max-size\n${unchecked}`,
    stdout: /^no document was checked/,
  },
  ...['extract', 'check'].map(command => ({
    title: `${command}: a limit that there is not`,
    args: [command, 'new/many.md', '--config', 'typo.yaml'],
    status: 2,
    stderr: `error: typo.yaml: /limits/claim is not a known property; did you mean "claims"?\n(portolan ${command} --help shows more)\n`,
    stdout: /^$/,
  })),
]

const runs = await several(cases.map(({ args, cwd = folder }) => ({ args, cwd })))

for (const [i, { title, status, stderr, stdout }] of cases.entries())
  test(title, () => {
    const run = runs[i]!
    assert.equal([run.status, run.stderr], [status, stderr])
    assert.match(run.stdout, stdout)
  })

test('a build that is given up writes nothing', () => {
  assert.not(existsSync(path.join(limited, 'dataset')))
  assert.is(
    Object.keys(contents(limited))
      .filter(name => !name.startsWith('sources/'))
      .join(),
    '.portolanrc',
  )
})

test('docs/limits.md and the configuration have every limit, with its default', () => {
  const defaults = { ...defaultBounds.limits, time: defaultBounds.time }
  const rows = readFileSync(path.join(root, 'docs/limits.md'), 'utf8').matchAll(/^\| `(\w+)` \| (\d+) \|/gm)
  assert.equal(Object.fromEntries([...rows].map(([, key, value]) => [key, Number(value)])), {
    ...defaults,
  })
  const schema = JSON.parse(readFileSync(path.join(root, 'check/config.schema.json'), 'utf8'))
  assert.equal(Object.keys(schema.$defs.limits.properties).sort(), Object.keys(defaults).sort())
})

const lines = [
  { path: 'a.md', text: many },
  { path: 'b.md', text: one },
].map(line => JSON.stringify(line))
const piped = portolan(['extract', '--stdin-ndjson'], { cwd: folder, input: lines.join('\n') })
test('standard input as NDJSON: the others are done', async () => {
  const { status, stdout, stderr } = await piped
  assert.equal([status, stderr], [3, `portolan: a.md: ${claims}\n`])
  assert.match(stdout, /^\{"id":"b\.md:5:1".*\}\n$/)
})

test.run()
