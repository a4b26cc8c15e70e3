import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { json, ndjson } from '../../../check/report/json.ts'
import { validate } from '../../../schema/validate.ts'
import { finding, hostile, results } from './build.ts'

const both = [finding(), finding({ message: hostile, suggestion: null })]

test('json: an array of findings as the schema has them', () => {
  const text = json(results(both))
  assert.equal(JSON.parse(text), both)
  assert.match(text, /\]\n$/)
  for (const one of JSON.parse(text)) validate('finding', one, 'report')
})

test('ndjson: a finding a line, whatever its words', () => {
  const lines = ndjson(results(both)).split('\n')
  assert.is(lines.pop(), '')
  assert.equal(
    lines.map(line => JSON.parse(line)),
    both,
  )
})

test('no finding: an empty array, and no line', () => {
  assert.is(json(results([])), '[]\n')
  assert.is(ndjson(results([])), '')
})

test.run()
