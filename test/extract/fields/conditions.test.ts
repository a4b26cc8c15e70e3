import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { conditionsIn } from '../../../extract/interpret/fields/conditions.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'

const vocabulary = defaultVocabulary()

const cases: { input: string; expected: string[] }[] = [
  { input: '', expected: [] },
  { input: 'Tide tables', expected: [] },
  { input: 'Used by the pilots', expected: [] },
  { input: 'Tide tables (see the almanac)', expected: [] },
  { input: 'Orders (only needed if cranes are hired)', expected: ['only needed if cranes are hired'] },
  { input: 'Orders (optional)', expected: ['optional'] },
  { input: 'Orders (not required in winter). Also mail.', expected: ['not required in winter'] },
  { input: 'Orders (when hired) and mail (if any)', expected: ['when hired', 'if any'] },
  { input: 'Orders (only if hired', expected: ['only if hired'] },
  { input: 'Required only for night work', expected: ['Required only for night work'] },
  { input: 'Only when the fog is thick', expected: ['Only when the fog is thick'] },
  { input: 'If locks are used, their tides', expected: ['If locks are used'] },
  { input: 'Berths when the quay is full', expected: ['when the quay is full'] },
  { input: 'Berths, only needed when the quay is full.', expected: ['only needed when the quay is full'] },
  { input: 'Fog horn with steam enabled', expected: ['with steam enabled'] },
  { input: 'Overlay on steam clusters', expected: ['on steam clusters'] },
  { input: '网页（仅当启用代理时）', expected: ['仅当启用代理时'] },
  { input: '仅在使用起重机时需要', expected: ['仅在使用起重机时需要'] },
  { input: '网页', expected: [] },
]

for (const { input, expected } of cases) {
  test(`conditions: ${input || 'nothing'}`, () => assert.equal(conditionsIn(input, vocabulary), expected))
}

test.run()
