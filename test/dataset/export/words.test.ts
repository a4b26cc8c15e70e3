import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { conditionWords, placeOf, whenWords } from '../../../dataset/export/flows.ts'
import { claim } from '../../reconcile/build.ts'

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
