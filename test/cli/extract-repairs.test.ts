import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { controls, folderWith, portolan, several } from './helpers.ts'

const cases: { title: string; file: string; notice: RegExp; claims: string[] }[] = [
  {
    title: 'front matter that is no YAML',
    file: 'documents/broken-front-matter.md',
    notice: /\n2:1 +warning front matter is not YAML.* front-matter\n/,
    claims: ['documents/broken-front-matter.md:8:1'],
  },
  {
    title: 'a table that is never closed',
    file: 'documents/unclosed-table.html',
    notice: /\n2:1-5:1 +warning .*table.* is never closed.* unclosed-table\n/,
    claims: ['documents/unclosed-table.html:4:1'],
  },
]

const files = cases.map(({ file }) => file)
const folder = folderWith({ 'empty.md': '' })
const name = 'dock\x1b[31m\u202e.md'
const named = folderWith({ [name]: '---\na: [\n---\n\nTCP port 22 is opened from piers to quays.\n' })

const [quiet, empty, strange, ...runs] = await several([
  { args: ['extract', ...files, 'documents/missing.md', '--quiet', '-f', 'ndjson'] },
  { args: ['extract', 'empty.md', '-f', 'json'], cwd: folder },
  { args: ['extract', name, `${name}.not`], cwd: named },
  ...files.map(file => ({ args: ['extract', file, '--format', 'json'] })),
])

for (const [at, { title, file, notice, claims }] of cases.entries()) {
  test(`${title}: a message with its place, and what can be claimed`, () => {
    const { status, stdout, stderr } = runs[at]!
    assert.is(status, 0)
    assert.ok(stderr.startsWith(`${file}\n`), stderr)
    assert.match(stderr, notice)
    const ids = JSON.parse(stdout).map((claim: { id: string }) => claim.id)
    assert.equal(ids, claims)
  })
}

test('front matter: the message does not end in a colon nor give a second place', () =>
  assert.not.match(runs[0]!.stderr, /at line 1|: +front-matter/))

test('quiet: no messages, but still what could not be read', () => {
  const { status, stderr } = quiet!
  assert.equal({ status, stderr }, { status: 3, stderr: 'portolan: documents/missing.md: does not exist\n' })
})

test('an empty file: no claims, no failure, but a message', () => {
  const { status, stdout, stderr } = empty!
  assert.equal({ status, stdout }, { status: 0, stdout: '[]\n' })
  assert.match(stderr, /^empty\.md\n.*empty/)
})

test('a name with control characters does not reach the terminal with a message', () => {
  assert.is(strange!.status, 3)
  assert.not.match(strange!.stderr, controls)
})

test('a name with control characters does not reach the terminal with a table', () =>
  assert.not.match(strange!.stdout, controls))

test('a notice fits the terminal, and goes on below its first word', async () => {
  const page = '|Port|Protocol|Source|\n|---|---|---|\n|22|TCP|pier||23|TCP|quay|\n'
  const cwd = folderWith({ 'page.md': page })
  const { stderr } = await portolan(['extract', 'page.md'], { cwd, env: { COLUMNS: '48' } })
  assert.is(
    stderr,
    `page.md
3:1-3:27 warning rows joined on one joined-rows
                 line: read as
                 separate rows

⚠ 1 warning
`,
  )
})

test.run()
