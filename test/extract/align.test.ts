import type { Text } from 'hast'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { alignText } from '../../extract/interpret/align.ts'

/** A text whose place runs from `from` to `to`. */
function text(value: string, from: number, to: number): Text {
  const point = (offset: number) => ({ line: 1, column: offset + 1, offset })
  return { type: 'text', value, position: { start: point(from), end: point(to) } }
}

const cases: { title: string; value: string; source: string; from?: number; expected: number[] }[] = [
  { title: 'the same', value: '443', source: '443', expected: [0, 1, 2] },
  { title: 'not at the start', value: '80', source: '| 80', from: 2, expected: [2, 3] },
  { title: 'empty', value: '', source: '', expected: [] },
  { title: 'an entity', value: 'a&b', source: 'a&amp;b', expected: [0, 1, 6] },
  { title: 'an entity by number', value: 'a-b', source: 'a&#45;b', expected: [0, 1, 6] },
  { title: 'an entity in hexadecimal', value: 'a-b', source: 'a&#x2D;b', expected: [0, 1, 7] },
  { title: 'an ampersand alone', value: 'a&b c', source: 'a&b c', expected: [0, 1, 2, 3, 4] },
  { title: 'a backslash escape', value: 'a|b', source: 'a\\|b', expected: [0, 2, 3] },
  { title: 'code', value: 'ab', source: '`ab`', expected: [1, 2] },
  { title: 'code in two ticks', value: 'a`b', source: '`` a`b ``', expected: [3, 4, 5] },
  { title: 'a line of a quote', value: 'a\nb', source: 'a\n> b', expected: [0, 1, 4] },
  { title: 'a blanked line end', value: 'a b', source: 'a\nb', expected: [0, 1, 2] },
  { title: 'something else', value: 'xyz', source: 'abc', expected: [-1, -1, -1] },
]

for (const { title, value, source, from = 0, expected } of cases) {
  test(`align: ${title}`, () => assert.equal(alignText(text(value, from, source.length), source), expected))
}

test('without a place nothing is known', () => {
  assert.equal(alignText({ type: 'text', value: 'ab' }, 'ab'), [-1, -1])
})

test.run()
