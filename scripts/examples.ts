// Keeps the output that the documentation shows true: a code block behind `<!-- run: COMMAND -->` holds
// what the command prints (standard error included), run by sh in the project's root at 100 columns.
//
// Any other block tells why it is not run: `<!-- not run: REASON -->`. test/docs.test.ts sees to that.
//
//   tsx scripts/examples.ts            writes the blocks anew
//   tsx scripts/examples.ts --check    exit 1 when one is not what its command prints
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { replaceFile } from '../dataset/write.ts'

const root = path.join(import.meta.dirname, '..')
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'dataset/README.md', 'examples/README.md'],
  ...readdirSync(path.join(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]
const block = /(<!-- run: (.*?) -->\n+```\w*\n)([\s\S]*?)(\n```)/g

const check = process.argv.includes('--check')
for (const document of documents) {
  const file = path.join(root, document)
  const before = readFileSync(file, 'utf8')
  const after = before.replace(
    block,
    (_, head: string, command: string, _old: string, tail: string) => head + run(command) + tail,
  )
  if (after === before) continue
  if (check) {
    console.error(`${document}: shows output that its commands do not print; run \`npm run examples\``)
    process.exitCode = 1
  } else replaceFile(file, after)
}

function run(command: string): string {
  const env = { ...process.env, COLUMNS: '100', NO_COLOR: '1' }
  const ran = spawnSync('sh', ['-c', `{ ${command}; } 2>&1`], { cwd: root, encoding: 'utf8', env })
  return ran.stdout.trimEnd()
}
