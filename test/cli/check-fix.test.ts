import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { contents, folderWith, portolan, put, several } from './helpers.ts'

const head = '| Protocol | Port | Source | Purpose |\r\n| --- | --- | --- | --- |\r\n'
/** Two errors with an exact mend, one without; every byte around them is to stay. */
const page = `\uFEFF# Pier 7\r\n\r\n${head}| TCP | 7443 | Lamps | Lamp control |\r\n| TCP |\t7001-7000 | Lamps | Signals |\r\n\r\n## Lamps: outbound\r\n\r\n${head.replace('Source', 'Destination')}| TCP | 743 | Keepers | Lamp control |\r\n| TCP | 70000 | Keepers | Fog horn |`
const mended = page.replace('7001-7000', '7000-7001').replace('| 743 |', '| 7443 |')
/** With an error that no other page has a say in. */
const range = `${head}| TCP | 6001-6000 | Lamps | Signals |\r\n`
const only = ['--rule', 'port-slip,reversed-range,impossible-port']

/** Runs command lines one after another in a folder with these files, and says what came of them. */
async function run(files: Record<string, string>, ...commands: string[][]) {
  const cwd = folderWith(files)
  const runs = await several(commands.map(args => ({ args: ['check', ...only, ...args], cwd })))
  return { cwd, runs, files: contents(cwd), statuses: runs.map(({ status }) => status) }
}

test('--fix mends what is certain, to the byte, and twice is as once', async () => {
  const { runs, files, statuses } = await run({ 'docs/a.md': page }, ['--fix', 'docs'], ['--fix', 'docs'])
  assert.equal(files, { 'docs/a.md': mended })
  assert.is(
    runs[0]!.stderr,
    'portolan: docs/a.md:6:9: Write 7000-7001 (reversed-range)\nportolan: docs/a.md:12:9: Write 7443 (port-slip)\nportolan: fixed: 2 in 1 file\n',
  )
  assert.is(runs[1]!.stderr, 'portolan: nothing to fix\n')
  assert.equal(statuses, [1, 1])
})

test('--fix reports what is left', async () => {
  const { runs } = await run({ 'a.md': page }, ['--fix', '-f', 'ndjson', 'a.md'])
  const rules = runs[0]!.stdout.trim().split('\n')
  assert.equal(
    rules.map(line => JSON.parse(line).rule),
    ['impossible-port'],
  )
})

test('--fix keeps the mode and follows links', async () => {
  const cwd = folderWith({ 'real/a.md': page })
  chmodSync(path.join(cwd, 'real/a.md'), 0o640)
  symlinkSync('real/a.md', path.join(cwd, 'link.md'))
  const { status } = await portolan(['check', '--fix', ...only, 'link.md'], { cwd })
  assert.is(status, 1)
  assert.ok(lstatSync(path.join(cwd, 'link.md')).isSymbolicLink())
  assert.is(statSync(path.join(cwd, 'real/a.md')).mode & 0o777, 0o640)
  assert.equal(contents(path.join(cwd, 'real')), { 'a.md': mended })
})

test('--fix leaves what is under the folder of a source, and says so', async () => {
  const files = {
    'src/pier/source.yaml': '',
    'src/pier/a.md': page,
    'src/pier/old/b.md': page,
    'c.md': range,
  }
  const { runs, files: after } = await run(files, ['--fix', 'src', 'c.md'])
  assert.equal(after, { ...files, 'c.md': range.replace('6001-6000', '6000-6001') })
  const [first, second] = runs[0]!.stderr.split('\n')
  assert.is(
    first,
    'portolan: src/pier/a.md: belongs to a source, whose mistakes are kept on purpose; left as it is',
  )
  assert.match(second!, /^portolan: src\/pier\/old\/b\.md: belongs to a source/)
})

test('--fix changes only what is named, not what that includes', async () => {
  const files = { 'a.md': '# Pier\n\n{{< include "part.md" >}}\n', 'part.md': page.replace('\uFEFF', '') }
  const { files: after } = await run(files, ['--fix', 'a.md'])
  assert.equal(after, files)
})

const quiet: { title: string; files: Record<string, string> }[] = [
  {
    title: 'a comment silences',
    files: { 'a.md': `<!-- portolan-disable-file port-slip, reversed-range -- ours -->\r\n\r\n${page}` },
  },
  {
    title: 'the configuration makes a warning',
    files: { 'a.md': page, '.portolanrc': 'rules: { port-slip: warning, reversed-range: info }' },
  },
  { title: 'the configuration ignores', files: { 'a.md': page, '.portolanrc': 'ignore: [a.md]' } },
]
for (const { title, files } of quiet) {
  test(`--fix leaves what ${title}`, async () => {
    const { files: after, runs } = await run(files, ['--fix', 'a.md'])
    assert.equal(after, files)
    assert.match(runs[0]!.stderr, /nothing to fix\n/)
  })
}

test('--fix leaves what the baseline knows', async () => {
  const { files } = await run(
    { 'a.md': page },
    ['--baseline', 'base.json', '--write-baseline', 'a.md'],
    ['--baseline', 'base.json', '--fix', 'a.md'],
  )
  assert.is(files['a.md'], page)
})

test('--fix does not take a wished severity for certainty', async () => {
  const files = { 'a.md': page, '.portolanrc': 'rules: { unused-suppression: error }' }
  const comment = '<!-- portolan-disable-next-line port-slip -- ours -->\n\n'
  const { files: after } = await run({ ...files, 'b.md': `${comment}# Pier\n` }, ['--fix', 'b.md'])
  assert.is(after['b.md'], `${comment}# Pier\n`)
})

test('--fix-dry-run shows a diff that fits, and writes nothing', async () => {
  const { cwd, runs, files } = await run({ 'docs/a.md': page }, ['--fix-dry-run', 'docs'])
  assert.equal(files, { 'docs/a.md': page })
  assert.match(runs[0]!.stderr, /\nportolan: fixes available: 2 in 1 file\n$/)
  put(cwd, { 'a.patch': runs[0]!.stdout })
  execFileSync('git', ['apply', '--whitespace=nowarn', 'a.patch'], { cwd })
  assert.is(readFileSync(path.join(cwd, 'docs/a.md'), 'utf8'), mended)
})

const usage = [
  { title: '--fix without a file', args: ['--fix'], says: /name the files to fix/ },
  { title: '--fix of standard input', args: ['--fix', '-'], says: /standard input cannot be fixed/ },
  { title: '--fix and --fix-dry-run', args: ['--fix', '--fix-dry-run', '.'], says: /cannot be used with/ },
  {
    title: '--fix and --write-baseline',
    args: ['--fix', '--write-baseline', '.'],
    says: /cannot be used with/,
  },
]
for (const { title, args, says } of usage) {
  test(`usage: ${title}`, async () => {
    const { runs, statuses } = await run({ 'a.md': page }, args)
    assert.equal(statuses, [2])
    assert.match(runs[0]!.stderr, says)
  })
}

test.run()
