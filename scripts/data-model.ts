// Writes the page about the data: `npm run data-model`.
// With --check it writes nothing and exits 1 when the page is not what would be written.
// Another file may be given in place of docs/data-model.md.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { columns } from '../dataset/table.ts'
import { replaceFile } from '../dataset/write.ts'
import { loadSchema, schemaNames } from '../schema/load.ts'
import { dataModelPage } from './data-model-page.ts'
import { recordTypes } from './record-types.ts'

const root = path.join(import.meta.dirname, '..')
const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
const file = positionals[0] ?? path.join(root, 'docs/data-model.md')
const schemas = Object.fromEntries(
  ([...schemaNames, 'common'] as const).map(name => [name, loadSchema(name)]),
)
const records = recordTypes(readFileSync(path.join(root, 'dataset/api/records.ts'), 'utf8'))
const page = dataModelPage({ schemas, records, columns })

if (!values.check) replaceFile(file, page)
else if (!existsSync(file) || readFileSync(file, 'utf8') !== page) {
  console.error(`${file}: not what the schemas say; run \`npm run data-model\` and commit the result`)
  process.exitCode = 1
}
