import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ownName, stateOf } from '../../dataset/write/holder.ts'
import { lock, workFolder } from '../../dataset/write/lock.ts'
import { folderWith } from '../cli/helpers.ts'
import { inFolder } from './helpers.ts'

const own = ownName()
const [, , start, host, boot, space] = own.split('.')
/** The name of another process. */
const name = (parts: { pid?: number; start?: string; host?: string; boot?: string; space?: string }) =>
  [
    'lock',
    parts.pid ?? process.pid,
    parts.start ?? start,
    parts.host ?? host,
    parts.boot ?? boot,
    parts.space ?? space,
  ].join('.')
const parent = process.ppid

const states: { title: string; term: string; expected: string }[] = [
  { title: 'this process', term: own, expected: 'self' },
  { title: 'a number that no process has', term: name({ pid: 999_999_999 }), expected: 'over' },
  { title: 'a process that is there', term: name({ pid: parent, start: '0' }), expected: 'alive' },
  {
    title: 'a number that another process has by now',
    term: name({ pid: parent, start: '1' }),
    expected: 'over',
  },
  {
    title: 'the time before the machine was started anew',
    term: name({ boot: '0'.repeat(8) }),
    expected: 'over',
  },
  { title: 'another machine', term: name({ host: '0'.repeat(8) }), expected: 'unseen' },
  { title: 'another container', term: name({ pid: 999_999_999, space: '0'.repeat(8) }), expected: 'unseen' },
  { title: 'a name that says nothing', term: 'lock.mine', expected: 'unseen' },
]

for (const { title, term, expected } of states) {
  test(`a lock of ${title}: ${expected}`, () => assert.is(stateOf(term), expected))
}

const put = (folder: string, term: string) => {
  mkdirSync(workFolder(folder), { recursive: true })
  writeFileSync(path.join(workFolder(folder), term), '')
}

test(
  'a lock leaves nothing behind, not even the folder that was made for it',
  inFolder(folder => {
    const inner = path.join(folder, 'not/there')
    const unlock = lock(inner)
    assert.equal(readdirSync(workFolder(inner)).sort(), ['.gitignore', own].sort())
    unlock()
    assert.equal(readdirSync(folder), [])
  }),
)

test(
  'who holds a lock may take it again; it is given back with the last',
  inFolder(folder => {
    const unlocks = [lock(folder), lock(folder, { wait: 0 })]
    unlocks[1]!()
    assert.ok(readdirSync(workFolder(folder)).includes(own))
    unlocks[0]!()
    assert.equal(readdirSync(folder), [])
  }),
)

test(
  'the lock of a process that is over is in nobody’s way, and goes',
  inFolder(folder => {
    put(folder, name({ pid: 999_999_999 }))
    lock(folder, { wait: 0 })()
    assert.equal(readdirSync(folder), [])
  }),
)

for (const term of [name({ pid: parent, start: '0' }), name({ host: '0'.repeat(8) })]) {
  test(
    `the lock of a process that is ${stateOf(term)}: it is told once, waited for, and left`,
    inFolder(folder => {
      put(folder, term)
      const told: string[] = []
      assert.throws(
        () => lock(folder, { wait: 120, tell: message => told.push(message) }),
        (error: Error) =>
          error.message.includes(term) && /is still writing there; wait for it/.test(error.message),
      )
      assert.is(told.length, 1)
      assert.match(
        told[0]!,
        /: process \d+( of another machine or container)? is writing there; waiting for it$/,
      )
      assert.equal(readdirSync(workFolder(folder)), [term])
    }),
  )
}

// Processes that add one to a number in a file, each many times: without the lock some would be lost.
const counter = `
  import { readFileSync, writeFileSync } from 'node:fs'
  import { lock } from '${new URL('../../dist/dataset/write/lock.js', import.meta.url).href}'
  const folder = process.argv[1]
  for (let i = 0; i < 25; i++) {
    const unlock = lock(folder)
    const count = Number(readFileSync(folder + '/count', 'utf8'))
    await new Promise(resolve => setImmediate(resolve))
    writeFileSync(folder + '/count', String(count + 1))
    unlock()
  }`
const shared = folderWith({ count: '0' })
const codes = await Promise.all(
  [1, 2, 3, 4].map(
    () =>
      new Promise(resolve =>
        spawn(process.execPath, ['--input-type=module', '-e', counter, shared], { stdio: 'inherit' }).on(
          'close',
          resolve,
        ),
      ),
  ),
)

test('four processes at once hold it one after the other', () => {
  assert.equal(codes, [0, 0, 0, 0])
  assert.is(readFileSync(path.join(shared, 'count'), 'utf8'), '100')
  assert.equal(readdirSync(shared), ['count'])
})

test('a folder that cannot be made is told', () => {
  const folder = folderWith({ taken: '' })
  assert.throws(
    () => lock(path.join(folder, 'taken/inner')),
    /inner: cannot be written \(ENOTDIR: a file stands/,
  )
})

test.run()
