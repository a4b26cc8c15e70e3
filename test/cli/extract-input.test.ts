import { execFileSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith, portolan } from './helpers.ts'

const table = '| Protocol | Port | Source | Destination |\n| --- | --- | --- | --- |\n'
const page = `# Ports\n\n${table}| TCP | 4443 | pier nodes | harbour nodes |\n`
const binary = Buffer.concat([Buffer.from(page), Buffer.from([0, 1, 2])])
const large = page + 'Water. '.repeat(1000)

const folder = folderWith({
  'first.md': page,
  'binary.md': binary,
  'large.md': large,
  'locked.md': page,
  'last.md': page,
})
symlinkSync('nowhere.md', path.join(folder, 'link.md'))
chmodSync(path.join(folder, 'locked.md'), 0)
// Root may read what is locked, and Windows has no pipes among the files.
const isRoot = process.getuid?.() === 0
const hasPipes = process.platform !== 'win32'
if (hasPipes) execFileSync('mkfifo', [path.join(folder, 'pipe.md')])

const reasons: [file: string, reason: string][] = [
  ['missing.md', 'does not exist'],
  ['', 'does not exist'],
  ['binary.md', 'is binary, not a text document'],
  ['large.md', 'is larger than 0.005 MB; raise the limit with --max-size'],
  ['link.md', 'does not exist'],
  ...(isRoot ? [] : [['locked.md', 'may not be read; check its permissions'] as [string, string]]),
  ...(hasPipes ? [['pipe.md', 'is no regular file'] as [string, string]] : []),
]
const bad = reasons.map(([file]) => file)

for (const format of ['table', 'ndjson']) {
  const args = ['extract', 'first.md', ...bad, 'last.md', '--max-size', '0.005', '--format', format]
  const run = portolan(args, { cwd: folder })
  test(`${format}: what cannot be read is named with the reason, and the others are done`, async () => {
    const { status, stdout, stderr } = await run
    assert.is(status, 3)
    assert.is(stderr, reasons.map(([file, reason]) => `portolan: ${file}: ${reason}\n`).join(''))
    assert.match(stdout, 'first.md')
    assert.match(stdout, 'last.md')
    for (const file of bad.filter(Boolean)) assert.not.match(stdout, file)
  })
}

const inputs: { title: string; input: string | Uint8Array; stderr: string }[] = [
  { title: 'binary', input: binary, stderr: '-: is binary, not a text document' },
  {
    title: 'too much',
    input: large,
    stderr: '-: is larger than 0.005 MB; raise the limit with --max-size',
  },
]

for (const { title, input, stderr } of inputs) {
  const run = portolan(['extract', '-', '--max-size', '0.005', '-f', 'json'], { input })
  test(`standard input, ${title}: is named`, async () =>
    assert.equal(await run, { status: 3, stdout: '[]\n', stderr: `portolan: ${stderr}\n` }))
}

const deep = folderWith({
  'deep.html': '<div>'.repeat(4000),
  'deep.md': `${'>'.repeat(4000)} TCP port 22\n`,
  'last.md': page,
})
for (const file of ['deep.html', 'deep.md']) {
  const run = portolan(['extract', file, 'last.md', '-f', 'ndjson'], { cwd: deep })
  test(`${file}: nested too deeply is named, and the others are done`, async () => {
    const { stdout, stderr } = await run
    assert.match(stderr, new RegExp(`${file}(.|\\n)*nested deeper than 200 levels`))
    assert.not.match(stderr, /\n {4}at /, 'no stack')
    assert.match(stdout, 'last.md:5:1')
  })
}

const loop = folderWith({ 'last.md': page })
symlinkSync('loop.md', path.join(loop, 'loop.md'))
const looping = portolan(['extract', 'loop.md', 'last.md'], { cwd: loop })
test('a link that leads to itself is named, and the others are done', async () => {
  const { status, stdout, stderr } = await looping
  assert.is(status, 3)
  assert.match(stderr, /^portolan: loop\.md: /)
  assert.match(stdout, 'last.md: 1 claim')
})

test.run()
