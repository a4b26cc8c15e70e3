import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type SchemaName, schemaNames } from '../../schema/load.ts'
import type { Problem } from '../../schema/problems.ts'
import { SchemaError, validate } from '../../schema/validate.ts'
import { runs } from '../runs.ts'
import { examplesOf, exampleWith } from './examples.ts'

function errorFor(name: SchemaName, value: unknown): SchemaError {
  try {
    validate(name, value, 'a/file.yaml')
  } catch (error) {
    assert.instance(error, SchemaError)
    return error as SchemaError
  }
  throw new Error(`${name}: accepted ${JSON.stringify(value)}`)
}

const wholes: { title: string; schema: SchemaName; value: unknown; problems: Problem[] }[] = [
  {
    title: 'corrections that are no list',
    schema: 'correction',
    value: {},
    problems: [{ path: '', message: 'must be an array; got {}' }],
  },
  {
    title: 'an empty YAML file',
    schema: 'source',
    value: null,
    problems: [{ path: '', message: 'must be an object; got null' }],
  },
]

for (const { title, schema, value, problems } of wholes) {
  test(`${schema}: ${title}`, () => assert.equal(errorFor(schema, value).problems, problems))
}

for (const name of schemaNames) {
  test(`${name}: rejects an empty object`, () => {
    assert.ok(errorFor(name, {}).problems.length > 0)
  })

  test(`${name}: accepts its examples and gives them back`, () => {
    assert.ok(examplesOf(name).length > 0)
    for (const example of examplesOf(name)) assert.is(validate(name, example, 'a/file.yaml'), example)
  })

  test(`${name}: any value is given back or refused with the file and a reason`, () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        if (name === 'correction' && Array.isArray(value) && value.length === 0) return
        const { message, problems } = errorFor(name, value)
        assert.ok(problems.length > 0)
        for (const line of message.split('\n')) assert.match(line, /^a\/file\.yaml: \S+ /)
      }),
      runs(100),
    )
  })
}

test('an empty corrections file is no mistake', () => {
  assert.equal(validate('correction', [], 'corrections.yaml'), [])
})

test('the message names file, field and mend, a line for each problem', () => {
  const value = { ...(exampleWith('source', '/floor/claims', 'a') as object), titel: 'Ports' }
  assert.is(
    errorFor('source', value).message,
    'a/file.yaml: /titel is not a known property; did you mean "title"?\n' +
      'a/file.yaml: /floor/claims must be an integer; got "a"',
  )
})

test('a problem with the value as a whole stands right after the file', () => {
  assert.is(errorFor('claim', []).message, 'a/file.yaml: must be an object; got []')
})

test.run()
