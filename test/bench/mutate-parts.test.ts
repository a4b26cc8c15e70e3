import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { mended } from '../../bench/mutate/clean.ts'
import { edited, movedLine, stretchOf } from '../../bench/mutate/edit.ts'
import { randomOf, seedOf, shuffled } from '../../bench/mutate/random.ts'
import { shortened } from '../../bench/mutate/words.ts'

test('numbers are drawn from 0 up to 1, alike for the same seed, otherwise for another', () => {
  const draw = (seed: number) => Array.from({ length: 200 }, randomOf(seed))
  assert.ok(draw(7).every(number => number >= 0 && number < 1))
  assert.equal(draw(7), draw(7))
  assert.not.equal(draw(7), draw(8))
  assert.is.not(seedOf(7, 'one kind'), seedOf(7, 'another'))
})

test('shuffling keeps everything', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (all, seed) => {
      assert.equal(shuffled(all, randomOf(seed)).sort(), [...all].sort())
    }),
  )
})

const lines = 'one\ntwo\nthree\nfour'
const edits = [
  { title: 'a word', edit: { start: 4, end: 7, text: '2' }, expected: [1, 2, 3, 4] },
  { title: 'a line deleted', edit: { start: 4, end: 8, text: '' }, expected: [1, 2, 2, 3] },
  { title: 'two lines joined', edit: { start: 7, end: 8, text: ' ' }, expected: [1, 2, 2, 3] },
  { title: 'a line more', edit: { start: 3, end: 3, text: '\nand' }, expected: [1, 3, 4, 5] },
]

for (const { title, edit, expected } of edits)
  test(`where lines stand after a change: ${title}`, () => {
    const moved = movedLine(lines, edit)
    assert.equal([1, 2, 3, 4].map(moved), expected)
    for (const line of [1, 4])
      assert.is(edited(lines, edit).split('\n')[moved(line) - 1], lines.split('\n')[line - 1])
  })

test('a span covers the characters between its ends', () => {
  const { start, end } = stretchOf(lines, { line: 2, column: 2, endLine: 3, endColumn: 3 })
  assert.is(lines.slice(start, end), 'wo\nth')
})

test('mends change a line, add lines, or delete one', () => {
  const all = [
    { line: 1, find: 'one', replace: '1\n1b' },
    { line: 3, find: 'three', replace: null },
    { line: 4, find: 'ou', replace: 'a' },
  ]
  assert.is(mended(lines, all, 'page.md'), '1\n1b\ntwo\nfar')
})

for (const { title, line, find, times } of [
  { title: 'is gone', line: 1, find: 'two', times: 0 },
  { title: 'stands twice', line: 3, find: 'e', times: 2 },
  { title: 'is beyond the end', line: 9, find: 'one', times: 0 },
])
  test(`a mend whose words ${title} is refused`, () => {
    assert.throws(
      () => mended(lines, [{ line, find, replace: '' }], 'page.md'),
      (error: Error) => error.message.startsWith(`page.md:${line}: "${find}" stands there ${times} times`),
    )
  })

for (const { term, expected } of [
  { term: 'etcd', expected: ['tcd', 'ecd', 'etd', 'etc'] },
  // "node", "HTTP" and "server" are terms themselves.
  { term: 'nodes', expected: ['odes', 'ndes', 'noes', 'nods'] },
  { term: 'HTTPS', expected: ['TTPS', 'HTPS', 'HTTS'] },
  { term: 'IPv4', expected: ['Pv4', 'Iv4', 'IP4'] },
])
  test(`a letter dropped from ${term}`, () => assert.equal(shortened(term), expected))

test.run()
