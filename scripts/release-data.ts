// Prepares a release of the data: `npm run release:data -- BEFORE --date 2026-01-31`.
//
//   BEFORE           folder with the data released last: dataset/ of its tag, or the unpacked package
//   --date DAY       day of the release
//   --at-least STEP  major, minor or patch: types in the schemas and the functions of the package are not compared
//   --dry-run        print the version and the entry of the changelog, and write nothing
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadDataset } from '../dataset/files.ts'
import { type Edition, entryOf, nextVersion, releaseOf, type Step, steps } from '../dataset/release.ts'
import { replaceFile } from '../dataset/write.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    date: { type: 'string', default: '' },
    'at-least': { type: 'string', default: 'patch' },
    'dry-run': { type: 'boolean' },
  },
})
const [before] = positionals
if (!before || !/^\d{4}-\d\d-\d\d$/.test(values.date) || !(steps as string[]).includes(values['at-least'])) {
  console.error('usage: release-data.ts BEFORE --date 2026-01-31 [--at-least STEP] [--dry-run]')
  process.exit(2)
}

const folder = path.join(import.meta.dirname, '../dataset')
const file = (name: string) => path.join(folder, name)
const text = (name: string) => readFileSync(file(name), 'utf8')
const { version: current } = JSON.parse(readFileSync(path.join(before, 'package.json'), 'utf8'))
const found = releaseOf(editionIn(before), editionIn(folder))
const step = steps.find(step => step === found.step || step === values['at-least']) as Step
const version = nextVersion(current, step)
const entry = entryOf(version, values.date, { ...found, step })
console.log(`${version}: a ${step} step from ${current}`)
for (const reason of found.reasons) console.log(`  ${reason}`)
if (values['dry-run']) console.log(`\n${entry}`)
else write()

function editionIn(folder: string): Edition {
  const schemas = readdirSync(path.join(folder, 'schema')).map(name => [
    name,
    JSON.parse(readFileSync(path.join(folder, 'schema', name), 'utf8')),
  ])
  return { dataset: loadDataset(folder), schemas: Object.fromEntries(schemas) }
}

/** Writes the changelog, and the version wherever it is mentioned behind what a pattern matches. */
function write(): void {
  const places: [string, RegExp][] = [
    ['package.json', /("name": "portolan-data",\s+"version": ")[^"]*/],
    ['README.md', /(portolan-data, version )\d+\.\d+\.\d+/],
    ['../package.json', /("portolan-data": ")[^"]*/],
    ['../docs/roles.md', /(portolan-data )\d+\.\d+\.\d+/g],
  ]
  for (const [name, pattern] of places) replaceFile(file(name), text(name).replace(pattern, `$1${version}`))
  replaceFile(file('CHANGELOG.md'), text('CHANGELOG.md').replace(/(?=^## )/m, `${entry}\n`))
}
