// Makes the file of the package portolan-data that is not committed: the workbook.
// `npm pack` and `npm publish` run it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadDataset } from '../dataset/files.ts'
import { lineUrlIn } from '../dataset/pack/sheets.ts'
import { toXlsx } from '../dataset/pack/xlsx.ts'
import { replaceFile } from '../dataset/write.ts'

const folder = path.join(import.meta.dirname, '../dataset')
const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
const dataset = loadDataset(folder)

replaceFile(path.join(folder, 'flows.xlsx'), await toXlsx(dataset, lineUrlIn(about)))
