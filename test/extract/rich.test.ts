import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  concat,
  line,
  placeOf,
  type Rich,
  slice,
  split,
  trim,
  without,
} from '../../extract/interpret/rich.ts'
import { runs } from '../runs.ts'
import { richOf } from './helpers.ts'

/** Words with their breaks made visible: `⏎` for a `<br>`, `¶` for the edge of a block. */
function show({ text }: Rich): string {
  return text.replaceAll('\n', '⏎').replaceAll('\f', '¶')
}

const flattened: { title: string; input: string; expected: string }[] = [
  { title: 'nothing', input: '', expected: '' },
  { title: 'white space collapses', input: ' a  b\n\t c ', expected: 'a b c' },
  { title: 'a hard blank collapses too', input: 'a&nbsp;b', expected: 'a b' },
  { title: 'inline marks leave nothing', input: 'a<b>b</b><i> c</i>', expected: 'ab c' },
  { title: 'a break', input: 'a<br>b', expected: 'a⏎b' },
  { title: 'blanks around a break go', input: 'a <br> b', expected: 'a⏎b' },
  { title: 'a closing break is one as well', input: '<i>a</br>b</i>', expected: 'a⏎b' },
  { title: 'breaks at the ends go', input: '<br>a<br>', expected: 'a' },
  { title: 'list items', input: '<ul><li>a</li><li>b</li></ul>', expected: 'a¶b' },
  { title: 'items written over lines', input: '<ul>\n <li>a\n <li>b\n</ul>', expected: 'a¶b' },
  { title: 'a block beats a break', input: 'a<br><p>b</p><br>c', expected: 'a¶b¶c' },
  { title: 'words before a list', input: 'x<ul><li>a</li></ul>y', expected: 'x¶a¶y' },
  { title: 'scripts and styles are not read', input: 'a<script>b</script><style>c</style>', expected: 'a' },
  { title: 'comments are not read', input: 'a<!-- b -->c', expected: 'ac' },
]

for (const { title, input, expected } of flattened) {
  test(`flatten: ${title}`, () => assert.is(show(richOf(input)), expected))
}

test('runs cover the words of their marks', () => {
  const rich = richOf(
    '<code>a b</code> <strong>c</strong> <a href="x">d</a><sup>1</sup> <em>e</em><code></code>',
  )
  assert.equal(
    rich.runs.map(({ kind, start, end }) => [kind, rich.text.slice(start, end)]),
    [
      ['code', 'a b'],
      ['strong', 'c'],
      ['link', 'd'],
      ['sup', '1'],
    ],
  )
})

test('split: parts are trimmed, empty ones left out', () => {
  const parts = split(richOf('a<br>b <ul><li>c</li></ul>'), /[\n\f]/g)
  assert.equal(
    parts.map(({ text }) => text),
    ['a', 'b', 'c'],
  )
  assert.equal(split(richOf(''), /,/g), [])
})

test('without: stretches go, what is left is trimmed', () => {
  const rich = richOf('one two three')
  assert.is(without(rich, [{ start: 3, end: 7 }]).text, 'one three')
  assert.is(without(rich, [{ start: 0, end: 4 }]).text, 'two three')
  assert.is(without(rich, []).text, 'one two three')
})

test('line: breaks become blanks', () => {
  assert.is(line(richOf('a<br>b<ul><li>c</li></ul>')), 'a b c')
})

test('placeOf: from the first to the last character that has a place', () => {
  const html = '<td> <b>ab</b> c </td>'
  const rich = richOf(html)
  const place = placeOf(rich)!
  assert.is(html.slice(place.start, place.end), 'ab</b> c')
  assert.equal(placeOf(rich, 1, 2), { start: 9, end: 10 })
  assert.is(placeOf(rich, 1, 1), null)
  assert.is(placeOf({ text: 'a', at: [-1], runs: [] }), null)
})

const words = fc.constantFrom('a', 'bc', ' ', '\n', '&amp;', '&nbsp;', ',', '<br>', '</br>')
const inline = fc.array(words, { maxLength: 6 }).map(parts => parts.join(''))
const tagged = fc
  .tuple(fc.constantFrom('b', 'code', 'sup', 'a', 'i', 'p', 'li', 'div'), inline)
  .map(([tag, text]) => `<${tag}>${text}</${tag}>`)
const html = fc.array(fc.oneof(inline, tagged), { maxLength: 8 }).map(parts => parts.join(''))

/** Each character stands where it says, or has no place; places only go forward. */
function checkTrue(rich: Rich, source: string): void {
  assert.is(rich.at.length, rich.text.length)
  let last = -1
  for (const [i, place] of rich.at.entries()) {
    if (place < 0) continue
    const written = source[place]!
    const blank = /\s/.test(rich.text[i]!) && /\s/.test(written)
    assert.ok(written === rich.text[i] || written === '&' || blank, `${rich.text[i]} at ${written}`)
    assert.ok(place > last)
    last = place
  }
  for (const { start, end } of rich.runs) assert.ok(0 <= start && start <= end && end <= rich.text.length)
}

test('property: whatever is done to the words, they stand where they say', () => {
  fc.assert(
    fc.property(html, fc.nat(20), fc.nat(20), (source, a, b) => {
      const rich = richOf(source)
      const [start, end] = [Math.min(a, b), Math.max(a, b)]
      const cut = slice(rich, start, end)
      assert.is(cut.text, rich.text.slice(start, end))
      for (const each of [rich, cut, trim(cut), ...split(rich, /[,\n\f]/g)]) checkTrue(each, source)
      const stretch = { start: Math.min(start, rich.text.length), end: Math.min(end, rich.text.length) }
      checkTrue(without(rich, [stretch]), source)
      assert.equal(concat([slice(rich, 0, start), slice(rich, start)]).at, rich.at)
    }),
    runs(300),
  )
})

test.run()
