import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { published, shorten } from '../../dataset/published.ts'
import { claim } from '../reconcile/build.ts'

const cases: { title: string; text: string; words: number; expected: string }[] = [
  { title: 'as many words as allowed', text: 'one two three', words: 3, expected: 'one two three' },
  { title: 'one too many', text: 'one two three four', words: 3, expected: 'one two three…' },
  { title: 'no mark before the ellipsis', text: 'one, two: (three)', words: 2, expected: 'one, two…' },
  { title: 'marks are no words', text: 'a / b - c (d)', words: 4, expected: 'a / b - c (d)' },
  { title: 'white space stays', text: 'one  two\nthree', words: 3, expected: 'one  two\nthree' },
  { title: 'a bracket that is not closed goes', text: 'one (two three', words: 1, expected: 'one…' },
  { title: 'nothing', text: '', words: 3, expected: '' },
  { title: 'Chinese: four characters are three words', text: '港口节点间', words: 3, expected: '港口节点…' },
  { title: 'Chinese within', text: '港口节点间', words: 4, expected: '港口节点间' },
  { title: 'Japanese', text: 'ポートをひらく', words: 3, expected: 'ポートを…' },
  { title: 'English within Chinese', text: '到 etcd 节点的流量', words: 4, expected: '到 etcd 节点的…' },
  {
    title: 'accents do not part words',
    text: 'Überfahrt hôtel naïf señor',
    words: 3,
    expected: 'Überfahrt hôtel naïf…',
  },
  { title: 'letters beyond the first plane', text: '𝐚𝐛𝐜 d', words: 1, expected: '𝐚𝐛𝐜…' },
]

for (const { title, text, words, expected } of cases) {
  test(`shorten: ${title}`, () => assert.is(shorten(text, words), expected))
}

test('shorten: Chinese right after English is counted too', () => {
  assert.is(shorten('到etcd节点的流量', 4), '到etcd节点的…')
})

test('shorten: a beginning of the text, and shortening it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(12), (text, words) => {
      const short = shorten(text, words)
      if (short === text) return
      assert.ok(text.startsWith(short.slice(0, -1)))
      assert.is(shorten(short, words), short)
    }),
  )
})

test('published: prose is shortened, facts are not, the claim itself stays', () => {
  const words = 'fog '.repeat(20).trim()
  const long = claim({ description: words, conditions: [words], context: [words], source: [words] })
  const before = structuredClone(long)
  const { description, conditions, ...rest } = published(long)
  assert.is(description, 'fog fog fog fog fog fog fog fog…')
  assert.equal(conditions, [`${'fog '.repeat(10).trim()}…`])
  assert.equal({ ...rest, description: words, conditions: [words] }, before)
  assert.equal(long, before)
  assert.is(published(claim()).description, null)
})

test.run()
