import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { hang, wrap } from '../../../check/report/terminal.ts'

const cases: { title: string; text: string; width: number; lines: string[] }[] = [
  { title: 'what fits stays', text: 'a b', width: 3, lines: ['a b'] },
  { title: 'breaks at blanks', text: 'aa bb  cc', width: 5, lines: ['aa bb', 'cc'] },
  { title: 'cuts words that are too wide', text: 'a bbbbbb', width: 4, lines: ['a', 'bbbb', 'bb'] },
  { title: 'wide characters count twice', text: '港口港口', width: 4, lines: ['港口', '港口'] },
  { title: 'a character of many parts stays whole', text: '👩‍🚀👩‍🚀', width: 2, lines: ['👩‍🚀', '👩‍🚀'] },
  { title: 'marks that speak to terminals go', text: 'a\u001b[1m\u202eb\nc', width: 9, lines: ['a [1m b c'] },
  { title: 'nothing is one empty line', text: ' ', width: 9, lines: [''] },
]
for (const { title, text, width, lines } of cases) {
  test(title, () => assert.equal(wrap(text, width), lines))
}

test('a word that is too wide may be left as it is', () => {
  assert.equal(wrap('see https://example.org/pier now', 12, 'leave'), [
    'see',
    'https://example.org/pier',
    'now',
  ])
})

test('behind a margin, lines that go on stand below the first word', () => {
  assert.equal(hang('7:1  ', 'tide tables of every harbour on the coast', 25), [
    '7:1  tide tables of every',
    '     harbour on the coast',
  ])
  assert.equal(hang('\u001b[31m港\u001b[39m ', 'ebb', 80), ['\u001b[31m港\u001b[39m ebb'])
})

test('a margin that takes all the room leaves some to the text', () => {
  assert.equal(hang('a margin of its own  ', 'tide tables of every harbour', 10), [
    'a margin of its own  tide tables of every',
    '                     harbour',
  ])
})

test.run()
