// Writes docs/rules.md, the page about all rules: `npm run rule-docs`.
// With --check it writes nothing, and exits 1 when the page is out of date. Another file may be given in its place.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rules, suppressionRules } from '../check/index.ts'
import { replaceFile } from '../dataset/write.ts'
import { rulePage } from './rule-page.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
const file = positionals[0] ?? fileURLToPath(new URL('../docs/rules.md', import.meta.url))
const page = await rulePage(rules, suppressionRules)

if (!values.check) replaceFile(file, page)
else if (!existsSync(file) || readFileSync(file, 'utf8') !== page) {
  console.error(`${file} is out of date: run \`npm run rule-docs\` and commit the result`)
  process.exitCode = 1
}
