import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { extensions } from '../extract/index.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const { version, bin } = JSON.parse(read('package.json'))

interface Hook {
  id: string
  entry: string
  language: string
  types_or: string[]
  require_serial: boolean
}
const hooks: Hook[] = parse(read('.pre-commit-hooks.yaml'))

test('pre-commit: hooks run the command that the package installs', () => {
  assert.equal(
    hooks.map(({ id, entry }) => [id, entry]),
    [
      ['portolan', 'portolan check'],
      ['portolan-fix', 'portolan check --fix'],
    ],
  )
  for (const { entry, language, require_serial } of hooks) {
    assert.ok(entry.split(' ')[0]! in bin)
    assert.equal({ language, require_serial }, { language: 'node', require_serial: true })
  }
})

test('pre-commit: hooks take the formats that can be read', () => {
  // Markdown with JSX is a type of its own there; firewalld's XML is no documentation, and wiki text has no type.
  const formats = new Set([...Object.values(extensions), 'mdx'].filter(format => format !== 'wiki'))
  for (const hook of hooks) assert.equal(hook.types_or.toSorted(), [...formats].sort())
})

interface Action {
  inputs: Record<string, { description: string; default: string }>
  outputs: Record<string, { value: string }>
  runs: { using: string; steps: { id: string; env: Record<string, string>; run: string }[] }
}
const action: Action = parse(read('action.yml'))
const [step] = action.runs.steps

test('action: inputs are described, have a default, and the version is that of the package', () => {
  for (const [name, input] of Object.entries(action.inputs)) {
    assert.match(input.description, /^[A-Z].*\.$/, name)
    assert.type(input.default, 'string', name)
  }
  assert.is(action.inputs.version!.default, version)
  assert.is(action.outputs.count!.value, `\${{ steps.${step!.id}.outputs.count }}`)
})

test('action: nothing is written into a script', () => {
  assert.is(action.runs.using, 'composite')
  for (const { run } of action.runs.steps) assert.not.match(run, /\$\{\{/)
})

/** Runs the action's script with inputs; in place of npx a program that notes what it is called with. */
async function act(inputs: Record<string, string>, status = 0) {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-test-'))
  const npx = path.join(folder, 'npx')
  writeFileSync(npx, `#!/bin/sh\nprintf '<%s>' "$@" >> calls\necho >> calls\necho finding\nexit ${status}\n`)
  chmodSync(npx, 0o755)
  const env: Record<string, string> = {
    PATH: `${folder}:${process.env.PATH}`,
    GITHUB_OUTPUT: path.join(folder, 'output'),
  }
  for (const [name, value] of Object.entries(step!.env)) {
    const input = /^\$\{\{ inputs\.(.+) \}\}$/.exec(value)![1]!
    env[name] = inputs[input] ?? action.inputs[input]!.default
  }
  const script = path.join(folder, 'script.sh')
  writeFileSync(script, step!.run)
  const code = await new Promise<number>(resolve =>
    execFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { cwd: folder, env }, error =>
      resolve(error ? Number(error.code) : 0),
    ),
  )
  const file = (name: string) => {
    try {
      return readFileSync(path.join(folder, name), 'utf8')
    } catch {
      return null
    }
  }
  const result = {
    code,
    calls: file('calls')
      ?.replaceAll(/<--prefix=(?!\.)[^>]*>/g, '<elsewhere>')
      .trim()
      .split('\n'),
    output: file('output'),
    pwned: file('pwned'),
  }
  rmSync(folder, { recursive: true })
  return result
}

test('action: the package is run twice, to count and to report', async () => {
  const common = `<--yes><elsewhere><portolan@${version}><check>`
  assert.equal(await act({ paths: 'docs\nREADME.md\n', 'fail-on': 'warning' }, 1), {
    code: 1,
    calls: [
      `${common}<--format=ndjson><--fail-on=warning><--><docs><README.md>`,
      `${common}<--format=github><--fail-on=warning><--><docs><README.md>`,
    ],
    output: 'count=1\n',
    pwned: null,
  })
})

const nasty = ['$(touch pwned)', '`touch pwned`', '"; touch pwned; "', "' ; touch pwned #", '--fix', '* ?']
for (const value of nasty) {
  test(`action: ${value} stays a word`, async () => {
    const { calls, pwned } = await act({ paths: value, format: value, 'fail-on': value })
    assert.is(pwned, null)
    const last = calls!.at(-1)
    assert.is(
      last,
      `<--yes><elsewhere><portolan@${version}><check><--format=${value}><--fail-on=${value}><--><${value}>`,
    )
  })
}

test('action: only a release is run', async () => {
  for (const version of ['latest', '', '1.2', '../evil', '1.2.3 --registry=x', '1.2.3\nx']) {
    assert.equal(await act({ version }), { code: 2, calls: undefined, output: null, pwned: null }, version)
  }
})

test.run()
