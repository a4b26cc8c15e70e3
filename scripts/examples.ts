// Keeps the output that the documentation shows true: a code block after `<!-- run: COMMAND -->` holds what the command
// prints, standard error included. Commands are run by sh in the project's root, 100 columns wide. A command that fails
// is an error: nothing is written and the exit status is 1. `<!-- run, exit 1: COMMAND -->` declares the status that a
// command is expected to exit with.
//
// A block that is not run says why: `<!-- not run: REASON -->`. test/docs.test.ts checks that.
//
//   tsx scripts/examples.ts [PAGE...]            writes the blocks again, of all pages or of those named
//   tsx scripts/examples.ts --check [PAGE...]    exits 1 when a block is not what its command prints
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { replaceFile } from '../dataset/write.ts'

const root = path.join(import.meta.dirname, '..')
const block = /(<!-- run(?:, exit (\d+))?: (.*?) -->\n+```\w*\n)([\s\S]*?)(\n```)/g

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
const documents = positionals.length > 0 ? positionals : all()

function all(): string[] {
  const pages = readdirSync(path.join(root, 'docs')).filter(name => name.endsWith('.md'))
  return [
    ...['README.md', 'CONTRIBUTING.md', 'dataset/README.md', 'examples/README.md'],
    ...pages.map(name => `docs/${name}`),
  ]
}

for (const document of documents) {
  const file = path.resolve(root, document)
  const before = readFileSync(file, 'utf8')
  const failures: string[] = []
  const after = before.replace(
    block,
    (_, head: string, expected: string | undefined, command: string, _old: string, tail: string) => {
      const { status, output } = run(command)
      if (status !== Number(expected ?? 0))
        failures.push(
          `Unexpected exit status ${status} of \`${command}\`, expected ${expected ?? 0}:\n${output}`,
        )
      return head + output + tail
    },
  )
  for (const failure of failures) console.error(`${document}: ${failure}`)
  const isStale = values.check && after !== before
  if (isStale)
    console.error(`${document}: shows output that its commands do not print; run \`npm run examples\``)
  if (failures.length > 0 || isStale) process.exitCode = 1
  else if (after !== before) replaceFile(file, after)
}

function run(command: string): { status: number | null; output: string } {
  const env = { ...process.env, COLUMNS: '100', NO_COLOR: '1' }
  const { status, stdout } = spawnSync('sh', ['-c', `{ ${command}; } 2>&1`], {
    cwd: root,
    encoding: 'utf8',
    env,
  })
  return { status, output: stdout.trimEnd() }
}
