// Writes dataset/api/names.ts, the types of the names that the data use: `npm run names`.
// With --check it writes nothing and exits 1 when the file is not what would be written.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadDataset } from '../dataset/files.ts'
import { namesOf } from '../dataset/pack/modules.ts'
import { replaceFile } from '../dataset/write.ts'

const root = path.join(import.meta.dirname, '..')
const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
const file = path.join(root, 'dataset/api/names.ts')
const text = namesOf(loadDataset(positionals[0] ?? path.join(root, 'dataset')))
const current = existsSync(file) ? readFileSync(file, 'utf8') : null

if (!values.check) replaceFile(file, text)
else if (current !== text) {
  console.error(`${file}: does not fit the data; run \`npm run names\` and commit the result`)
  process.exitCode = 1
}
