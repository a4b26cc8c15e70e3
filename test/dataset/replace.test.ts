import {
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
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ownName } from '../../dataset/write/holder.ts'
import { replaceFile } from '../../dataset/write/replace.ts'
import { contents, fixtures, folderWith, spawned } from '../cli/helpers.ts'

const preload = ['--import', pathToFileURL(path.join(fixtures, 'kill.mjs')).href]
const script = path.join(fixtures, 'replace-file.mjs')
const text = 'new\n'.repeat(3000)

/** Replaces `a.md` in a process that is killed at a call; 0 lists the calls. */
function killAt(folder: string, call: number) {
  const input = JSON.stringify({ file: path.join(folder, 'a.md'), text, before: 'old\n' })
  return spawned([input], { script, node: preload, env: { KILL_AT: String(call) } })
}

function before(): string {
  const folder = folderWith({ 'a.md': 'old\n' })
  chmodSync(path.join(folder, 'a.md'), 0o640)
  return folder
}

const { stderr } = await killAt(before(), 0)
const calls = stderr.trim().split(' ')
const kills = await Promise.all(
  calls.map(async (call, i) => {
    const folder = before()
    return { call, folder, signal: (await killAt(folder, i + 1)).signal }
  }),
)

for (const [i, { call, folder, signal }] of kills.entries()) {
  test(`killed in call ${i + 1}, ${call}: old or new, mode kept; the next one tidies up`, async () => {
    assert.is(signal, 'SIGKILL')
    const file = path.join(folder, 'a.md')
    const now = readFileSync(file, 'utf8')
    assert.is(now, i < calls.indexOf('renameSync') + 1 ? 'old\n' : text)
    assert.is(statSync(file).mode & 0o777, 0o640)
    replaceFile(path.join(folder, 'b.md'), 'b\n')
    assert.equal(readdirSync(folder).sort(), ['a.md', 'b.md'])
  })
}

test('the calls are those of a file that is flushed, moved, and whose folder is flushed', () => {
  assert.equal(
    calls.filter(call => /write|fsync|rename/.test(call)),
    ['writeFileSync', 'fsyncSync', 'renameSync', 'fsyncSync'],
  )
})

interface Case {
  title: string
  /** Prepares a folder; the file that is to be replaced is `a.md`. */
  prepare: (folder: string) => void
  verify: (folder: string) => void
}

const at = (folder: string, name: string) => path.join(folder, name)
const read = (folder: string, name: string) => readFileSync(at(folder, name), 'utf8')
const cases: Case[] = [
  {
    title: 'a file that there is not',
    prepare: () => {},
    verify: folder => assert.equal(contents(folder), { 'a.md': 'new' }),
  },
  {
    title: 'a link: it stays one, and what it leads to is replaced',
    prepare: folder => {
      mkdirSync(at(folder, 'real'))
      writeFileSync(at(folder, 'real/b.md'), 'old')
      symlinkSync('real/b.md', at(folder, 'a.md'))
    },
    verify: folder => {
      assert.is(readlinkSync(at(folder, 'a.md')), 'real/b.md')
      assert.is(read(folder, 'real/b.md'), 'new')
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
    title: 'a mode that is not usual: it is kept, whatever new files get',
    prepare: folder => {
      writeFileSync(at(folder, 'a.md'), 'old')
      chmodSync(at(folder, 'a.md'), 0o777)
    },
    verify: folder => assert.is(statSync(at(folder, 'a.md')).mode & 0o7777, 0o777),
  },
  {
    title: 'what a process left that is over, and what one leaves that is alive',
    prepare: folder => {
      const [over, mine] = [999_999_999, 1].map(pid => ownNameOf(pid))
      writeFileSync(at(folder, `.portolan-0123456789ab.${over}`), 'half')
      writeFileSync(at(folder, `.portolan-0123456789ab.${mine}`), 'half')
      writeFileSync(at(folder, '.portolan-mine'), 'kept')
    },
    verify: folder =>
      assert.equal(readdirSync(folder).sort(), [
        `.portolan-0123456789ab.${ownNameOf(1)}`,
        '.portolan-mine',
        'a.md',
      ]),
  },
]

/** The name by which a process of this machine that started at an unknown time would stand there. */
function ownNameOf(pid: number): string {
  return ownName().replace(/^lock\.\d+\.\d+/, `lock.${pid}.0`)
}

for (const { title, prepare, verify } of cases) {
  test(`replaces ${title}`, () => {
    const folder = folderWith()
    prepare(folder)
    replaceFile(at(folder, 'a.md'), 'new')
    verify(folder)
  })
}

test('a link that leads to nothing is told, and nothing is made', () => {
  const folder = folderWith()
  symlinkSync('second.md', at(folder, 'a.md'))
  assert.throws(() => replaceFile(at(folder, 'a.md'), 'new'), /a\.md: is a link out of its checkout/)
  assert.not.ok(existsSync(at(folder, 'second.md')))
})

test('a link that leads to itself is told', () => {
  const folder = folderWith()
  symlinkSync('a.md', at(folder, 'a.md'))
  assert.throws(() => replaceFile(at(folder, 'a.md'), 'new'), /a\.md: cannot be written \(ELOOP\)$/)
})

test('a name as long as names may be', () => {
  const folder = folderWith()
  const name = 'a'.repeat(255)
  replaceFile(at(folder, name), 'old')
  replaceFile(at(folder, name), 'new')
  assert.equal(contents(folder), { [name]: 'new' })
})

test.run()
