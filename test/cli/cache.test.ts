import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith, several } from './helpers.ts'

const page = (port: number) => `| Protocol | Port | Source | Purpose |
| --- | --- | --- | --- |
| TCP | ${port} | Lamps | Lamp control |
`
const files = {
  'docs/a.md': `# Lamps\n\n${page(7443)}`,
  'docs/b.md': '# Nothing is said here\n',
  'docs/c.md': '# Part\n\n{{< include "part.md" >}}\n',
  'docs/part.md': page(7001),
}
const args = ['extract', 'docs', '-f', 'ndjson', '--cache', '.cache']
const file = (folder: string) => path.join(folder, '.cache/claims.json')

// One cache is made, and copied for whoever damages it: starting the command line takes long.
const made = folderWith(files)
const [without, first] = await several([
  { args: args.slice(0, 4), cwd: made },
  { args, cwd: made },
])
const plain = without!.stdout

function filled(): string {
  const folder = folderWith(files)
  cpSync(path.join(made, '.cache'), path.join(folder, '.cache'), { recursive: true })
  return folder
}

test('a cache changes nothing of what is said', () => {
  assert.equal({ ...first! }, { ...without! })
  assert.match(plain, '7443')
})

interface Body {
  idle: string[]
  entries: [
    string,
    { claims: Record<string, unknown>[]; notices: unknown; error: unknown; includes?: unknown },
  ][]
}

/** Another body under a hash that fits it: as only a program could write it. */
function forge(name: string, change: (body: Body) => unknown): void {
  const [about = '', rest = ''] = readFileSync(name, 'utf8').split('\n')
  const body = JSON.parse(rest)
  const text = JSON.stringify(change(body) ?? body)
  const sha256 = createHash('sha256').update(text).digest('base64url')
  writeFileSync(name, `${JSON.stringify({ ...JSON.parse(about), sha256 })}\n${text}`)
}

const damages: { title: string; harm: (name: string) => void; says: RegExp }[] = [
  { title: 'cut short', harm: name => truncateSync(name, 300), says: /is damaged/ },
  {
    title: 'of which one digit was changed',
    harm: name => writeFileSync(name, readFileSync(name, 'utf8').replaceAll('7443', '7444')),
    says: /is damaged/,
  },
  {
    title: 'with ports that are words',
    harm: name =>
      forge(name, body => void Object.assign(body.entries[0]![1].claims[0]!, { ports: { first: '1' } })),
    says: /is damaged/,
  },
  {
    title: 'larger than any',
    // It takes no room on the disk.
    harm: name => truncateSync(name, 257e6),
    says: /is larger than 256 MB/,
  },
  {
    title: 'a folder',
    harm: name => {
      rmSync(name)
      mkdirSync(name)
    },
    says: /is no file/,
  },
]

const harmed = damages.map(({ harm }) => {
  const folder = filled()
  harm(file(folder))
  return folder
})
const runs = await several(
  harmed.flatMap(cwd => [
    { args, cwd },
    { args, cwd },
  ]),
)

for (const [i, { title, says }] of damages.entries()) {
  test(`a cache that is ${title}: told once, built anew, and the claims are the same`, () => {
    const [again, last] = runs.slice(2 * i, 2 * i + 2)
    assert.is(again!.stdout, plain)
    assert.match(again!.stderr, says)
    const [told, ...more] = again!.stderr.trim().split('\n')
    assert.match(told!, /^portolan: \.cache\/claims\.json .*; it is built anew$/)
    if (title === 'a folder') return assert.is(again!.status, 3, 'it cannot be written either')
    assert.equal(more, [])
    assert.equal({ ...last }, { status: 0, stdout: plain, stderr: '' })
  })
}

const other = filled()
const [about = '', rest = ''] = readFileSync(file(other), 'utf8').split('\n')
const tool = JSON.parse(about).made
writeFileSync(file(other), `${JSON.stringify({ ...JSON.parse(about), made: `${tool}0` })}\n${rest}`)

const included = filled()
rmSync(path.join(included, 'docs/part.md'))
mkdirSync(path.join(included, 'docs/part.md'))

const locked = filled()
rmSync(file(locked))
mkdirSync(file(locked))

const limited = filled()
writeFileSync(path.join(limited, '.portolanrc'), 'limits: { included: 1, claimText: 1 }\n')

const [passed, bare, looked, unwritten, beyond] = await several([
  { args, cwd: other },
  { args: args.slice(0, 4), cwd: included },
  { args, cwd: included },
  { args, cwd: locked },
  { args, cwd: limited },
])

test('what another version has kept is passed over without a word', () => {
  assert.equal({ ...passed }, { status: 0, stdout: plain, stderr: '' })
  assert.is(JSON.parse(readFileSync(file(other), 'utf8').split('\n')[0]!).made, tool)
})

test('what was kept within other limits is looked at anew', () => {
  assert.is(beyond!.status, 3)
  assert.match(beyond!.stderr, /docs\/a\.md: makes claims of more than 1 characters/)
  assert.is(beyond!.stdout, '')
})

test('an included file that has become a folder is looked at anew', () => {
  assert.equal({ ...looked }, { ...bare! })
})

test('a cache that cannot be written is told after the claims', () => {
  assert.equal([unwritten!.stdout, unwritten!.status], [plain, 3])
  assert.match(unwritten!.stderr, /portolan: \.cache\/claims\.json: cannot be written \(EISDIR: /)
})

test.run()
