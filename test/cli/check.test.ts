import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { formats } from '../../check/report/index.ts'
import { folderWith, portolan, several } from './helpers.ts'

const head = '| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n'
const inbound = `# etcd nodes - Inbound rules

${head}| TCP | 2379 | controlplane nodes | etcd client requests |
| TCP | 2380 | etcd nodes | etcd peer communication |
`
/** A digit is lost; only what the other page says tells so. */
const slip = `# controlplane nodes - Outbound rules

${head.replace('Source', 'Destination')}| TCP | 379 | etcd nodes | etcd client requests |
`
/** No other page is needed to see that. */
const impossible = `${head}| TCP | 70000 | pier nodes | Fog horn |\n`
/** The other protocol is missing. */
const twice = `${head}| UDP/UDP | 4443 | pier nodes | Timetable |\n`
const clean = `${head}| TCP | 4443 | pier nodes | Timetable |\n`

const correction = `- id: client-port
  where: { ports: { first: 379, last: 379 } }
  matches: 1
  set: { ports: { first: 2379, last: 2379 } }
  reason: The first digit is missing.
  evidence: [{ place: "inbound:5", text: "2379" }]
`
const particulars = (id: string) => `id: ${id}
product: ferry
version: null
language: en
format: markdown
title: Ports of the ferry
document: document.md
origin: { file: ${id}.md, url: null }
license: null
deployments: [{ id: cluster, title: Ferry, match: [], default: true }]
floor: { claims: 1 }
`
const source = (id: string, document: string) => ({
  [`sources/${id}/source.yaml`]: particulars(id),
  [`sources/${id}/document.md`]: document,
})
const rules = ['--rule', 'port-slip,impossible-port']

const folder = folderWith({
  'docs/inbound.md': inbound,
  'docs/outbound.md': slip,
  'docs/deep/idle.md': '# Nothing about it\n',
  'impossible.md': impossible,
  'clean.md': clean,
  'twice.md': twice,
  'binary.md': Uint8Array.of(0, 1, 2),
  ...source('inbound', inbound),
  ...source('outbound', slip),
  'sources/outbound/corrections.yaml': correction,
  'sources/notes/notes.md': impossible,
  'elsewhere/in/source.yaml': particulars('in'),
  'elsewhere/in/document.md': impossible,
})
symlinkSync('inbound.md', path.join(folder, 'docs/same.md'))
const bare = folderWith({ 'ports.md': clean })

const runs: {
  title: string
  args: string[]
  cwd?: string
  status: number
  stdout?: RegExp[]
  stderr?: RegExp
}[] = [
  { title: 'nothing found', args: ['clean.md'], status: 0, stdout: [/^✔ 1 document, nothing found\n$/] },
  {
    title: 'an error fails the run',
    args: ['impossible.md'],
    status: 1,
    stdout: [
      /^impossible\.md\n3:9-3:14 {2}error {4}.*70000.* {2}impossible-port\n 3 \| .*\n {3}\| {9}\^{5}\n/,
    ],
  },
  {
    title: 'what only another page shows is an error too',
    args: [...rules, 'docs'],
    status: 1,
    stdout: [
      /^docs\/outbound\.md\n5:9-5:12 {2}error {4}Port 379 should be 2379/,
      / > docs\/inbound\.md:5:9 /,
    ],
  },
  { title: 'a warning does not fail the run', args: ['twice.md'], status: 0, stdout: [/ warning /] },
  { title: 'unless it is asked for', args: ['twice.md', '--fail-on', 'warning'], status: 1 },
  { title: 'nothing fails that is to fail never', args: ['impossible.md', '--fail-on', 'never'], status: 0 },
  {
    title: 'documents of folders that hold nothing about ports are left out, others are read once',
    args: ['docs', 'docs/inbound.md', './docs/../docs', '--fail-on', 'never'],
    status: 0,
    stdout: [/ in 2 documents\n$/],
  },
  {
    title: 'a document that is named is checked, whatever it holds',
    args: ['docs/deep/idle.md'],
    status: 0,
    stdout: [/1 document, nothing/],
  },
  {
    title: 'one rule alone',
    args: ['--rule', 'impossible-port', 'docs', 'impossible.md'],
    status: 1,
    stdout: [/✖ 1 error in 3 documents/],
  },
  {
    title: 'grave findings alone',
    args: ['--severity', 'error', 'twice.md', '--fail-on', 'warning'],
    status: 0,
    stdout: [/^✔ 1 document, nothing found\n$/],
  },
  { title: 'quiet: no counts', args: ['-q', 'clean.md'], status: 0, stdout: [/^$/] },
  {
    title: 'what cannot be read is named, and the others are checked',
    args: ['missing.md', 'clean.md', 'binary.md'],
    status: 3,
    stdout: [/1 document, nothing found/],
    stderr: /^portolan: missing\.md: does not exist\nportolan: binary\.md: is binary, not a text document\n$/,
  },
  {
    title: 'what cannot be read is graver than what is found',
    args: ['missing.md', 'impossible.md'],
    status: 3,
    stdout: [/impossible-port/],
    stderr: /missing\.md/,
  },
  {
    title: 'a document that is too large',
    args: ['clean.md', '--max-size', '0.0001'],
    status: 3,
    stdout: [/^no document was checked\n$/],
    stderr: /clean\.md: is larger than 0\.0001 MB/,
  },
  {
    title: 'a source that is broken is named, and the others are checked',
    args: rules,
    status: 3,
    stdout: [/ in 2 documents\n$/],
    stderr: /^portolan: sources\/notes\/source\.yaml: is missing/,
  },
  {
    title: 'a named document of a source comes with its corrections, which do not fail the run',
    args: [...rules, '--fail-on', 'info', 'sources/outbound/document.md', 'sources/inbound/document.md'],
    status: 0,
    stdout: [/port-slip \(corrected\)\n/, /\n✖|ℹ 1 \w+ \(1 of them corrected\) in 2 documents\n$/],
  },
  {
    title: 'a file beside the sources is a document like any other',
    args: ['sources/notes/notes.md'],
    status: 1,
    stdout: [/impossible-port/],
  },
  {
    title: 'ids of a source’s claims begin with its name, wherever the sources are',
    args: ['elsewhere/in/document.md', '--sources', 'elsewhere', '-f', 'ndjson'],
    status: 1,
    stdout: [/"id":"impossible-port:in:3:1"/, /"claims":\["in:3:1"\]/],
  },
  {
    title: 'nothing named and no sources',
    args: [],
    cwd: bare,
    status: 2,
    stderr: /^error: name a document or a folder; there are no sources in sources\//,
  },
  {
    title: 'an unknown rule',
    args: ['--rule', 'port-slp', 'clean.md'],
    status: 2,
    stderr: /no rule is called 'port-slp'\n\(Did you mean port-slip\?\)/,
  },
  { title: 'no rule', args: ['--rule', '', 'clean.md'], status: 2, stderr: /'' is invalid\. Name rules/ },
  {
    title: 'an unknown format',
    args: ['-f', 'xml', 'clean.md'],
    status: 2,
    stderr: /Allowed choices are pretty, json, ndjson, sarif, github, rdjson, markdown/,
  },
  {
    title: 'an unknown severity',
    args: ['--fail-on', 'notice', 'clean.md'],
    status: 2,
    stderr: /error, warning, info, never/,
  },
  {
    title: 'help has examples',
    args: ['--help'],
    status: 0,
    stdout: [/^Usage: portolan check \[options\] \[path\.\.\.\]\n/, /\nExamples:\n {2}portolan check docs/],
  },
  {
    title: 'the rules are listed by family',
    args: ['--list-rules'],
    status: 0,
    stdout: [/^numbers\n( {2}\S.*\n)* {2}port-slip +error {4}A port /m],
  },
]

const got = await several(runs.map(({ args, cwd = folder }) => ({ args: ['check', ...args], cwd })))
for (const [at, { title, status, stdout = [], stderr = /^$/ }] of runs.entries()) {
  test(title, () => {
    const run = got[at]!
    assert.is(run.status, status, run.stderr + run.stdout)
    for (const part of stdout) assert.match(run.stdout, part)
    if (status !== 2) assert.match(run.stderr, stderr)
    else assert.match(run.stderr.replace(/\n\(portolan check --help shows more\)\n$/, ''), stderr)
    assert.not.match(run.stderr, /\n {4}at /, 'no stack')
  })
}

const names = Object.keys(formats)
const written = await several(
  names.map(name => ({ args: ['check', ...rules, '-f', name, 'docs', '--fail-on', 'never'], cwd: folder })),
)
for (const [at, name] of names.entries()) {
  test(`format ${name}: the finding is there`, () => {
    const { status, stdout, stderr } = written[at]!
    assert.equal({ status, stderr }, { status: 0, stderr: '' })
    assert.match(stdout, '379 should be 2379')
  })
}

const piped = portolan(['check', '-', 'docs/inbound.md', '-f', 'ndjson', ...rules], {
  cwd: folder,
  input: slip,
})
test('standard input is held against the others', async () => {
  const { status, stdout, stderr } = await piped
  assert.equal({ status, stderr }, { status: 1, stderr: '' })
  const { location, evidence, suggestion } = JSON.parse(stdout)
  assert.is(location.document, '-')
  assert.equal(
    evidence.map(({ document, line }: { document: string; line: number }) => [document, line]),
    [['docs/inbound.md', 5]],
  )
  assert.is(suggestion.replacement, '2379')
})

test.run()
