// Writes the data as modules for the package portolan-data, which is compiled from them: `npm run compile`.
// They are not committed.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadDataset } from '../dataset/files.ts'
import { modulesOf } from '../dataset/pack/modules.ts'
import { replaceFile } from '../dataset/write.ts'

const root = path.join(import.meta.dirname, '..')
const { positionals } = parseArgs({ allowPositionals: true })
const folder = path.join(root, 'dataset/api/data')
const dataset = loadDataset(positionals[0] ?? path.join(root, 'dataset'))

const modules = modulesOf(dataset)
mkdirSync(folder, { recursive: true })
for (const [name, text] of modules) replaceFile(path.join(folder, name), text)
for (const name of readdirSync(folder)) if (!modules.has(name)) rmSync(path.join(folder, name))
