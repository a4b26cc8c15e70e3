import fs, {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { writeFiles } from '../../dataset/files.ts'
import { replaceFile } from '../../dataset/write.ts'
import { contents, folderWith } from '../cli/helpers.ts'

type Call = (...values: unknown[]) => unknown
const mutable = fs as unknown as Record<string, Call>
/** The calls by which files are changed. */
const calls = ['mkdirSync', 'openSync', 'writeFileSync', 'fsyncSync', 'fchmodSync', 'renameSync', 'rmSync']

/** Runs a step whose calls that change files go through a function. */
function intercepted(
  handle: (name: string, make: () => unknown, half: () => void) => unknown,
  step: () => void,
) {
  const originals = calls.map(name => [name, mutable[name]!] as const)
  for (const [name, original] of originals)
    mutable[name] = (...values) => {
      const half = () => {
        const [target, content] = values as [number, string]
        if (name === 'writeFileSync') original(target, content.slice(0, content.length / 2))
      }
      return handle(name, () => original(...values), half)
    }
  syncBuiltinESMExports()
  try {
    step()
  } finally {
    for (const [name, original] of originals) mutable[name] = original
    syncBuiltinESMExports()
  }
}

/** The names of the calls that a step makes. */
function callsOf(step: () => void): string[] {
  const made: string[] = []
  intercepted((name, make) => {
    made.push(name)
    return make()
  }, step)
  return made
}

/** Runs a step as if its process were killed at a call: half of it is done, and nothing after it. */
function killedAt(at: number, step: () => void): void {
  let count = 0
  const handle = (_: string, make: () => unknown, half: () => void) => {
    if (++count < at) return make()
    if (count === at) half()
    throw new Error('killed')
  }
  assert.throws(() => intercepted(handle, step), 'killed')
}

/** Runs a step in which one call fails; what it reports. */
function failingAt(at: number, code: string, step: () => void): string | null {
  let count = 0
  try {
    intercepted((_, make, half) => {
      if (++count !== at) return make()
      half()
      throw Object.assign(new Error(`${code}: made to fail`), { code })
    }, step)
    return null
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

const old: Record<string, string> = {
  'data/a.json': '[1]\n',
  'data/b.json': '[1, 1]\n',
  'data/gone.json': '[]\n',
  'data/same.json': '{}\n',
  'datapackage.json': '{ "version": "1" }\n',
}
const fresh: Record<string, string> = {
  'ATTRIBUTION.md': '# New\n',
  'data/a.json': '[2]\n',
  'data/b.json': `[${'2, '.repeat(9000)}2]\n`,
  'data/same.json': '{}\n',
  'datapackage.json': '{ "version": "2" }\n',
  'schema/new.schema.json': '{}\n',
}
const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
const write = (folder: string, files = fresh) => writeFiles(folder, new Map(Object.entries(files)))

function oldSet(): string {
  const folder = folderWith()
  write(folder, old)
  return folder
}

function assertWhole(folder: string): Record<string, string> {
  const found = contents(folder)
  for (const name of names) assert.ok([old[name], fresh[name]].includes(found[name]), `${name} is whole`)
  const isNew = found['datapackage.json'] === fresh['datapackage.json']
  if (isNew)
    assert.ok(
      names.every(name => found[name] === fresh[name]),
      'datapackage.json comes last',
    )
  return found
}

const prepared = oldSet()
const made = callsOf(() => write(prepared))

test('all files are written and flushed before the first is renamed', () => {
  const first = made.indexOf('renameSync')
  assert.is(made.filter(name => name === 'renameSync').length, 5)
  assert.ok(!made.slice(first).includes('writeFileSync'), made.join(' '))
  assert.is(made.slice(0, first).filter(name => name === 'fsyncSync').length, 5)
})

for (const [i, call] of made.entries()) {
  test(`a set: killed in call ${i + 1}, ${call}: each file is old or new, and the next write completes it`, () => {
    const folder = oldSet()
    killedAt(i + 1, () => write(folder))
    assertWhole(folder)
    write(folder)
    assert.equal(contents(folder), Object.fromEntries(Object.entries(fresh).sort()))
  })
  test(`a set: call ${i + 1}, ${call}, fails: each file is old or new, nothing is left behind`, () => {
    const folder = oldSet()
    const message = failingAt(i + 1, 'ENOSPC', () => write(folder))
    const found = assertWhole(folder)
    assert.equal(
      Object.keys(found).filter(name => !names.includes(name)),
      [],
    )
    if (i < made.indexOf('renameSync') && message) assert.equal(found, old)
    if (message) assert.match(message, /^WriteError: .*ENOSPC: the disk is full/)
  })
}

const text = 'new\n'.repeat(3000)
const replace = (folder: string) => replaceFile(path.join(folder, 'a.md'), text, 'old\n')
function oldFile(): string {
  const folder = folderWith({ 'a.md': 'old\n' })
  chmodSync(path.join(folder, 'a.md'), 0o640)
  return folder
}

const one = oldFile()
for (const [i, call] of callsOf(() => replace(one)).entries()) {
  test(`a file: killed in call ${i + 1}, ${call}: old or new, mode kept, the next write tidies up`, () => {
    const folder = oldFile()
    killedAt(i + 1, () => replace(folder))
    const file = path.join(folder, 'a.md')
    assert.ok(['old\n', text].includes(readFileSync(file, 'utf8')))
    assert.is(statSync(file).mode & 0o777, 0o640)
    replaceFile(file, text)
    assert.equal(contents(folder), { 'a.md': text })
  })
}

interface Case {
  title: string
  /** Prepares a folder; the file that is to be replaced is `a.md`. */
  prepare: (folder: string) => void
  verify: (folder: string) => void
}

const at = (folder: string, name: string) => path.join(folder, name)
const leftover = (pid: number) => `.portolan-0123456789ab.${pid}`
const cases: Case[] = [
  {
    title: 'a file that does not exist',
    prepare: () => {},
    verify: folder => assert.equal(contents(folder), { 'a.md': 'new' }),
  },
  {
    title: 'a link: it stays one, and its target is replaced',
    prepare: folder => {
      mkdirSync(at(folder, 'real'))
      writeFileSync(at(folder, 'real/b.md'), 'old')
      symlinkSync('real/b.md', at(folder, 'a.md'))
    },
    verify: folder => {
      assert.is(readlinkSync(at(folder, 'a.md')), 'real/b.md')
      assert.is(readFileSync(at(folder, 'real/b.md'), 'utf8'), 'new')
    },
  },
  {
    title: 'a file with a second name: that keeps the old content',
    prepare: folder => {
      writeFileSync(at(folder, 'a.md'), 'old')
      linkSync(at(folder, 'a.md'), at(folder, 'b.md'))
    },
    verify: folder => assert.equal(contents(folder), { 'a.md': 'new', 'b.md': 'old' }),
  },
  {
    title: 'a file beside temporary files: those of ended processes go',
    prepare: folder => {
      for (const name of [leftover(999_999_999), leftover(1), '.portolan-mine'])
        writeFileSync(at(folder, name), 'half')
    },
    verify: folder => assert.equal(readdirSync(folder).sort(), [leftover(1), '.portolan-mine', 'a.md']),
  },
]

for (const { title, prepare, verify } of cases) {
  test(`replaces ${title}`, () => {
    const folder = folderWith()
    prepare(folder)
    replaceFile(at(folder, 'a.md'), 'new')
    verify(folder)
  })
}

const refused: { title: string; prepare: (folder: string) => void; says: RegExp }[] = [
  {
    title: 'a link to nothing',
    prepare: folder => symlinkSync('second.md', at(folder, 'a.md')),
    says: /a\.md: is a link out of its checkout/,
  },
  {
    title: 'a link to itself',
    prepare: folder => symlinkSync('a.md', at(folder, 'a.md')),
    says: /a\.md: cannot be written \(ELOOP\)$/,
  },
  {
    title: 'a file that was changed',
    prepare: folder => writeFileSync(at(folder, 'a.md'), 'other'),
    says: /a\.md: was changed meanwhile; left as it is$/,
  },
  { title: 'a file that was removed', prepare: () => {}, says: /a\.md: was removed meanwhile/ },
  {
    title: 'a folder',
    prepare: folder => mkdirSync(at(folder, 'a.md')),
    says: /a\.md: cannot be written \(EISDIR: a folder stands there\)$/,
  },
]
for (const { title, prepare, says } of refused) {
  test(`refuses ${title}`, () => {
    const folder = folderWith()
    prepare(folder)
    const before = readdirSync(folder)
    assert.throws(() => replaceFile(at(folder, 'a.md'), 'new', 'old'), says)
    assert.equal(readdirSync(folder), before)
    assert.not.ok(existsSync(at(folder, 'second.md')))
  })
}

test('replaces a file whose name is as long as names may be', () => {
  const folder = folderWith()
  const name = 'a'.repeat(255)
  replaceFile(at(folder, name), 'old')
  replaceFile(at(folder, name), 'new')
  assert.equal(contents(folder), { [name]: 'new' })
})

test.run()
