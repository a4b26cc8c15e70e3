import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from './cli/helpers.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const pages = ['../examples/README.md', '../docs/check.md']
  .map(page => readFileSync(new URL(page, import.meta.url), 'utf8'))
  .join('\n')
const block = /<!-- run(?:, exit \d+)?: node (examples\/\S+)(.*?) -->\n+```\w*\n([\s\S]*?)\n```/g
const shown = [...pages.matchAll(block)].map(([, program, args, output]) => ({
  program: program!,
  args: args!.trim().split(' ').filter(Boolean),
  output: output!,
}))

const run = (program: string, args: string[], input = '') =>
  spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8', input })

for (const { program, args, output } of shown) {
  test(`${program} prints what its page shows`, () => {
    const { stdout, stderr } = run(program, args)
    assert.is(stderr, '')
    assert.is(stdout.trimEnd(), output)
  })
}

test('every program is shown', () => {
  const programs = readdirSync(new URL('../examples', import.meta.url)).filter(name => name.endsWith('.js'))
  assert.equal(
    shown.map(({ program }) => program).toSorted(),
    programs.map(name => `examples/${name}`).sort(),
  )
})

const group = (...permissions: object[]) =>
  JSON.stringify({
    SecurityGroups: [{ GroupId: 'sg-servers', GroupName: 'servers', IpPermissions: permissions }],
  })
const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }

test('a security group: exits 1 where something is missing, and 0 where nothing is', () => {
  const program = 'examples/check-security-group.js'
  const open = run(program, ['-'], group(everything))
  assert.is(open.status, 0)
  assert.match(open.stdout, /^servers: \d+ needed, 0 of them not open\n {2}narrow all 0-65535 from anybody: /)
  const closed = run(program, ['-'], group())
  assert.is(closed.status, 1)
  assert.match(closed.stdout, /^servers: (\d+) needed, \1 of them not open\n/)
})

test('two versions that are the same: nothing to do', () => {
  const { stdout } = run('examples/diff-versions.js', ['dataset/data/flows.json', 'rke2'])
  assert.match(stdout, /^0 to open, 0 to close, \d+ as before\n$/)
})

test('a command that fails is reported with its page, and the page stays as it is', () => {
  const block = (head: string) => `<!-- ${head} -->\n\n\`\`\`text\nold\n\`\`\`\n`
  const pages = {
    'fails.md': block('run: echo lost; exit 3') + block('run: echo new'),
    'expected.md': block('run, exit 3: echo new; (exit 3)'),
  }
  const folder = folderWith(pages)
  const script = fileURLToPath(new URL('../scripts/examples.ts', import.meta.url))
  const files = Object.keys(pages).map(name => path.join(folder, name))
  const ran = spawnSync(process.execPath, ['--import', 'tsx', script, ...files], {
    cwd: root,
    encoding: 'utf8',
  })
  assert.is(ran.status, 1)
  assert.is(ran.stderr, `${files[0]}: Unexpected exit status 3 of \`echo lost; exit 3\`, expected 0:\nlost\n`)
  assert.is(readFileSync(files[0]!, 'utf8'), pages['fails.md'])
  assert.is(readFileSync(files[1]!, 'utf8'), pages['expected.md'].replace('old', 'new'))
})

test.run()
