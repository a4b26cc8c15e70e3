import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { nearest } from '../../schema/nearest.ts'

const cases = [
  { title: 'one letter too many', word: 'portss', candidates: ['ports', 'protocol'], expected: 'ports' },
  { title: 'swapped letters', word: 'titel', candidates: ['id', 'title'], expected: 'title' },
  { title: 'other case', word: 'CNI', candidates: ['os', 'cni'], expected: 'cni' },
  { title: 'the nearer of two', word: 'row', candidates: ['rows', 'row'], expected: 'row' },
  { title: 'nothing alike', word: 'label', candidates: ['kind', 'id'], expected: undefined },
  { title: 'only half right', word: 'line', candidates: ['kind'], expected: undefined },
  { title: 'no candidates', word: 'ports', candidates: [], expected: undefined },
]

for (const { title, word, candidates, expected } of cases) {
  test(title, () => assert.is(nearest(word, candidates), expected))
}

test.run()
