import { cpSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { contents, fixtures, folderWith, portolan, put } from './helpers.ts'
import { page, row, TestRepository } from './repository.ts'

const token = 'ghs_31337SECRETsecret'
const env = { GITHUB_TOKEN: token, NPM_TOKEN: token, HTTPS_PROXY: `http://me:${token}@127.0.0.1:1/` }
// The place is told by its name, so that it is known wherever it turns up.
const place = path.join(folderWith({ 'distinctive-place-4711': null }), 'distinctive-place-4711')
const wanted = [token, 'distinctive-place-4711']
const document = page(
  row('7001-7000'),
  row(379),
  `TCP | 70000 | $GITHUB_TOKEN | \${NPM_TOKEN} | {{ env.GITHUB_TOKEN }}`,
)

const repository = new TestRepository()
repository.commit('First', { 'docs/ports.md': document })
repository.commit('Second', { 'docs/ports.md': document.replace('379', '380') })
cpSync(repository.folder, place, { recursive: true })
cpSync(path.join(fixtures, 'sources'), path.join(place, 'sources'), { recursive: true })
const particulars = {
  ...{ id: 'quay', product: 'ferry', version: null, language: 'en', format: 'markdown', title: 'Ports' },
  ...{ document: 'ports.md', license: 'MIT' },
  upstream: { git: `file://${place}/none`, path: 'docs/ports.md', revision: 'main' },
  ...{ deployments: [{ id: 'quay', title: 'Quay', match: [], default: true }], floor: { claims: 1 } },
}

const commands = [
  ['build'],
  ['check', 'docs', '-f', 'pretty'],
  ['check', 'docs', '-f', 'sarif'],
  ['check', 'docs', '-f', 'github'],
  ['check', 'docs', '-f', 'rdjson'],
  ['check', 'docs', '--write-baseline', '--baseline', 'known.json'],
  ['extract', 'docs', '-f', 'json', '--cache', 'cache'],
  ['diff', '--repo', '.', 'HEAD~1', 'HEAD', '-f', 'json'],
  ['log', '--repo', '.', 'docs', '-f', 'json'],
  ['query', '-f', 'json'],
  ['export', '--to', 'sqlite', '-o', 'flows.sqlite'],
  ['export', '--to', 'xlsx', '-o', 'flows.xlsx'],
  ['diff', 'docs/none.md', 'docs/ports.md'],
]

for (const args of commands)
  test(`${args.join(' ')}: neither a token nor where we are`, async () => {
    const { status, stdout, stderr } = await portolan(args, { cwd: place, env })
    assert.ok(status === 0 || status === 1 || status === 3, stderr)
    assert.ok((stdout + stderr).length > 0 || args.includes('-o') || args.includes('--cache'))
    for (const secret of wanted) assert.not.match(stdout + stderr, secret)
  })

test('update: nor where a fetch fails', async () => {
  put(place, { 'sources/quay/source.yaml': JSON.stringify(particulars) })
  const { status, stdout, stderr } = await portolan(['update', '--allow-local', '--dry-run'], {
    cwd: place,
    env,
  })
  assert.is(status, 3, stderr)
  assert.match(stderr, 'quay: ')
  assert.not.match(stdout + stderr, token)
})

test('files: neither stands in what was written', () => {
  const written = Object.entries(contents(place)).filter(([name]) => !/^(?:\.git|sources)\//.test(name))
  const names = written.map(([name]) => name)
  for (const name of [
    'dataset/data/flows.json',
    'known.json',
    'cache/claims.json',
    'flows.xlsx',
    'flows.sqlite',
  ])
    assert.ok(names.includes(name), name)
  for (const [name, text] of written) for (const secret of wanted) assert.not.ok(text.includes(secret), name)
})

test.run()
