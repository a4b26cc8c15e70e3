import { Ajv2020 } from 'ajv/dist/2020.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type JsonSchema, loadSchema, schemaNames } from '../../schema/load.ts'

const files = (['common', ...schemaNames] as const).map(name => loadSchema(name))
const ajv = new Ajv2020({ strict: true, schemas: files })

/** The schemas that are types of their own, with the references that lead to them. */
function namedIn(file: JsonSchema): [string, JsonSchema][] {
  const defs = Object.entries(file.$defs ?? {}).map(([key, schema]) => [`#/$defs/${key}`, schema] as const)
  const root = file.title ? [['', file] as const] : []
  return [...root, ...defs].map(([place, schema]) => [`${file.$id}${place}`, schema])
}

for (const [ref, schema] of files.flatMap(namedIn)) {
  test(`${ref}: closed, with a description and examples that fit for each property`, () => {
    assert.ok(schema.title && schema.description)
    if (schema.type === 'object') assert.is(schema.additionalProperties, false)
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const check = ajv.compile({ $ref: `${ref}${ref.includes('#') ? '' : '#'}/properties/${key}` })
      assert.match(property.description ?? '', /\.$/, key)
      assert.ok(property.examples?.length, key)
      for (const example of property.examples ?? [])
        assert.ok(check(example), `${key}: ${ajv.errorsText(check.errors)}`)
    }
  })
}

test.run()
