import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { bug, controls, folderWith, portolan } from './helpers.ts'

const cases: { title: string; file: string; notice: RegExp; claims: string[] }[] = [
  {
    title: 'front matter that is no YAML',
    file: 'documents/broken-front-matter.md',
    notice: /\n2:1 +warning front matter is not YAML.* front-matter +portolan\n/,
    claims: ['documents/broken-front-matter.md:8:1'],
  },
  {
    title: 'a table that is never closed',
    file: 'documents/unclosed-table.html',
    notice: /\n2:1-5:1 +warning .*table.* is never closed.* unclosed-table +portolan\n/,
    claims: ['documents/unclosed-table.html:4:1'],
  },
]

const runs = cases.map(({ file }) => portolan(['extract', file, '--format', 'json']))
for (const [at, { title, file, notice, claims }] of cases.entries()) {
  test(`${title}: a message with its place, and what can be claimed`, async () => {
    const { status, stdout, stderr } = await runs[at]!
    assert.is(status, 0)
    assert.ok(stderr.startsWith(`${file}\n`), stderr)
    assert.match(stderr, notice)
    const ids = JSON.parse(stdout).map((claim: { id: string }) => claim.id)
    assert.equal(ids, claims)
  })
}

const files = cases.map(({ file }) => file)
const quiet = portolan(['extract', ...files, 'documents/missing.md', '--quiet', '-f', 'ndjson'])
test('quiet: no messages, but still what could not be read', async () => {
  const { status, stderr } = await quiet
  assert.equal({ status, stderr }, { status: 3, stderr: 'portolan: documents/missing.md: does not exist\n' })
})

test('front matter: the message does not end in a colon nor give a second place', async () => {
  assert.not.match((await runs[0]!).stderr, /at line 1|: +front-matter/)
})

const folder = folderWith({ 'empty.md': '', 'blank.md': '\n \n' })
const empty = portolan(['extract', 'empty.md', '-f', 'json'], { cwd: folder })
test('an empty file: no claims, and no failure', async () => {
  const { status, stdout } = await empty
  assert.equal({ status, stdout }, { status: 0, stdout: '[]\n' })
})

test('an empty file: a message on standard error', async () => {
  assert.match((await empty).stderr, /^empty\.md\n.*empty/)
})

const name = 'dock\x1b[31m\u202e.md'
const named = folderWith({ [name]: '---\na: [\n---\n\nTCP port 22 is opened from piers to quays.\n' })
const strange = portolan(['extract', name, `${name}.not`], { cwd: named })
test('a name with control characters does not reach the terminal with a message', async () => {
  const { status, stderr } = await strange
  assert.is(status, 3)
  assert.not.match(stderr, controls)
})

bug('a name with control characters does not reach the terminal with a table', async () =>
  assert.not.match((await strange).stdout, controls),
)

test.run()
