import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { columns } from '../../dataset/columns.ts'
import { type JsonSchema, loadSchema, schemaNames } from '../../schema/load.ts'
import { dataModelPage } from '../../scripts/data-model-page.ts'
import { recordTypes } from '../../scripts/record-types.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const write = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/data-model.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  })

const test = suite<{ folder: string }>('data model')

test.before(context => {
  context.folder = mkdtempSync(path.join(tmpdir(), 'portolan-'))
})
test.after(({ folder }) => rmSync(folder, { recursive: true }))

const small: Record<string, JsonSchema> = {
  flow: {
    $id: 'flow.schema.json',
    title: 'Flow',
    description: 'One | fact.',
    properties: {
      to: { $ref: '#/$defs/node', description: 'The end | that listens.' },
      ports: { anyOf: [{ $ref: 'common.schema.json#/$defs/ports' }, { type: 'null' }] },
      tags: { type: 'array', items: { type: 'string' } },
      kind: { enum: ['a', 'b'] },
    },
    required: ['to'],
    examples: [{ to: 'x' }],
    $defs: { node: { title: 'Node', type: 'object', properties: { id: { type: ['string', 'null'] } } } },
  },
  common: {
    $id: 'common.schema.json',
    description: 'Shared.',
    $defs: { ports: { title: 'Ports', type: 'integer' } },
  },
}

test('fields in the schema’s own words, with links to the shapes', () => {
  const page = dataModelPage({ schemas: small, records: [], columns: columns.slice(0, 1) })
  assert.match(page.split('\n')[0]!, /^<!-- Generated from .* -->$/)
  assert.match(page, '## Flow\n\nOne | fact.\n')
  assert.match(page, '| `to` | [Node](#node) | The end \\| that listens. |')
  assert.match(page, '| `ports?` | [Ports](#ports) or null |  |')
  assert.match(page, '| `tags?` | list of text |  |')
  assert.match(page, '| `kind?` | `a`, `b` |  |')
  assert.match(page, '| `id?` | text or null |  |')
  assert.match(page, '### Ports\n\nWhole number.\n')
  assert.match(page, '```json\n{\n  "to": "x"\n}\n```')
  assert.match(page, '| `id` | string, always there |')
})

test('a reference that leads nowhere is an error', () => {
  const flow = { ...small.flow, properties: { to: { $ref: '#/$defs/gone' } } }
  assert.throws(() => dataModelPage({ schemas: { flow }, records: [], columns }), /gone.*has no title/)
})

test('records: fields with their comments', () => {
  const found = recordTypes(
    "/** A boat. */\nexport interface Boat extends Omit<Ship, 'mast' | 'keel'> {\n  /** How long. */\n  length: number\n  name?: string | null\n}\n",
  )
  assert.equal(found, [
    {
      name: 'Boat',
      description: 'A boat. Has the fields of a Ship, but for mast and keel, too.',
      fields: [
        { name: 'length', kind: '`number`', description: 'How long.' },
        { name: 'name?', kind: '`string | null`', description: '' },
      ],
    },
  ])
  assert.throws(() => recordTypes('const a = 1\n'))
})

test('every field of every schema and record is on the page', ({ folder }) => {
  const file = path.join(folder, 'page.md')
  assert.is(write(file).status, 0)
  const page = readFileSync(file, 'utf8')
  const fields = (schema: JsonSchema): string[] => [
    ...Object.entries(schema.properties ?? {}).map(
      ([name, part]) =>
        `\`${name}${(schema.required ?? []).includes(name) ? '' : '?'}\` | ${part.description === undefined ? '' : part.description.replaceAll('|', '\\|')}`,
    ),
    ...Object.values(schema.$defs ?? {}).flatMap(fields),
  ]
  const all = ([...schemaNames, 'common'] as const).flatMap(name => fields(loadSchema(name)))
  assert.ok(all.length > 100)
  for (const field of all) {
    const [name, description] = field.split(' | ')
    assert.ok(
      page.split('\n').some(line => line.startsWith(`| ${name} |`) && line.endsWith(`| ${description} |`)),
      field,
    )
  }
  for (const { name } of columns) assert.match(page, `| \`${name}\` |`)
  const records = recordTypes(readFileSync(path.join(root, 'dataset/api/records.ts'), 'utf8'))
  assert.equal(
    records.map(({ name }) => name),
    ['RoleRecord', 'ServiceRecord', 'SourceRecord', 'MadeCorrection'],
  )
})

test('--check knows a page that is stale or missing', ({ folder }) => {
  const file = path.join(folder, 'page.md')
  assert.equal([write('--check', file).status, write('--check', file).stderr], [0, ''])
  writeFileSync(file, 'by hand\n')
  const stale = write('--check', file)
  assert.is(stale.status, 1)
  assert.match(stale.stderr, 'npm run data-model')
  assert.is(readFileSync(file, 'utf8'), 'by hand\n')
  assert.is(write('--check', path.join(folder, 'none.md')).status, 1)
})

test.run()
