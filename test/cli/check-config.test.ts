import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { contents, edit, folderWith, put, several } from './helpers.ts'

const head = '| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n'
const page = `# Pier 7\n\n${head}| TCP | 7001-7000 | Lamps | Signals |\n| TCP | 70000 | Lamps | Fog horn |\n`
const only = ['--rule', 'reversed-range,impossible-port']

interface Found {
  rule: string
  severity: string
  location: { document: string; line: number }
}

function findings(stdout: string): Found[] {
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

interface Case {
  title: string
  files: Record<string, string>
  args: string[]
  /** The folder that it is run in. */
  inner?: string
  /** Findings as `rule severity`. */
  found?: string[]
  status: number
  stderr?: RegExp
}

const yaml = 'rules: { reversed-range: warning, impossible-port: off }\n'
const rules = { 'reversed-range': 'warning', 'impossible-port': 'off' }
const places: Record<string, string> = {
  '.portolanrc': yaml,
  '.portolanrc.yaml': yaml,
  '.portolanrc.yml': yaml,
  '.portolanrc.json': JSON.stringify({ rules }),
  'package.json': JSON.stringify({ portolan: { rules } }),
}
const upwards = Object.entries(places).map(
  ([name, text]): Case => ({
    title: `${name}, found upwards`,
    files: { [name]: text, 'docs/a.md': page },
    args: ['.'],
    inner: 'docs',
    found: ['reversed-range warning'],
    status: 0,
  }),
)

const two = { '.portolanrc': yaml, 'other.yaml': 'rules: { impossible-port: info }\n', 'a.md': page }
const wishes: Case[] = [
  {
    title: '--config names one',
    files: two,
    args: ['--config', 'other.yaml', 'a.md'],
    found: ['reversed-range error', 'impossible-port info'],
    status: 1,
  },
  {
    title: '--no-config goes without',
    files: two,
    args: ['--no-config', 'a.md'],
    found: ['reversed-range error', 'impossible-port error'],
    status: 1,
  },
  {
    title: '--rule goes before it',
    files: two,
    args: ['--rule', 'impossible-port', 'a.md'],
    found: ['impossible-port error'],
    status: 1,
  },
  {
    title: 'failOn',
    files: { '.portolanrc': `${yaml}failOn: warning\n`, 'a.md': page },
    args: ['a.md'],
    found: ['reversed-range warning'],
    status: 1,
  },
  {
    title: '--fail-on goes before failOn',
    files: { '.portolanrc': `${yaml}failOn: warning\n`, 'a.md': page },
    args: ['--fail-on', 'error', 'a.md'],
    found: ['reversed-range warning'],
    status: 0,
  },
  {
    title: 'ignored documents are not checked, named or not; patterns start from its own folder',
    files: {
      '.portolanrc': 'ignore: [/docs/old/, "*.draft.md"]\n',
      'docs/old/a.md': page,
      'docs/b.draft.md': page,
    },
    args: ['.', 'b.draft.md', 'old/a.md'],
    inner: 'docs',
    found: [],
    status: 3,
    stderr: /no document was checked/,
  },
  {
    title: 'a profile, a family of rules, and other severities for a folder',
    files: {
      '.portolanrc':
        'profile: all\nrules: { numbers: info }\noverrides: [{ files: [old/], rules: { numbers: off } }]\n',
      'a.md': page,
      'old/a.md': page,
    },
    args: ['.'],
    found: ['reversed-range info', 'impossible-port info'],
    status: 0,
  },
]

const fault = (title: string, name: string, text: string, stderr: RegExp): Case => ({
  title: `${title} ends the run`,
  files: { [name]: text, 'a.md': page },
  args: ['a.md'],
  found: [],
  status: 2,
  stderr,
})
const faults = [
  fault(
    'an unknown key',
    '.portolanrc',
    'rulse: {}\n',
    /^error: \.portolanrc: \/rulse is not a known property; did you mean "rules"\?\n/,
  ),
  fault(
    'an unknown rule',
    'package.json',
    '{"portolan":{"rules":{"port-slp":"off"}}}',
    /^error: package\.json: portolan: \/rules\/port-slp is not a known rule; did you mean "port-slip"\?\n/,
  ),
  fault(
    'an unknown role',
    '.portolanrc',
    'groups: { pier: { members: [wroker] } }\n',
    /^error: \.portolanrc: \/groups\/pier\/members\/0 .*did you mean "worker"\?\n/,
  ),
  fault(
    'several mistakes, a line each,',
    '.portolanrc',
    'a: 1\nb: 2\n',
    /^error: .*\/a .*\n\.portolanrc: \/b /,
  ),
  fault('broken YAML, with its line,', '.portolanrc', 'rules:\n  a: [\n', /^error: \.portolanrc:\d: /),
  fault(
    'a pattern that YAML takes for an alias',
    '.portolanrc',
    'ignore: [*.md]\n',
    /put a text that begins with \* in quotes/,
  ),
  fault('broken JSON', '.portolanrc.json', '{', /^error: \.portolanrc\.json: is no JSON: /),
]

const programs = ['.portolanrc.js', '.portolanrc.ts', 'portolan.config.js']
const unrun = programs.flatMap((name): Case[] => {
  const files = { [name]: 'process.exit(99)\n', 'a.md': page }
  return [
    {
      title: `${name} is not found`,
      files,
      args: [...only, 'a.md'],
      found: ['reversed-range error', 'impossible-port error'],
      status: 1,
    },
    {
      title: `${name} is not run`,
      files,
      args: ['--config', name, 'a.md'],
      status: 2,
      stderr: /no program is run/,
    },
  ]
})

const baselines: Case[] = [
  {
    title: 'a baseline that is none ends the run',
    files: { 'a.md': page, 'base.json': '{"findings":[{}]}' },
    args: ['--baseline', 'base.json', 'a.md'],
    status: 2,
    stderr: /^error: base\.json: \/findings\/0\/rule is missing/,
  },
  {
    title: 'a baseline that is no JSON ends the run',
    files: { 'a.md': page, 'base.json': '<<<<<<< HEAD' },
    args: ['--baseline', 'base.json', 'a.md'],
    status: 2,
    stderr: /^error: base\.json: .*mend it/,
  },
  {
    title: 'to write a baseline nowhere is a mistake',
    files: { 'a.md': page },
    args: ['--write-baseline', 'a.md'],
    status: 2,
    stderr: /name the file with --baseline/,
  },
]

const cases = [...upwards, ...wishes, ...faults, ...unrun, ...baselines]
const runs = await several(
  cases.map(({ files, args, inner = '' }) => ({
    args: ['check', '-f', 'ndjson', ...args],
    cwd: path.join(folderWith(files), inner),
  })),
)
for (const [i, { title, found, status, stderr = /^$/ }] of cases.entries()) {
  test(`configuration: ${title}`, () => {
    const run = runs[i]!
    assert.match(run.stderr, stderr)
    const got = findings(run.stdout).map(one => `${one.rule} ${one.severity}`)
    assert.equal({ status: run.status, found: got }, { status, found: found ?? [] })
  })
}

const ranges = (...all: string[]) =>
  head + all.map(range => `| TCP | ${range} | Lamps | Signals |\n`).join('')

test('baseline: known findings are not reported, new ones are, old entries are named', async () => {
  const pages = { 'a.md': ranges('7001-7000', '8001-8000'), 'b.md': ranges('9001-9000') }
  const cwd = folderWith({ ...pages, '.portolanrc': 'baseline: base.json\n' })
  const on = (...args: string[]) => ({ args: ['check', ...only, '-f', 'ndjson', ...args], cwd })
  const [missing, written, known] = await several([on('.'), on('.', '--write-baseline'), on('.')])
  assert.equal([missing!.status, missing!.stdout], [2, ''])
  assert.match(missing!.stderr, /^error: base\.json: there is no such file; write it with --write-baseline\n/)
  assert.equal(written, { status: 0, stdout: '', stderr: 'portolan: base.json: 3 findings written\n' })
  assert.equal(known, { status: 0, stdout: '', stderr: '' })

  edit(cwd, 'a.md', '8001-8000', '8000-8001')
  put(cwd, { 'b.md': `# Pier\n\n${ranges('6001-6000', '9001-9000')}` })
  const [all, some] = await several([on('.'), on('b.md')])
  const brief = ({ stdout }: { stdout: string }) =>
    findings(stdout).map(({ rule, location }) => `${location.document}:${location.line} ${rule}`)
  assert.equal(brief(all!), ['b.md:5 reversed-range', 'base.json:14 unused-baseline'])
  assert.equal(brief(some!), ['b.md:5 reversed-range'])
  assert.is(all!.status, 1)
})

test('baseline: writing keeps what was not looked at, and is the same again', async () => {
  const cwd = folderWith({ 'a.md': page, 'b.md': page })
  const write = (...args: string[]) => ({
    args: ['check', '--baseline', 'base.json', '--write-baseline', ...args],
    cwd,
  })
  await several([write('.', ...only)])
  const { 'base.json': before } = contents(cwd)
  edit(cwd, 'a.md', '70000', '7000')
  await several([write('b.md', ...only), write('a.md', '--rule', 'reversed-range')])
  assert.is(contents(cwd)['base.json'], before)
  await several([write('a.md', ...only)])
  const { findings } = JSON.parse(contents(cwd)['base.json']!)
  assert.equal(
    findings.map(({ rule, document }: { rule: string; document: string }) => `${document} ${rule}`),
    ['a.md reversed-range', 'b.md impossible-port', 'b.md reversed-range'],
  )
})

test.run()
