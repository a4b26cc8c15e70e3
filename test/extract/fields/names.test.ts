import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { canName } from '../../../extract/interpret/fields/names.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'

const vocabulary = defaultVocabulary()

for (const label of [
  'pier host',
  'Buoy',
  'all quay nodes (north)',
  '{name} servers',
  'Leuchtturm',
  '码头节点',
  '부두 서버',
  'Маяк',
])
  test(`a name: ${label}`, () => assert.ok(canName(label, vocabulary)))

for (const label of [
  '',
  '7443',
  '- Leave room for the boats',
  'pier host runs. The buoy',
  'boats properly',
  'pier host run as you need',
  'what the pier must have',
  '<quay-group>',
  'buoy → pier',
  'their',
  'the pier host, which the harbour',
  'pier (north',
  '启用码头',
  '바다가 있는 경우',
  'a heading with far more words than any machine would have as its name',
])
  test(`no name: ${label}`, () => assert.not(canName(label, vocabulary)))

test.run()
