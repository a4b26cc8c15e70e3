// Writes the TypeScript that is made from schemas and data: schema/types.ts, the types of the schemas;
// dataset/api/names.ts, the names that the data use; dataset/api/data/, the data as modules of portolan-data.
// `npm run compile` runs it. None of these files is committed.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { loadDataset } from '../dataset/files.ts'
import { modulesOf, namesOf } from '../dataset/pack/modules.ts'
import { replaceFile } from '../dataset/write.ts'
import { type JsonSchema, loadSchema, schemaNames } from '../schema/load.ts'

const root = path.join(import.meta.dirname, '..')
const header = '// Generated from the JSON Schemas beside this file by scripts/generate.ts. Do not edit.\n'

const options: Parameters<typeof compile>[2] = {
  bannerComment: '',
  additionalProperties: false,
  ignoreMinAndMaxItems: true,
  format: false,
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

async function typesOfSchemas(): Promise<string> {
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

replaceFile(path.join(root, 'schema/types.ts'), await typesOfSchemas())

const dataset = loadDataset(path.join(root, 'dataset'))
replaceFile(path.join(root, 'dataset/api/names.ts'), namesOf(dataset))

const { version } = JSON.parse(readFileSync(path.join(root, 'dataset/package.json'), 'utf8'))
const modules = modulesOf(dataset).set(
  'version.ts',
  `// Generated from package.json by \`npm run compile\`: edit nothing here.\n\n/** The version of the package. */\nconst version: string = '${version}'\nexport default version\n`,
)
const folder = path.join(root, 'dataset/api/data')
mkdirSync(folder, { recursive: true })
for (const [name, text] of modules) replaceFile(path.join(folder, name), text)
for (const name of readdirSync(folder)) if (!modules.has(name)) rmSync(path.join(folder, name))
