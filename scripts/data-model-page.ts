// The page of the documentation about the data, made of what the schemas and the code say of them.

import type { Column } from '../dataset/table.ts'
import type { JsonSchema } from '../schema/load.ts'
import type { Field, RecordType } from './record-types.ts'
import { anchorOf, cell, fence } from './rule-markdown.ts'
import { kindOf, type Titles, titleOf, titlesIn } from './schema-words.ts'

const header =
  '<!-- Generated from the schemas in schema/ and the code of dataset/ by `npm run data-model`: edit those, not this page. -->\n'

/** What the page is made of. */
export interface Parts {
  /** Schemas by the name of their file without ending; `common` has what they share. */
  schemas: Record<string, JsonSchema>
  /** What is written about files that have no schema. */
  records: RecordType[]
  /** The columns of the flows as a table. */
  columns: readonly Column[]
}

/** Where the shapes are found in the data. */
const files: Record<string, string> = {
  flow: '`data/flows.json`, an array',
  claim: '`data/claims.ndjson`, one a line',
  finding: '`data/findings.json`, an array; and what `portolan check --format json` writes',
  source: '`sources/<id>/source.yaml`; `data/sources.json` has its fields, and those of a source record',
  correction: '`sources/<id>/corrections.yaml`',
  change: 'what `portolan diff --format json` writes',
}

/** Flows first: they are what most people come for. */
const order = ['flow', 'claim', 'finding', 'source', 'correction', 'change']

/** Writes the page: every schema with its fields and one example, then what has no schema. */
export function dataModelPage({ schemas, records, columns }: Parts): string {
  const named = order.filter(name => name in schemas)
  const { common, ...own } = schemas
  const titles = titlesIn(schemas)
  const chapters = named.map(name => chapterOf(name, own[name]!, titles))
  const shared = common ? [`## Shared shapes\n\n${common.description}`, ...shapesOf(common, titles)] : []
  const parts = [
    '# The data, field by field',
    'One row of a document becomes a *claim*: what it says, literally, mistakes included, with its place. Claims become *flows*: who may start traffic to whom, one protocol, one port range. A *correction* changes what a claim says, with its reason; a *finding* tells what is wrong or doubtful. Lines, columns and ports count as people count them: from 1, ends included; a column at the end is the one behind the last character. A field with a `?` may be missing.',
    contents([...named.map(name => titleOf(own[name]!)), 'Shared shapes', 'Records', 'Columns']),
    ...chapters.flat(),
    ...shared,
    '## Records\n\nWhat `data/sources.json`, `data/roles.json` and `data/services.json` hold.',
    ...records.map(recordOf),
    '## Columns\n\nOf `data/flows.csv`, and of the sheets in `flows.xlsx`. Items of a list are parted by ` | `.',
    columnsTable(columns),
  ]
  return `${[header.trimEnd(), ...parts].join('\n\n')}\n`
}

function contents(titles: string[]): string {
  return titles.map(title => `[${title}](#${anchorOf(title)})`).join(' · ')
}

function chapterOf(name: string, schema: JsonSchema, titles: Titles): string[] {
  const place = files[name] ? [`In ${files[name]}. [Schema](../schema/${name}.schema.json).`] : []
  return [
    `## ${titleOf(schema)}`,
    schema.description ?? '',
    ...place,
    ...bodyOf(schema, titles),
    ...exampleOf(schema),
    ...shapesOf(schema, titles),
  ].filter(Boolean)
}

function shapesOf({ $defs = {} }: JsonSchema, titles: Titles): string[] {
  return Object.values($defs).flatMap(schema => [
    `### ${titleOf(schema)}`,
    ...(schema.description ? [schema.description] : []),
    ...bodyOf(schema, titles),
  ])
}

/** The fields of an object; of anything else its kind. */
function bodyOf(schema: JsonSchema, titles: Titles): string[] {
  const { properties, required = [] } = schema
  if (!properties) return [capital(`${kindOf(schema, titles)}.`)]
  const fields = Object.entries(properties).map(([name, part]) => ({
    name: required.includes(name) ? name : `${name}?`,
    kind: kindOf(part, titles),
    description: part.description ?? '',
  }))
  return [fieldsTable(fields)]
}

function fieldsTable(fields: Field[]): string {
  const rows = fields.map(
    ({ name, kind, description }) => `| \`${name}\` | ${cell(kind)} | ${cell(description)} |`,
  )
  return ['| Field | What | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function exampleOf({ examples }: JsonSchema): string[] {
  if (!examples?.[0]) return []
  return ['For example:', fence(JSON.stringify(examples[0], null, 2), 'json')]
}

function recordOf({ name, description, fields }: RecordType): string {
  return [`### ${name}`, description, fieldsTable(fields)].join('\n\n')
}

function columnsTable(columns: readonly Column[]): string {
  const rows = columns.map(
    ({ name, type, description, optional }) =>
      `| \`${name}\` | ${type}${optional ? '' : ', always there'} | ${cell(description)} |`,
  )
  return ['| Column | What | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
