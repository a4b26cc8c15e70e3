// Writes the pages about the rules: `npm run rule-docs`. Pages of rules that are gone are taken away.
// With --check it writes nothing and exits 1 when a page is not what would be written.
// Another folder may be given in place of docs/rules.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rules, suppressionRules } from '../check/index.ts'
import { replaceFile } from '../dataset/write/replace.ts'
import { rulePages } from './rule-pages.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
const folder = positionals[0] ?? fileURLToPath(new URL('../docs/rules/', import.meta.url))
const pages = rulePages(rules, suppressionRules)
const isStale = (file: string) => pages.get(file) !== current(file)
const stale = [...new Set([...pages.keys(), ...present()])].filter(isStale).sort()

if (values.check && stale.length > 0) {
  console.error(`${folder}: not what the rules say: ${stale.join(', ')}; run \`npm run rule-docs\``)
  process.exitCode = 1
} else if (!values.check) {
  mkdirSync(folder, { recursive: true })
  for (const file of stale) {
    const text = pages.get(file)
    if (text === undefined) rmSync(path.join(folder, file))
    else replaceFile(path.join(folder, file), text)
  }
}

function present(): string[] {
  try {
    return readdirSync(folder).filter(file => file.endsWith('.md'))
  } catch {
    return []
  }
}

function current(file: string): string | undefined {
  try {
    return readFileSync(path.join(folder, file), 'utf8')
  } catch {
    return undefined
  }
}
