// Writes schema/types.ts from the JSON Schemas: `npm run generate`.
// With --check it writes nothing and exits 1 when the file is not what would be written.
// Another path may be given in place of schema/types.ts.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compile } from 'json-schema-to-typescript'
import { replaceFile } from '../dataset/write.ts'
import { type JsonSchema, loadSchema, schemaNames } from '../schema/load.ts'

const header =
  '// Generated from the JSON Schemas beside this file by `npm run generate`: edit those, not this.\n'

const options: Parameters<typeof compile>[2] = {
  bannerComment: '',
  additionalProperties: false,
  ignoreMinAndMaxItems: true,
  style: { singleQuote: true, semi: false, printWidth: 110, arrowParens: 'avoid' },
}

/** Every schema that becomes a type of its own, by the reference that leads to it. */
function namedSchemas(): Map<string, JsonSchema> {
  const named = new Map<string, JsonSchema>()
  for (const name of ['common', ...schemaNames] as const) {
    const { $defs = {}, ...root } = loadSchema(name)
    for (const [key, schema] of Object.entries($defs)) named.set(`${root.$id}#/$defs/${key}`, schema)
    if (root.title) named.set(`${root.$id}`, root)
  }
  return named
}

/** The type that lists all others, by the name of their schema. */
function schemaTypes(): JsonSchema {
  return {
    title: 'SchemaTypes',
    description: 'What each schema describes, by the name of the schema.',
    type: 'object',
    required: [...schemaNames],
    properties: Object.fromEntries(schemaNames.map(name => [name, { $ref: `${name}.schema.json` }])),
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null
}

/**
 * Puts the name of a type in place of each reference. Left to itself the generator copies
 * a referenced schema wherever a description stands beside the reference, as `Ports1`, `Ports2`, …
 */
function withNames(schema: JsonSchema, nameOf: (ref: string) => string): JsonSchema {
  const { $ref, description, title: _, if: _if, then: whenTrue, else: whenFalse, ...rest } = schema
  if ($ref) return { description, tsType: nameOf($ref) }
  // Two shapes, told apart by a condition.
  if (whenTrue?.$ref && whenFalse?.$ref)
    return { description, tsType: `${nameOf(whenTrue.$ref)} | ${nameOf(whenFalse.$ref)}` }
  const inner = (part: JsonSchema) => withNames(part, nameOf)
  const properties = Object.entries(rest.properties ?? {}).map(([key, part]) => [key, inner(part)])
  return {
    ...rest,
    description,
    ...(rest.properties && { properties: Object.fromEntries(properties) }),
    ...(rest.items && { items: inner(rest.items) }),
    ...(isSchema(rest.additionalProperties) && { additionalProperties: inner(rest.additionalProperties) }),
    ...(rest.anyOf && { anyOf: rest.anyOf.map(inner) }),
  }
}

function titleOf(named: Map<string, JsonSchema>, ref: string): string {
  const title = named.get(ref)?.title
  if (!title) throw new Error(`${ref}: a schema refers to it, but it is missing or has no title`)
  return title
}

async function generate(): Promise<string> {
  const named = namedSchemas().set('', schemaTypes())
  const parts: string[] = []
  for (const [place, schema] of named) {
    const [file] = place.split('#')
    const nameOf = (ref: string) => titleOf(named, ref.startsWith('#') ? `${file}${ref}` : ref)
    const { $id: _, ...plain } = withNames(schema, nameOf)
    parts.push(await compile(plain as Parameters<typeof compile>[0], `${schema.title}`, options))
  }
  return `${header}\n${parts.join('\n')}`
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
const path = positionals[0] ?? fileURLToPath(new URL('../schema/types.ts', import.meta.url))
const text = await generate()
if (!values.check) {
  replaceFile(path, text)
} else if (current(path) !== text) {
  console.error(`${path}: does not fit the schemas; run \`npm run generate\` and commit the result`)
  process.exitCode = 1
}
