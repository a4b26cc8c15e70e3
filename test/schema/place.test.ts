import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parsePlace, placeText } from '../../schema/place.ts'

test('placeText and parsePlace: the one text form, there and back', () => {
  const place = { document: 'C:/docs/a b.md', line: 19, column: 9 }
  assert.is(placeText(place), 'C:/docs/a b.md:19:9')
  assert.equal(parsePlace(placeText(place)), place)
})

test('parsePlace: without a column the first', () => {
  assert.equal(parsePlace('rke-nodes:8'), { document: 'rke-nodes', line: 8, column: 1 })
})

for (const text of ['', 'a.md', 'a.md:0', ':3:4', 'rke-nodes:8 the inbound rule', 'a.md:1:0 '])
  test(`parsePlace: "${text}" is no place`, () => assert.is(parsePlace(text), null))

test.run()
