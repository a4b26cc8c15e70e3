import { Ajv2020 } from 'ajv/dist/2020.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type JsonSchema, loadSchema, schemaNames } from '../../schema/load.ts'

/** Properties that may be left out; every other one is required, so that absence always shows. */
const optional = new Set([
  'CorrectionWhere',
  'CorrectionSet',
  'When',
  'StatedValues',
  'Deployment/default',
  'Source/upstream',
  'Source/fetched',
  'Upstream',
])

const files = (['common', ...schemaNames] as const).map(name => loadSchema(name))
const ajv = new Ajv2020({ strict: true, schemas: files })

/** A schema that is a type of its own, with the reference that leads to it. */
function namedIn(file: JsonSchema): [string, JsonSchema][] {
  const defs = Object.entries(file.$defs ?? {}).map(([key, schema]) => [`#/$defs/${key}`, schema] as const)
  const root = file.title ? [['', file] as const] : []
  return [...root, ...defs].map(([place, schema]) => [`${file.$id}${place}`, schema])
}

function assertExamplesFit(ref: string, schema: JsonSchema) {
  const check = ajv.compile({ $ref: ref })
  for (const example of schema.examples ?? []) {
    assert.ok(check(example), `${ref}: example ${JSON.stringify(example)}: ${ajv.errorsText(check.errors)}`)
  }
}

const named = files.flatMap(namedIn)

for (const [ref, schema] of named) {
  test(`${ref}: has a title and a description, and examples that fit`, () => {
    assert.type(schema.title, 'string')
    assert.type(schema.description, 'string')
    assertExamplesFit(ref, schema)
  })

  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    test(`${ref}: ${key} has a description and examples that fit`, () => {
      assert.match(property.description ?? '', /\.$/)
      assert.ok((property.examples?.length ?? 0) > 0, 'no example')
      assertExamplesFit(`${ref}${ref.includes('#') ? '' : '#'}/properties/${key}`, property)
    })
  }

  if (schema.type !== 'object') continue
  test(`${ref}: knows all its properties and requires them in their order`, () => {
    const isRequired = (key: string) =>
      !optional.has(`${schema.title}`) && !optional.has(`${schema.title}/${key}`)
    assert.is(schema.additionalProperties, false)
    assert.equal(schema.required ?? [], Object.keys(schema.properties ?? {}).filter(isRequired))
  })
}

test('no object shape hides inside another one, where the tests above would miss it', () => {
  const inner = named.flatMap(([, { $defs: _, ...schema }]) => [
    ...Object.values(schema.properties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ])
  const parts = inner.flatMap(schema => [
    schema,
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ])
  assert.equal(
    parts.filter(schema => schema.properties),
    [],
  )
})

test('every title is used once', () => {
  const titles = named.map(([, { title }]) => title)
  assert.equal(titles, [...new Set(titles)])
})

test.run()
