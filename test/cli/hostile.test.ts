import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { strFromU8, unzipSync } from 'fflate'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { controls, folderWith, several } from './helpers.ts'
import { checkoutWith, house } from './house.ts'
import { TestRepository } from './repository.ts'

// One hostile text stands wherever documents, data, names of files and messages of commits can bring a text, and goes
// through every command and format.
const esc = String.fromCharCode(27)
const words = [
  `${esc}[31mred${esc}]0;title\u0007 \u009b2J \u202eevil\u2066 zero\u200bwidth\ufeff line\u2028sep\u2029 \u{e0041}tag\r`,
  '<img src=https://beacon.test/x.png> <script>alert(1)</script> <!-- x --> ]]>',
  '[link](javascript:alert(1)) ![image](https://beacon.test/y.png) https://beacon.test www.beacon.test',
  '@octocat @org/team #12 org/repo#3 GH-4 `tick` ``two`` | pipe',
  '##[add-mask]secret ##vso[task.setvariable]x ::error file=a::pwned {{ "quoted" \\',
].join(' ')
const lineStart = '\n::set-output name=x::pwned\n  ::error::pwned\n=cmd|/C calc!A0\n@SUM(1)\n'
const starts = ['=1+1', '@SUM(A1)', '+1', '-1', '\t=1', ' =1', '::add-mask::x']

/** Names and kinds that stand for something in the program. */
const fixed = new Set(['kind', 'status', 'severity', 'format', 'language', 'protocol', 'sha256', 'direction'])

function poisoned<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map(one => poisoned(one, change)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    fixed.has(key) ? one : poisoned(one, change),
  ])
  return Object.fromEntries(entries)
}

const first = checkoutWith(poisoned(house, text => `${text} ${words}${lineStart}`))
let texts = 0
const begun = checkoutWith(poisoned(house, text => `${starts[texts++ % starts.length]}${text}`))

const dataCommands: [format: string, args: string[]][] = [
  ...['table', 'json', 'ndjson', 'csv', 'markdown'].map((one): [string, string[]] => [
    one,
    ['query', '-f', one],
  ]),
  ...['table', 'json', 'csv', 'markdown'].map((one): [string, string[]] => [one, ['matrix', '-f', one]]),
  ...['table', 'json', 'csv', 'markdown'].map((one): [string, string[]] => [one, ['roles', '-f', one]]),
  ...['csv', 'markdown', 'mermaid', 'dot', 'svg'].map((one): [string, string[]] => [
    one,
    ['export', '--to', one],
  ]),
  ...['text', 'json'].map((one): [string, string[]] => [one, ['explain', 'lamp', '7443', '-f', one]]),
  ['text', ['explain', '7']],
  ['text', ['explain', words]],
  ['table', ['query', '--from', words]],
  ['table', ['query', '--product', 'none']],
  ['table', ['query', '--data', `none ${words}`]],
  ['table', ['roles', `none ${words}`]],
  ['xlsx', ['export', '--to', 'xlsx', '-o', 'flows.xlsx']],
]

const row = `| TCP | 7001-7000 | worker ${words.replaceAll('|', '\\|').replaceAll('\r', '')} | etcd @octocat #12 | Signals ::error::x |`
const document = `# Ports ${words.replaceAll('\r', ' ')}\n\n::error::pwned\n\n| Protocol | Port | Source | Destination | Purpose |\n| --- | --- | --- | --- | --- |\n${row}\n${row.replace('7001-7000', '70000')}\n${row.replace('7001-7000', '379')}\n${row.replace('TCP', 'UDP')}\n`
const name = `docs/a\n::error::pwned ${esc}[31m\u202e @octocat #12 <b> [x](y) \`t\`.md`
const repository = new TestRepository()
repository.commit(`Subject ${words}`, { [name]: document, 'b.md': document })
repository.commit(`${words}`, {
  [name]: document.replace('70000', '7002'),
  'b.md': document.replaceAll('etcd', 'control plane'),
})
const old = folderWith({ [name]: document.replaceAll('379', '6443') })
const formatsOf = (command: string[], ...formats: string[]): [string, string[]][] =>
  formats.map(one => [one, [...command, '-f', one]])
const documentCommands: [format: string, args: string[]][] = [
  ...formatsOf(
    ['check', 'docs', 'b.md'],
    'pretty',
    'json',
    'ndjson',
    'github',
    'sarif',
    'rdjson',
    'markdown',
  ),
  ...formatsOf(['extract', 'docs', 'b.md'], 'table', 'json', 'ndjson'),
  ...formatsOf(['diff', path.join(old, 'docs'), 'docs'], 'pretty', 'markdown', 'json', 'ndjson', 'github'),
  ...formatsOf(['diff', '--repo', '.', 'HEAD~1', 'HEAD'], 'pretty', 'markdown', 'json', 'ndjson', 'github'),
  ...formatsOf(['log', '--repo', '.', 'docs', 'b.md'], 'pretty', 'markdown', 'json', 'ndjson'),
  ['pretty', ['check', '--list-rules', name]],
  ['pretty', ['check', `none ${words}`]],
  ['pretty', ['check', '--rule', words, 'b.md']],
  ['pretty', ['check', '--config', `none ${words}`, 'b.md']],
  ['pretty', ['diff', '--repo', '.', words, 'HEAD']],
  ['pretty', ['extract', `--none ${words}`]],
]

const source = {
  id: 'pier',
  product: 'ferry',
  version: words,
  language: 'en',
  format: 'markdown',
  title: words,
  document: 'ports.md',
  origin: { file: words, url: `https://example.org/${words.replace(/\s/g, '')}` },
  license: null,
  deployments: [{ id: 'pier', title: words, match: [], default: true }],
  floor: { claims: 1 },
}
const built = folderWith({
  'sources/pier/source.yaml': JSON.stringify(source),
  'sources/pier/ports.md': document,
})
const broken = folderWith({
  'sources/pier/source.yaml': JSON.stringify({ ...source, [words]: 1, id: words }),
})
const buildCommands: [format: string, args: string[], cwd: string][] = [
  ['table', ['build'], built],
  ...formatsOf(['update'], 'pretty', 'markdown', 'json').map(([one, args]): [string, string[], string] => [
    one,
    args,
    built,
  ]),
  ['table', ['build'], broken],
  ['table', ['build', '--sources', `none ${words}`], built],
]

const all = [
  ...dataCommands.map(([format, args]) => ({ format, args, cwd: first })),
  ...dataCommands.slice(0, 14).map(([format, args]) => ({ format, args, cwd: begun })),
  ...documentCommands.map(([format, args]) => ({ format, args, cwd: repository.folder })),
  ...buildCommands.map(([format, args, cwd]) => ({ format, args, cwd })),
]
const runs = await several(all.map(({ args, cwd }) => ({ args, cwd })))

/** What of a Markdown page would not be words. */
function markup(text: string): string[] {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(text)
  const found: string[] = []
  visit(tree, node => {
    if (
      ['link', 'image', 'linkReference', 'imageReference', 'definition', 'footnoteReference'].includes(
        node.type,
      )
    )
      found.push(node.type)
    if (node.type === 'html' && !/^<\/?details>(?:<summary>[\w: ]+<\/summary>)?$/.test(node.value))
      found.push(node.value)
    if (node.type === 'text' && /@\w|#\d|\bGH-\d|:\/\/|www\./i.test(node.value)) found.push(node.value)
  })
  return found
}

/** The start of each cell of CSV. */
function cells(text: string): string[] {
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\n]*))/gm)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  )
}

function xmlFaults(xml: string): string[] {
  const faults: string[] = []
  const parsed = new DOMParser({ onError: (_, message) => void faults.push(message) }).parseFromString(
    xml,
    'text/xml',
  )
  const strange = ['script', 'image', 'a', 'img', 'foreignObject']
  return [...faults, ...strange.filter(tag => parsed.getElementsByTagName(tag).length > 0)]
}

function isJson(text: string): string[] {
  JSON.parse(text)
  return []
}

const inspect: Record<string, (text: string) => string[]> = {
  markdown: markup,
  csv: text => cells(text).filter(cell => /^[=+\-@\t\r]/.test(cell)),
  svg: xmlFaults,
  mermaid: text => text.match(/<(?!br\/>)|javascript:|click /g) ?? [],
  dot: text => text.match(/label=<|URL=|^[^"]*(?:"(?:[^"\\]|\\.)*"[^"]*)*"[^"]*$/gm) ?? [],
  json: isJson,
  ndjson: text => text.split('\n').filter(Boolean).flatMap(isJson),
  sarif: isJson,
  rdjson: isJson,
}
const ownCommand = /^::(?:error|warning|notice) (?:file=[^,\n]*,line=\d+,[\w=,]*)?title=[\w %:()-]+::/
const isOwn = (line: string, format: string) => format === 'github' && ownCommand.test(line)

for (const [i, { format, args }] of all.entries()) {
  const title = args.map(word => (word.length > 40 ? '…' : word)).join(' ')
  test(`${i} ${format}: ${title}`, () => {
    const { stdout, stderr } = runs[i]!
    // Tabs and ends of lines are white space in CSV.
    const said = format === 'csv' ? (stdout + stderr).replaceAll(/[\t\r]/g, '') : stdout + stderr
    assert.is(
      JSON.stringify(said.slice(Math.max(0, said.search(controls))).slice(0, controls.test(said) ? 40 : 0)),
      '""',
    )
    assert.not.match(stderr, /\n\s+at /, 'a mistake of ours')
    if (format === 'xlsx') assert.is(said, '')
    else assert.ok(said.length > 0)
    const commands = said.split(/\r?\n|\r/).filter(line => /^\s*::[a-z-]+[ :]/i.test(line))
    assert.equal(
      commands.filter(line => !isOwn(line, format)),
      [],
    )
    assert.not.match(said, /##\w*\[/)
    if (stdout !== '') assert.equal(inspect[format]?.(stdout) ?? [], [])
  })
}

test('xlsx: well-formed, and its links lead to the web alone', () => {
  const parts = unzipSync(readFileSync(path.join(first, 'flows.xlsx')))
  for (const [part, bytes] of Object.entries(parts)) {
    const text = strFromU8(bytes)
    assert.equal(xmlFaults(text), [], part)
    assert.is(controls.exec(text.replaceAll(/[\t\r]/g, ''))?.[0], undefined, part)
    const external = [...text.matchAll(/Target="([^"]*)"[^>]*TargetMode="External"/g)].map(([, url]) => url!)
    for (const url of external) assert.match(url, /^https?:\/\//)
    assert.not.match(text, /<f[ >]/, 'a formula')
  }
})

test('what a build writes has no raw mark either', () => {
  for (const file of [
    'data/claims.ndjson',
    'data/sources.json',
    'data/flows.json',
    'data/flows.csv',
    'ATTRIBUTION.md',
  ])
    assert.is(controls.exec(readFileSync(path.join(built, 'dataset', file), 'utf8'))?.[0], undefined, file)
  const page = readFileSync(path.join(built, 'dataset/ATTRIBUTION.md'), 'utf8')
  assert.equal(markup(page.replace(/<!--.*?-->/s, '').replace(/<https:[!-~]*>/g, '')), [])
})

test.run()
