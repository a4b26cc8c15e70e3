import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkoutOf, isPlainName, leadsOut } from '../../dataset/confine.ts'
import { isPlainTarget, resolver } from '../../project/includes.ts'
import { contents, folderWith, portolan, project, put, type Run } from './helpers.ts'

const secret = 'port 31337/tcp from `worker` to `etcd` must be open'
const outside = folderWith({
  'secret.md': secret,
  'docs/secret.md': secret,
  'docs/.git/HEAD': '',
  '.portolanrc': `secret: ${secret}`,
})
const inside = folderWith({
  '.git/config': `[http]\n\textraheader = ${secret}\n`,
  '.env': secret,
  'docs/.hidden/x.md': secret,
  'docs/ports.md': '# Ports\n',
  'docs/good.md': 'good',
  'includes/good.md': 'good',
  'x.md': 'good',
})
const link = (target: string, name: string) => symlinkSync(target, path.join(inside, name))
link(path.join(outside, 'secret.md'), 'docs/link.md')
link(outside, 'docs/way')
link(path.join(outside, 'docs'), 'other')
link('../.git/config', 'docs/config.md')
link('../x.md', 'docs/x.md')
link(path.join(outside, 'nothing.md'), 'docs/dangling.md')
link('docs', 'alias')

const from = path.join(inside, 'docs/ports.md')
const find = (target: string) => resolver(undefined, 1e6)('include', target, from)

for (const target of ['good.md', '/includes/good.md', 'x.md', '../x.md', 'x', '../docs/../x.md'])
  test(`include: ${target} is inside`, () => assert.is(find(target)?.text, 'good'))

const elsewhere = path.relative(path.dirname(from), path.join(outside, 'secret.md'))
const refused: { title: string; target: string }[] = [
  { title: 'a path upwards', target: elsewhere },
  { title: 'a path upwards from the root', target: `/${elsewhere}` },
  { title: 'an absolute path', target: path.join(outside, 'secret.md') },
  { title: 'a link', target: 'link.md' },
  { title: 'a folder that is a link', target: 'way/secret.md' },
  { title: 'a link to something hidden', target: 'config.md' },
  { title: 'settings of git', target: '../.git/config' },
  { title: 'and in other letters', target: '../.GIT/config' },
  { title: 'a hidden file', target: '/.env' },
  { title: 'a hidden folder', target: '.hidden/x.md' },
  { title: 'a share of Windows', target: `\\\\server\\share\\good.md` },
  { title: 'a path of Windows', target: '..\\x.md' },
  { title: 'a drive of Windows', target: 'C:/x.md' },
  { title: 'another stream of a file', target: 'good.md::$DATA' },
  { title: 'a device', target: 'NUL' },
  { title: 'a device with an ending', target: 'con.md' },
  { title: 'a dot that Windows drops', target: '../.git./config' },
  { title: 'a blank that Windows drops', target: '../.git /config' },
  { title: 'a zero byte', target: 'good.md\0.txt' },
  { title: 'a line break', target: 'good.md\n' },
  { title: 'an encoded path', target: '%2e%2e/x.md' },
  { title: 'an encoded slash', target: '..%2fx.md' },
  { title: 'an address', target: `file://${outside}/secret.md` },
  { title: 'an address without slashes', target: 'https:x.md' },
  { title: 'a part of another component', target: '..:..:partial$../../../x.md' },
]
for (const { title, target } of refused) test(`include: ${title}`, () => assert.is(find(target), null))

test('include: with a root only what is in it', () => {
  const narrow = resolver(path.join(inside, 'docs'), 1e6)
  assert.is(narrow('include', 'good.md', from)?.text, 'good')
  assert.is(narrow('include', '../x.md', from), null)
})

const names: [name: string, isPlain: boolean][] = [
  ['ports.md', true],
  ['a b.md', true],
  ['console.md', true],
  ['com10.md', true],
  ['端口.md', true],
  ['..', false],
  ['', false],
  ['COM¹', false],
  ['lpt1.txt', false],
  ['a\u0085.md', false],
]
for (const [name, isPlain] of names)
  test(`name: ${JSON.stringify(name)}`, () => assert.is(isPlainName(name), isPlain))

test('target: one of Antora is a path behind its family', () => {
  assert.ok(isPlainTarget('server:ROOT:partial$ports.adoc'))
  assert.not.ok(isPlainTarget('server:ROOT:partial$.git/config'))
})

const paths: { title: string; path: string; out: boolean }[] = [
  { title: 'a file', path: 'docs/good.md', out: false },
  { title: 'a file that is not there', path: 'docs/none/new.md', out: false },
  { title: 'a hidden file that is named', path: '.env', out: false },
  { title: 'a link inside', path: 'docs/x.md', out: false },
  { title: 'a file in a link inside', path: 'alias/good.md', out: false },
  { title: 'a link outside', path: 'docs/link.md', out: true },
  { title: 'a file in a link outside', path: 'docs/way/secret.md', out: true },
  { title: 'a file to be made in a link outside', path: 'docs/way/new.md', out: true },
  { title: 'a link to nothing', path: 'docs/dangling.md', out: true },
  { title: 'a link to something hidden', path: 'docs/config.md', out: true },
  { title: 'a link to another checkout', path: 'other/secret.md', out: true },
]
for (const { title, path: name, out } of paths)
  test(`leads out: ${title}`, () => assert.is(leadsOut(path.join(inside, name)), out))

test('checkout: a link to another one does not become the top', () => {
  assert.is(checkoutOf(path.join(inside, 'docs')), inside)
  assert.is(checkoutOf(path.join(inside, 'other')), inside)
  assert.is(checkoutOf(path.join(inside, 'docs/none/yet')), inside)
})

/** Runs commands in the checkout; whatever they say, it is nothing of what stands outside. */
async function run(args: string[], cwd = inside): Promise<Run> {
  const ran = await portolan(args, { cwd })
  assert.not.match(ran.stdout + ran.stderr, /31337|must be open/)
  return ran
}

for (const name of ['docs/link.md', 'docs/config.md', 'other/secret.md', 'docs/way'])
  for (const command of ['extract', 'check'])
    test(`${command} ${name}: a link out of the checkout is not read`, async () => {
      const { status, stdout, stderr } = await run([command, name])
      assert.is(status, 3)
      assert.not.match(stdout, 'secret')
      assert.match(stderr, `${name}: is a link out of its checkout`)
    })

test('a folder: links in it are passed over', async () => {
  const { status, stderr } = await run(['extract', 'docs', '-f', 'ndjson'])
  assert.equal({ status, stderr }, { status: 0, stderr: '' })
})

test('diff: a link out of the checkout is not read', async () => {
  const { status, stderr } = await run(['diff', 'docs/good.md', 'docs/link.md'])
  assert.is(status, 3)
  assert.match(stderr, 'is a link out of its checkout')
})

test('--fix writes through no link', async () => {
  const slip = '| Protocol | Port | Source |\n| --- | --- | --- |\n| TCP | 7001-7000 | worker nodes |\n'
  put(outside, { 'mend.md': slip })
  link(path.join(outside, 'mend.md'), 'docs/mend.md')
  assert.is((await run(['check', '--fix', 'docs/mend.md'])).status, 3)
  assert.is(readFileSync(path.join(outside, 'mend.md'), 'utf8'), slip)
})

const configs: { title: string; args: string[]; link?: [string, string]; files?: Record<string, string> }[] =
  [
    { title: 'a configuration', args: [], link: [path.join(outside, '.portolanrc'), '.portolanrc'] },
    {
      title: 'a configuration that is named',
      args: ['--config', 'own.yaml'],
      link: [path.join(outside, '.portolanrc'), 'own.yaml'],
    },
    {
      title: 'a baseline',
      args: ['--baseline', 'known.json'],
      link: [path.join(outside, 'secret.md'), 'known.json'],
    },
    {
      title: 'a baseline that a configuration names',
      args: [],
      files: { '.portolanrc': `baseline: ${elsewhere}` },
    },
    { title: 'and absolute', args: [], files: { '.portolanrc': `baseline: ${outside}/secret.md` } },
    { title: 'and of git', args: [], files: { '.portolanrc': 'baseline: .Git/config' } },
  ]
for (const { title, args, link: made, files = {} } of configs)
  test(`check: ${title} outside of the checkout is not used`, async () => {
    const folder = folderWith({ '.git/config': secret, 'a.md': '# A\n', ...files })
    if (made) symlinkSync(made[0], path.join(folder, made[1]))
    const before = contents(folder)
    const { status, stderr } = await run(['check', 'a.md', '--write-baseline', ...args], folder)
    assert.is(status, 2)
    assert.match(
      stderr,
      /is a link out of its checkout|is outside of the checkout|name the file with --baseline/,
    )
    assert.equal(contents(folder), before)
  })

for (const [title, file] of [
  ['the document', 'pier/document.md'],
  ['its particulars', 'pier/source.yaml'],
  ['its corrections', 'pier/corrections.yaml'],
] as const)
  test(`build: ${title} of a source may not be a link outside`, async () => {
    const folder = project()
    put(folder, { '.git/HEAD': '' })
    const { rmSync } = await import('node:fs')
    rmSync(path.join(folder, 'sources', file), { force: true })
    symlinkSync(path.join(outside, 'secret.md'), path.join(folder, 'sources', file))
    const { status, stderr } = await run(['build'], folder)
    assert.is(status, 4)
    assert.match(stderr, `sources/${file}: is a link out of its checkout`)
  })

for (const name of ['..', '.', '.git', 'a/b', 'a\\\\b', 'a:b', 'a\\u0000'])
  test(`build: a source's document is a file of its folder, not ${name}`, async () => {
    const folder = project()
    const file = path.join(folder, 'sources/pier/source.yaml')
    const text = readFileSync(file, 'utf8').replace(/^document:.*$/m, `document: "${name}"`)
    put(folder, { 'sources/pier/source.yaml': text })
    const { status, stderr } = await run(['build'], folder)
    assert.is(status, 4)
    assert.match(stderr, 'sources/pier/source.yaml: /document ')
  })

test('build: nothing is written, or removed, through links', async () => {
  const target = folderWith({ 'data/old.json': '[]', 'schema/old.schema.json': '{}' })
  const folder = project()
  put(folder, { '.git/HEAD': '' })
  mkdirSync(path.join(folder, 'dataset'))
  symlinkSync(path.join(target, 'data'), path.join(folder, 'dataset/data'))
  const before = contents(target)
  const { status, stderr } = await run(['build'], folder)
  assert.is(status, 3)
  assert.match(stderr, /dataset\/data\/[\w.]+: is a link out of its checkout/)
  assert.equal(contents(target), before)
})

for (const [title, args] of [
  ['export -o', ['export', '--to', 'csv', '-o', 'way/flows.csv']],
  ['extract --cache', ['extract', '--cache', 'way', 'docs/good.md']],
] as const)
  test(`${title}: nothing is written through links`, async () => {
    const target = folderWith()
    const folder = folderWith({ '.git/HEAD': '', 'docs/good.md': '# A\n' })
    symlinkSync(target, path.join(folder, 'way'))
    const { status, stderr } = await run([...args], folder)
    assert.is(status, 3, stderr)
    assert.match(stderr, 'is a link out of its checkout')
    assert.equal(contents(target), {})
    assert.ok(!existsSync(path.join(target, 'flows.csv')))
  })

test('query: a dataset is not read through links', async () => {
  const folder = folderWith({ '.git/HEAD': '', 'dataset/data/x': '' })
  symlinkSync(path.join(outside, 'secret.md'), path.join(folder, 'dataset/data/flows.json'))
  const { status, stderr } = await run(['query'], folder)
  assert.is(status, 3)
  assert.match(stderr, 'is a link out of its checkout')
})

test.run()
