import { readFileSync } from 'node:fs'
import path from 'node:path'
import stringWidth from 'string-width'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { validate } from '../../schema/validate.ts'
import { controls, fixtures, folderWith, portolan, several, spawned } from './helpers.ts'

const file = 'documents/ports.md'
const head = '| Protocol | Port | Source | Destination | Description |\n| --- | --- | --- | --- | --- |\n'
const linesOf = (text: string) => text.split('\n').filter(Boolean)
const parsed = (text: string) => linesOf(text).map(line => JSON.parse(line))
const widest = (text: string) => Math.max(...linesOf(text).map(line => stringWidth(line)))

const page = folderWith({
  'controls.md': `# Red\x1b[31m\n\n${head}| TCP | 1 | pier\x1b]0;me\x07 | quay\u202e | \u2066bell\u2069\x9b31m |\n`,
  'plain.md': `${head}| TCP | 4443 | ${'several piers, '.repeat(9)} | ${'quay '.repeat(30)} | ${'tide '.repeat(40)} |\n`,
  'words.md': `${head}| TCP | 4443 | ${'pier'.repeat(12)} | ${'港口节点'.repeat(12)} | https://example.org/${'tide'.repeat(15)} |\n`,
  'rows.md': `${head}${'| TCP | 4443 | pier nodes | harbour nodes | Timetable of the ferries |\n'.repeat(200)}`,
})

const [ndjson, json, colourful, plain, long] = await several([
  { args: ['extract', file, '--format', 'ndjson'] },
  { args: ['extract', `./documents/../${file}`, '--format', 'json'] },
  { args: ['extract', 'controls.md'], cwd: page },
  { args: ['extract', 'plain.md'], cwd: page },
  { args: ['extract', 'words.md'], cwd: page },
])
const narrow = await portolan(['extract', 'plain.md'], { cwd: page, env: { COLUMNS: '80' } })
const input = readFileSync(path.join(fixtures, file))
const piped = await portolan(['extract', '-', '--format', 'ndjson'], { input })

test('ndjson: a claim a line, as the schema has it, and nothing else', () => {
  const { status, stdout, stderr } = ndjson!
  assert.equal({ status, stderr }, { status: 0, stderr: '' })
  assert.ok(stdout.endsWith('}\n'))
  const ids = parsed(stdout).map((claim, at) => validate('claim', claim, `line ${at + 1}`).id)
  assert.equal(ids, [`${file}:5:1`, `${file}:6:1`, `${file}:6:2`])
})

test('json: an array of the same claims, whatever way the path is written', () => {
  const { status, stdout, stderr } = json!
  assert.equal({ status, stderr }, { status: 0, stderr: '' })
  assert.equal(JSON.parse(stdout), parsed(ndjson!.stdout))
})

test('standard input: the same claims, of a document called -', () => {
  const { status, stdout, stderr } = piped
  assert.equal({ status, stderr }, { status: 0, stderr: '' })
  assert.is(stdout.replaceAll('"-:', `"${file}:`).replaceAll('"-"', `"${file}"`), ndjson!.stdout)
})

test('ndjson in and out: a line that is no document is named by its number, the others are done', async () => {
  const pages = [{ path: 'a.md', text: `${head}| TCP | 1 | a | b | c |` }, [], { path: 'b.md' }]
  const lines = [...pages.map(page => JSON.stringify(page)), '{', '']
  const run = await portolan(['extract', '--stdin-ndjson'], { input: lines.join('\n') })
  const named = [2, 3, 4].map(line => `portolan: -:${line}: is no JSON object with "path" and "text"\n`)
  assert.is(run.stderr, named.join(''))
  assert.is(run.status, 3)
  assert.equal(
    parsed(run.stdout).map(claim => claim.id),
    ['a.md:3:1'],
  )
})

test('table: control and direction marks of a document do not reach the terminal', () => {
  const { status, stdout, stderr } = colourful!
  assert.is(status, 0)
  assert.not.match(stdout + stderr, controls)
  assert.match(stdout, 'bell')
})

for (const [width, { stdout }] of [[120, plain!] as const, [80, narrow] as const]) {
  test(`table: fits ${width} columns, nothing cut off`, () => {
    assert.ok(widest(stdout) <= width, `${widest(stdout)} columns`)
    for (const word of ['several', 'quay', 'tide']) {
      const times = linesOf(readFileSync(path.join(page, 'plain.md'), 'utf8'))
        .at(-1)!
        .split(word).length
      assert.is(stdout.split(word).length, times, word)
    }
  })
}

test('table: long words are parted, not cut off', () => {
  const cells = long!.stdout.replace(/[\s│]/gu, '')
  assert.not.match(cells, '…')
})
test('table: long words do not break the width', () => assert.ok(widest(long!.stdout) <= 120))

const closed = spawned(['extract', 'missing.md', 'rows.md', '-f', 'ndjson'], { cwd: page, closeEarly: true })
test('a reader that stops early is no error, and does not hide what could not be read', async () => {
  const { status, signal, stderr } = await closed
  assert.equal(
    { status, signal, stderr },
    { status: 3, signal: null, stderr: 'portolan: missing.md: does not exist\n' },
  )
})

test.run()
