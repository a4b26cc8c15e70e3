import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProject, edit, folderWith, portolan, project, root, several, type Tree } from './helpers.ts'

const table = (...rows: string[]) =>
  `## Piers\n\n| Protocol | Port | Source | Destination |\n|---|---|---|---|\n${rows.map(row => `| ${row} |\n`).join('')}`

const lamps = 'TCP | 7000 | etcd nodes | worker nodes'
const cargo = 'UDP | 9000 | quay nodes | crane nodes'
const mail = 'TCP | 25 | quay nodes | pier nodes'

const here = folderWith({
  'same.md': table(lamps, cargo),
  'other-order.md': table(cargo, lamps),
  'port.md': table(lamps.replace('7000', '7001'), cargo),
  'less.md': table(lamps),
  'binary.md': new Uint8Array([1, 0, 2]),
  'inbound.md': table(lamps, cargo).replace('Piers', 'Inbound rules'),
  'outbound.md': table(lamps, cargo).replace('Piers', 'Outbound rules'),
  empty: null,
})

interface Case {
  title: string
  args: string[]
  status: number
  stdout?: string | RegExp
  stderr?: string | RegExp
}

const opened = /^To open\n {2}Piers\n {2}\+ port 7000 is now 7001: tcp 7001 from etcd to worker\n/

const cases: Case[] = [
  { title: 'the same document', args: ['same.md', 'same.md'], status: 0, stdout: 'no change\n' },
  {
    title: 'rows in another order are no change, which --exit-code asks for',
    args: ['same.md', 'other-order.md', '--exit-code', '--fail-on', 'review'],
    status: 0,
    stdout: 'no change\n',
  },
  { title: 'a change is told, and is no failure', args: ['same.md', 'port.md'], status: 0, stdout: opened },
  { title: '--exit-code', args: ['same.md', 'port.md', '--exit-code'], status: 1, stdout: opened },
  { title: '--fail-on its level', args: ['same.md', 'port.md', '--fail-on', 'open'], status: 1 },
  { title: '--fail-on a milder level', args: ['same.md', 'port.md', '--fail-on', 'review'], status: 1 },
  { title: '--fail-on a graver level', args: ['same.md', 'less.md', '--fail-on', 'open'], status: 0 },
  { title: '--fail-on close', args: ['same.md', 'less.md', '--fail-on', 'close'], status: 1 },
  { title: '--fail-on review', args: ['inbound.md', 'outbound.md', '--fail-on', 'review'], status: 1 },
  {
    title: 'a change to be reviewed is no failure to --fail-on close',
    args: ['inbound.md', 'outbound.md', '--fail-on', 'close'],
    status: 0,
  },
  {
    title: 'a document that is not there',
    args: ['same.md', 'nowhere.md', '--exit-code'],
    status: 3,
    stdout: '',
    stderr: 'portolan: nowhere.md: does not exist\n',
  },
  {
    title: 'a document that is no text',
    args: ['binary.md', 'same.md'],
    status: 3,
    stdout: '',
    stderr: 'portolan: binary.md: is binary, not a text document\n',
  },
  {
    title: 'a document against a folder',
    args: ['same.md', 'empty'],
    status: 2,
    stdout: '',
    stderr: /^error: same\.md is a document, empty is a folder; compare like with like\n/,
  },
  { title: 'one side alone', args: ['same.md'], status: 2, stderr: /missing required argument 'after'/ },
  { title: 'standard input twice', args: ['-', '-'], status: 2, stderr: /only one side/ },
  { title: 'an unknown format', args: ['same.md', 'port.md', '-f', 'sarif'], status: 2, stderr: /sarif/ },
  { title: 'an unknown level', args: ['same.md', 'port.md', '--fail-on', 'none'], status: 2, stderr: /none/ },
  {
    title: 'a size of nothing',
    args: ['same.md', 'port.md', '--max-size', '0'],
    status: 2,
    stderr: /above 0/,
  },
  {
    title: 'a configuration that is not there',
    args: ['same.md', 'port.md', '--config', 'no.yaml'],
    status: 2,
    stderr: /no\.yaml/,
  },
]

const runs = await several(cases.map(({ args }) => ({ args: ['diff', ...args], cwd: here })))

for (const [i, { title, status, stdout, stderr = '' }] of cases.entries())
  test(title, () => {
    const run = runs[i]!
    assert.is(run.status, status, run.stderr)
    if (stdout !== undefined) said(run.stdout, stdout)
    said(run.stderr, stderr)
  })

function said(text: string, expected: string | RegExp) {
  if (typeof expected === 'string') assert.is(text, expected)
  else assert.match(text, expected)
}

test('standard input as one side, and the other formats', async () => {
  const { status, stdout } = await portolan(['diff', '-', 'port.md', '--format', 'json'], {
    cwd: here,
    input: table(lamps, cargo),
  })
  const { before, after, changes } = JSON.parse(stdout)
  assert.equal(
    { status, before, after, count: changes.length },
    { status: 0, before: '-', after: 'port.md', count: 1 },
  )
})

/** What is told of two folders: change by change, level, class and the document that it is about. */
async function folders(before: Tree, after: Tree) {
  const cwd = folderWith()
  const [a, b] = [folderWith(before), folderWith(after)]
  const { status, stdout, stderr } = await portolan(['diff', a, b, '-f', 'ndjson', '--no-findings'], { cwd })
  const changes = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
  return {
    status,
    stderr,
    told: changes.map(change => `${change.level} ${change.class} ${change.area}`),
  }
}

test('folders: documents are matched by path', async () => {
  const before = { 'a.md': table(lamps), 'deep/b.md': table(cargo), 'notes.md': 'Nothing about ports.\n' }
  const after = { ...before, 'deep/b.md': table(cargo, mail), 'new.md': table('TCP | 1 | a | b') }
  const { status, told } = await folders(before, after)
  assert.equal({ status, told }, { status: 0, told: ['open added deep/b.md', 'open added new.md'] })
})

test('folders: a document is found again under another name, and in another format', async () => {
  const html = `<h2>Piers</h2><table><tr><th>Protocol</th><th>Port</th><th>Source</th><th>Destination</th></tr><tr><td>TCP</td><td>25</td><td>quay nodes</td><td>pier nodes</td></tr></table>`
  const before = { 'a.md': table(lamps, cargo), 'mail.md': table(mail) }
  const after = { 'b/renamed.md': table(lamps.replace('7000', '7001'), cargo), 'mail.html': html }
  assert.equal((await folders(before, after)).told, ['open port-changed b/renamed.md'])
})

test('folders: a row that goes to another document has moved', async () => {
  const before = { 'a.md': table(lamps, cargo), 'b.md': table(mail) }
  const after = { 'a.md': table(lamps), 'b.md': table(mail, cargo) }
  assert.equal((await folders(before, after)).told, ['none moved b.md'])
})

test('folders: of what one side cannot read nothing is said, but that', async () => {
  const before = { 'a.md': table(lamps), 'b.md': table(cargo) }
  const after = { 'a.md': new Uint8Array([1, 0, 2]), 'b.md': table(cargo, mail) }
  const { status, stderr, told } = await folders(before, after)
  assert.equal({ status, told }, { status: 3, told: ['open added b.md'] })
  assert.match(stderr, /a\.md: is binary/)
})

test('datasets: flows that are stated now and were corrected, an older dataset, a damaged one', async () => {
  const { dataset } = await builtProject()
  const after = project(dataset)
  edit(after, 'sources/pier/document.md', '379', '2379')
  edit(after, 'sources/pier/corrections.yaml', await readOf(after, 'sources/pier/corrections.yaml'), '[]\n')
  assert.is((await portolan(['build', '-q'], { cwd: after })).status, 0)
  const [same, mended] = await several([
    { args: ['diff', dataset, dataset, '--exit-code'] },
    { args: ['diff', dataset, path.join(after, 'dataset'), '-f', 'ndjson'] },
  ])
  assert.equal({ status: same!.status, stdout: same!.stdout }, { status: 0, stdout: 'no change\n' })
  assert.equal(
    mended!.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).class),
    ['status-stated'],
  )
})

async function readOf(folder: string, name: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return readFile(path.join(folder, name), 'utf8')
}

test('datasets: what is not what a build writes is told with its file', async () => {
  const bad = folderWith({ 'data/flows.json': '[{"id": 1}]', 'data/claims.ndjson': '' })
  const broken = folderWith({ 'data/flows.json': '[', 'data/claims.ndjson': '' })
  const bare = folderWith({ 'data/flows.json': '[]' })
  const outcomes = await several([bad, broken, bare].map(one => ({ args: ['diff', one, one] })))
  assert.equal(
    outcomes.map(({ status }) => status),
    [3, 3, 3],
  )
  assert.match(outcomes[0]!.stderr, /flows\.json: is not what a build writes/)
  assert.match(outcomes[1]!.stderr, /flows\.json: /)
  assert.match(outcomes[2]!.stderr, /claims\.ndjson: does not exist/)
})

test('findings that came or went stand in their own section', async () => {
  const page = path.join(root, 'sources/rke-nodes/document.md')
  const text = await readOf(root, 'sources/rke-nodes/document.md')
  const mended = folderWith({ 'mended.md': text.replace('| 379|', '| 2379|') })
  const { stdout } = await portolan(['diff', page, 'mended.md', '--format', 'json'], { cwd: mended })
  const { findings, changes } = JSON.parse(stdout)
  assert.is(changes.length, 1)
  assert.ok(findings.gone.some(({ message }: { message: string }) => message.includes('379')))
})

test.run()
