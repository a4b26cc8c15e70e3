// Writes docs/data-model.md, one table for each kind of record in the data, from the schemas: `npm run data-model`.
// With --check it writes nothing and exits 1 when the page is out of date.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { columns } from '../dataset/table.ts'
import { replaceFile } from '../dataset/write.ts'
import { type JsonSchema, loadSchema, type SchemaName } from '../schema/load.ts'

/** The records in the order of the page: title, schema, name of the shape within it, and where the data has them. */
const records: [string, SchemaName, string | null, string][] = [
  ['Flow', 'flow', null, '`data/flows.json`, an array'],
  ['Claim', 'claim', null, '`data/claims.ndjson`, one on each line'],
  [
    'Finding',
    'finding',
    null,
    '`data/findings.json`, an array, and the output of `portolan check --format json`',
  ],
  [
    'Source',
    'source',
    null,
    '`sources/<id>/source.yaml`; `data/sources.json` has most of its fields, and counts',
  ],
  ['Correction', 'correction', 'written', '`sources/<id>/corrections.yaml`, a list'],
  ['Change', 'change', null, 'the output of `portolan diff --format json`'],
]

/** The schema that a reference leads to, which is in the same file or another one. */
function resolve(ref: string, from: SchemaName | 'common'): [JsonSchema, SchemaName | 'common'] {
  const [file = '', shape] = ref.split('#/$defs/')
  const name = file ? (file.replace('.schema.json', '') as SchemaName) : from
  const schema = loadSchema(name)
  return [shape ? schema.$defs![shape]! : schema, name]
}

/** What a value may be: an object by the names of its fields. */
function kindOf(schema: JsonSchema, file: SchemaName | 'common'): string {
  const { $ref, anyOf, type, items, properties } = schema
  if ($ref) return kindOf(...resolve($ref, file))
  if (anyOf) return anyOf.map(part => kindOf(part, file)).join(' or ')
  if (Array.isArray(schema.enum)) return schema.enum.map(value => `\`${value}\``).join(', ')
  if (properties) return `\`{ ${Object.keys(properties).join(', ')} }\``
  if (type === 'array') return `list of ${items ? kindOf(items, file) : 'anything'}`
  return [type ?? 'anything'].flat().join(' or ')
}

/** A text as the content of a table cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function tableOf(rows: string[][]): string {
  return [['Field', 'Type', 'Meaning'], ['---', '---', '---'], ...rows]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n')
}

const chapters = records.map(([title, file, shape, place]) => {
  const schema = loadSchema(file)
  const { properties = {}, required = [], description } = shape ? schema.$defs![shape]! : schema
  const rows = Object.entries(properties).map(([name, part]) => [
    `\`${name}${required.includes(name) ? '' : '?'}\``,
    cell(kindOf(part, file)),
    cell(part.description ?? ''),
  ])
  return `## ${title}\n\n${description} In ${place}. [Schema](../schema/${file}.schema.json).\n\n${tableOf(rows)}`
})
const columnRows = columns.map(({ name, type, description, optional }) => [
  `\`${name}${optional ? '?' : ''}\``,
  type,
  cell(description),
])

const page = `<!-- Generated from the schemas and the columns by \`npm run data-model\`. Do not edit. -->

# The data, field by field

A *claim* is what one row or sentence of a document says, literally, mistakes included, with its place. Claims become
*flows*: who may start traffic to whom, one protocol, one port range. A *correction* changes what a claim says; a
*finding* describes what is wrong or doubtful. Lines, columns and ports start at 1 and include their ends; an end column
is the one after the last character. A field with a \`?\` may be missing. The schemas have examples.

${chapters.join('\n\n')}

## Columns

Of \`data/flows.csv\`, and of the sheets in \`flows.xlsx\`. A column with a \`?\` may be empty. \` | \` separates the items
of a list.

${tableOf(columnRows)}
`
const file = path.join(import.meta.dirname, '../docs/data-model.md')
if (!process.argv.includes('--check')) replaceFile(file, page)
else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/data-model.md is out of date: run `npm run data-model` and commit the result')
  process.exitCode = 1
}
