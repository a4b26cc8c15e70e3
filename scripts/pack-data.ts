// Makes the files of the package portolan-data that are not committed: the workbook and the database.
// `npm pack` and `npm publish` run it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadDataset } from '../dataset/files.ts'
import { lineUrlIn } from '../dataset/pack/sheets.ts'
import { toSqlite } from '../dataset/pack/sqlite.ts'
import { toXlsx } from '../dataset/pack/xlsx.ts'
import { replaceFile } from '../dataset/write.ts'

const folder = path.join(import.meta.dirname, '../dataset')
const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
const dataset = loadDataset(folder)

replaceFile(path.join(folder, 'flows.xlsx'), await toXlsx(dataset, lineUrlIn(about)))
replaceFile(path.join(folder, 'portolan.sqlite'), await toSqlite(dataset))
