import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Lines, stretchOf } from '../../extract/interpret/lines.ts'

const points: { text: string; offset: number; expected: [line: number, column: number] }[] = [
  { text: '', offset: 0, expected: [1, 1] },
  { text: 'ab', offset: 2, expected: [1, 3] },
  { text: 'a\nb', offset: 1, expected: [1, 2] },
  { text: 'a\nb', offset: 2, expected: [2, 1] },
  { text: 'a\n\nb', offset: 2, expected: [2, 1] },
  { text: 'a\n\nb', offset: 3, expected: [3, 1] },
  { text: 'a\n', offset: 2, expected: [2, 1] },
]

for (const { text, offset, expected } of points) {
  test(`lines: ${JSON.stringify(text)} at ${offset}`, () => {
    const { line, column } = new Lines(text).point(offset)
    assert.equal([line, column], expected)
  })
}

test('a span ends behind its last character', () => {
  const span = new Lines('ab\ncd').span({ start: 1, end: 4 })
  assert.equal(span, { line: 1, column: 2, endLine: 2, endColumn: 2 })
})

test('a node without a place has no stretch', () => {
  assert.is(stretchOf({ type: 'element', tagName: 'p', properties: {}, children: [] }), null)
})

test('property: the same as counting', () => {
  const texts = fc
    .array(fc.constantFrom('a', '\n', 'é', '😀'), { maxLength: 30 })
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(texts, text => {
      const lines = new Lines(text)
      for (let offset = 0; offset <= text.length; offset++) {
        const before = text.slice(0, offset).split('\n')
        assert.equal(lines.point(offset), { line: before.length, column: before.at(-1)!.length + 1 })
      }
    }),
  )
})

test.run()
