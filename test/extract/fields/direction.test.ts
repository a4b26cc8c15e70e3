import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { directionAround, directionIn } from '../../../extract/interpret/fields/direction.ts'
import type { Frame } from '../../../extract/interpret/walk.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'

const vocabulary = defaultVocabulary()

const cases: { input: string; expected: string | null }[] = [
  { input: 'Inbound rules', expected: 'inbound' },
  { input: 'INCOMING traffic', expected: 'inbound' },
  { input: 'outgoing', expected: 'outbound' },
  { input: 'Egress', expected: 'outbound' },
  { input: 'Ingress rules', expected: 'inbound' },
  { input: 'Ingress controllers', expected: null },
  { input: 'Egress gateway', expected: null },
  { input: 'Inbound and outbound', expected: null },
  { input: 'Reference', expected: null },
  { input: 'Unbounded', expected: null },
  { input: '', expected: null },
  { input: '入站规则', expected: 'inbound' },
  { input: '出方向', expected: 'outbound' },
]

for (const { input, expected } of cases) {
  test(`direction: ${input || 'nothing'}`, () => assert.is(directionIn(input, vocabulary), expected))
}

test('the nearest heading that tells one', () => {
  const frame = (text: string): Frame => ({ kind: 'heading', text, level: 1, end: 0, repairs: [] })
  const around = (...texts: string[]) => directionAround(texts.map(frame), null, vocabulary)
  assert.is(around('Inbound', 'Outbound'), 'outbound')
  assert.is(around('Inbound', 'Reference'), 'inbound')
  assert.is(around('Reference'), null)
  assert.is(around(), null)
})

test.run()
