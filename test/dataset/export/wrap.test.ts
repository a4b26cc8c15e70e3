import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { conditionWords, placeOf, whenWords } from '../../../dataset/export/words.ts'
import { wrap } from '../../../dataset/export/wrap.ts'
import { claim } from '../../reconcile/build.ts'

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

test('words: conditions by axis, those of the document last', () => {
  assert.is(whenWords({}), '')
  assert.is(whenWords({ os: 'linux', cni: ['calico', 'canal'] }), 'calico/canal and linux')
  assert.is(
    conditionWords({ when: { cni: 'canal' }, conditions: ['in fog', 'at ebb'] }),
    'canal; in fog; at ebb',
  )
  assert.is(conditionWords({ when: {}, conditions: [] }), '')
})

test('words: a place', () => assert.is(placeOf(claim()), 'sources/pages/document.md:1'))

test.run()
