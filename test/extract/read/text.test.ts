import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { VFile } from 'vfile'
import { blankFrontMatter } from '../../../extract/read/front-matter.ts'
import { blank, blankAll, evenLines } from '../../../extract/read/mask.ts'
import { quietStretches, within } from '../../../extract/read/quiet.ts'
import { runs } from '../../runs.ts'

const fronts: { title: string; input: string; left: string; messages?: number[] }[] = [
  { title: 'none', input: '# a', left: '# a' },
  { title: 'YAML', input: '---\na: b\n---\n# c', left: '# c' },
  { title: 'TOML', input: '+++\na = "b"\n+++\n# c', left: '# c' },
  { title: 'empty', input: '---\n---\n# c', left: '# c' },
  { title: 'nothing behind it', input: '---\na: b\n---', left: '' },
  { title: 'blanks behind the marks', input: '---  \na: b\n---\t\n# c', left: '# c' },
  { title: 'a mark taken out of the front', input: ' ---\na: b\n---\n# c', left: '# c' },
  { title: 'not closed', input: '---\na: b\n# c', left: '---\na: b\n# c' },
  { title: 'not at the start', input: 'a\n---\nb: c\n---\n', left: 'a\n---\nb: c\n---' },
  { title: 'a rule of four', input: '----\na\n----\n', left: '----\na\n----' },
  { title: 'no YAML', input: '---\na: [b\nc: d: e\n---\n# f', left: '# f', messages: [3] },
]

for (const { title, input, left, messages = [] } of fronts) {
  test(`front matter: ${title}`, () => {
    const file = new VFile()
    const text = blankFrontMatter(input, file)
    assert.is(text.trim(), left)
    assert.equal([text.length, text.split('\n').length], [input.length, input.split('\n').length])
    assert.equal(
      file.messages.map(message => message.line),
      messages,
    )
  })
}

const quiet: { title: string; input: string; expected: string[] }[] = [
  { title: 'nothing', input: 'a', expected: [] },
  { title: 'a fence', input: 'a\n```js\nb\n```\nc', expected: ['```js\nb\n```'] },
  { title: 'tildes', input: '~~~\na\n~~~', expected: ['~~~\na\n~~~'] },
  { title: 'a longer fence holds a shorter one', input: '````\n```\n````\na', expected: ['````\n```\n````'] },
  {
    title: 'a fence of the other kind does not close it',
    input: '```\n~~~\n```\na',
    expected: ['```\n~~~\n```'],
  },
  { title: 'a fence in a quote', input: '> ```\n> a\n> ```', expected: ['> ```\n> a\n> ```'] },
  { title: 'a fence that is never closed', input: '```\na', expected: ['```\na'] },
  { title: 'a comment', input: 'a <!-- b --> c', expected: ['<!-- b -->'] },
  { title: 'two comments', input: '<!--a--><!--b-->', expected: ['<!--a-->', '<!--b-->'] },
  { title: 'a comment that is never closed', input: 'a <!-- b', expected: ['<!-- b'] },
]

for (const { title, input, expected } of quiet) {
  test(`quiet: ${title}`, () => {
    const found = quietStretches(input)
    assert.equal(
      found.map(({ start, end }) => input.slice(start, end)),
      expected,
    )
    for (const { start, end } of found)
      assert.equal([within(found, start), within(found, end - 1)], [true, true])
  })
}

test('within: the end is outside', () => {
  const stretches = [
    { start: 1, end: 3 },
    { start: 5, end: 6 },
  ]
  assert.equal(
    [0, 1, 2, 3, 4, 5, 6].map(at => within(stretches, at)),
    [false, true, true, false, false, true, false],
  )
})

test('evenLines: every line end becomes one, nothing moves', () => {
  assert.is(evenLines('\uFEFFa\r\nb\rc\nd'), ' a \nb\nc\nd')
})

test('blank: line ends stay', () => {
  assert.is(blank('ab\ncd', 1, 4), 'a \n d')
})

test('property: blanking many stretches is blanking each', () => {
  const texts = fc.array(fc.constantFrom('a', '\n', '|'), { maxLength: 20 }).map(parts => parts.join(''))
  const pairs = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 5 })
  fc.assert(
    fc.property(texts, pairs, (text, ends) => {
      const fit = (n: number) => Math.min(n, text.length)
      const stretches = ends.map(([a, b]) => ({ start: fit(Math.min(a, b)), end: fit(Math.max(a, b)) }))
      const one = stretches.reduce((left, { start, end }) => blank(left, start, end), text)
      assert.is(blankAll(text, stretches), one)
    }),
    runs(100),
  )
})

test.run()
