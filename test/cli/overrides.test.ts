import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith, portolan, put } from './helpers.ts'

const page = '# Site\n\n## Moorings\n\n| Berth | Anleger |\n| --- | --- |\n| lamp | 5 |\n| buoy | 6 |\n'
const config = `words:
  source:
    - Rufer
blocks:
  - heading: Moorings
    columns: { ports: Anleger, destination: 1 }
  - files: docs/other.md
    ignore: true
  - files: guide/other.md
    ignore: true
`

test('a configuration decides how blocks are read, and what it says in vain is reported with its line', async () => {
  const cwd = folderWith({ '.git': null, 'docs/ports.md': page, '.portolanrc.yaml': config })
  const { status, stdout, stderr } = await portolan(['extract', 'docs', '-f', 'ndjson'], { cwd })
  assert.is(status, 0)
  assert.equal(
    stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
      .map(({ ports, destination }) => [ports.first, destination[0].label]),
    [
      [5, 'lamp'],
      [6, 'buoy'],
    ],
  )
  assert.match(stderr, /\.portolanrc\.yaml\n3:7 +warning words\.source\[0\]: “Rufer” occurs in none/)
  assert.match(stderr, /\n7:5 +warning blocks\[1\]: no block of the documents matches/)
  assert.not.match(stderr, /blocks\[2\]/, 'its folder was not read')
})

test('check reports the same as findings, with a level of its own', async () => {
  const rules = 'rules:\n  unused-setting: error\n'
  const cwd = folderWith({ '.git': null, 'docs/ports.md': page, '.portolanrc.yaml': config + rules })
  const { status, stdout } = await portolan(['check', 'docs', '-f', 'json'], { cwd })
  assert.is(status, 1)
  assert.equal(
    JSON.parse(stdout).map((finding: { rule: string; location: { document: string; line: number } }) => [
      finding.rule,
      finding.location.document,
      finding.location.line,
    ]),
    [
      ['unused-setting', '.portolanrc.yaml', 3],
      ['unused-setting', '.portolanrc.yaml', 7],
    ],
  )
})

test('a cache keeps no outcome of another configuration', async () => {
  const cwd = folderWith({ '.git': null, 'docs/ports.md': page, '.portolanrc.yaml': config })
  const args = ['extract', 'docs', '-q', '-f', 'json', '--cache', '.cache']
  const first = await portolan(args, { cwd })
  put(cwd, { '.portolanrc.yaml': 'failOn: never\n' })
  const second = await portolan(args, { cwd })
  assert.equal([JSON.parse(first.stdout).length, JSON.parse(second.stdout).length], [2, 0])
})

test('patterns start from the folder of the configuration, wherever a command runs', async () => {
  const rc = 'blocks:\n  - files: docs/ports.md\n    columns: { ports: 2 }\n'
  const cwd = folderWith({ '.git': null, 'site/docs/ports.md': page, 'site/.portolanrc.yaml': rc })
  const outer = await portolan(['extract', 'site', '-q', '-f', 'json', '--config', 'site/.portolanrc.yaml'], {
    cwd,
  })
  const inner = await portolan(['extract', '.', '-q', '-f', 'json'], { cwd: `${cwd}/site/docs` })
  assert.equal([JSON.parse(outer.stdout).length, JSON.parse(inner.stdout).length], [2, 2])
})

const faulty: [string, RegExp][] = [
  ['- ignore: true', /\/blocks\/0 names no block; give files, heading or text/],
  ['- heading: A', /\/blocks\/0 needs either columns or ignore/],
  ['- heading: A\n    columns: { prots: 2 }', /prots.*did you mean "?ports/],
]

for (const [blocks, message] of faulty)
  test(`a mistake in a configuration ends the run: ${blocks}`, async () => {
    const cwd = folderWith({ 'ports.md': page, '.portolanrc.yaml': `blocks:\n  ${blocks}\n` })
    const { status, stderr } = await portolan(['check', 'ports.md'], { cwd })
    assert.is(status, 2)
    assert.match(stderr, message)
  })

test.run()
