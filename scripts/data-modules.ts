// Writes the data as modules for the package portolan-data, which is compiled from them: `npm run compile`.
// They are not committed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadDataset } from '../dataset/load.ts'
import { modulesOf } from '../dataset/pack/modules.ts'

const root = path.join(import.meta.dirname, '..')
const { positionals } = parseArgs({ allowPositionals: true })
const folder = path.join(root, 'dataset/api/data')
const dataset = loadDataset(positionals[0] ?? path.join(root, 'dataset'))

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const [name, text] of modulesOf(dataset)) writeFileSync(path.join(folder, name), text)
