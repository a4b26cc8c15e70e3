import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { portolan, root, several, spawned } from './helpers.ts'

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

const asked: { title: string; args: string[]; stdout: RegExp[] }[] = [
  {
    title: 'help lists the commands and the exit status',
    args: ['--help'],
    stdout: [/^Usage: portolan /, /^ {2}extract /m, /^ {2}build /m, /Exit status: 0 done, 1 /],
  },
  { title: 'the version alone', args: ['--version'], stdout: [new RegExp(`^${version}\\n$`)] },
]

const answers = await several(asked)
for (const [at, { title, stdout }] of asked.entries()) {
  test(title, () => {
    const { status, stdout: text, stderr } = answers[at]!
    assert.equal({ status, stderr }, { status: 0, stderr: '' })
    for (const part of stdout) assert.match(text, part)
  })
}

const { stdout: whole } = await portolan(['--help'])
const names = [...whole.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name!)
const helps = await several(names.map(name => ({ args: [name, '--help'] })))
test('help of each command has examples, and fits eighty columns up to them', () => {
  assert.is(names.length, 15)
  for (const [i, { stdout }] of helps.entries()) {
    const prose = stdout
      .split('\nExamples:\n')
      .map((part, at) => (at === 0 ? part : part.replace(/^ .*$/gm, '')))
    if (names[i] !== 'help') assert.match(stdout, `\nExamples:\n  portolan ${names[i]}`)
    for (const line of prose.join('\n').split('\n')) assert.ok(line.length <= 80, `${names[i]}: ${line}`)
  }
})

const wrong: { title: string; args: string[]; stderr: RegExp }[] = [
  { title: 'no command shows the help', args: [], stderr: /^Usage: portolan / },
  {
    title: 'an unknown command',
    args: ['extrct', 'ports.md'],
    stderr: /unknown command 'extrct'\n\(Did you mean extract\?\)/,
  },
  {
    title: 'an unknown option',
    args: ['extract', '--fromat', 'json', 'ports.md'],
    stderr: /unknown option '--fromat'\n\(Did you mean --format\?\)/,
  },
  {
    title: 'the version of the tool asked of a command',
    args: ['check', '--version'],
    stderr: /^error: unknown option '--version'\n\(portolan check --help shows more\)\n$/,
  },
  {
    title: 'an unknown format',
    args: ['extract', '--format', 'xml', 'ports.md'],
    stderr: /'xml' is invalid\. Allowed choices are table, json, ndjson/,
  },
  {
    title: 'a limit with a unit',
    args: ['extract', '--max-size', '20MB', 'ports.md'],
    stderr: /'20MB' is invalid\. Give a number above 0/,
  },
  {
    title: 'a limit below nothing',
    args: ['extract', '--max-size', '-1', 'ports.md'],
    stderr: /'-1' is invalid\. Give a number above 0/,
  },
  { title: 'no document', args: ['extract'], stderr: /^error: .*document/ },
  { title: 'an argument too many', args: ['build', 'sources'], stderr: /too many arguments for 'build'/ },
]

const refusals = await several(wrong)
for (const [at, { title, stderr }] of wrong.entries()) {
  test(`usage: ${title}`, () => {
    const { status, stdout, stderr: text } = refusals[at]!
    assert.equal({ status, stdout }, { status: 2, stdout: '' })
    assert.match(text, stderr)
    assert.not.match(text, /\n {4}at /, 'no stack')
  })
}

test('the process itself ends with that status', async () => {
  const runs = await Promise.all([['--version'], ['extrct']].map(args => spawned(args)))
  assert.equal(
    runs.map(({ status, stdout }) => [status, stdout]),
    [
      [0, `${version}\n`],
      [2, ''],
    ],
  )
})

const both = await portolan(['extract', '--stdin-ndjson', 'documents/ports.md'])
const [nowhere] = await several([{ args: ['build', '--out', ''] }])
test('documents beside --stdin-ndjson are refused, not passed over', () => assert.is(both.status, 2))
test('an empty folder name is refused as usage', () => assert.is(nowhere!.status, 2))

test.run()
