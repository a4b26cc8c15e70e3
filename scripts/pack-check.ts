// Packs both packages as they would be published, and has them looked at by publint and attw: `npm run pack:check`.
// Exit 1 when one of them finds fault.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const folder = mkdtempSync(path.join(tmpdir(), 'portolan-pack-'))

/** Neither is written for require(), and attw knows modules and JSON only. */
const attw = [
  '--profile=esm-only',
  '--no-emoji',
  '--no-color',
  '--format=table-flipped',
  '--exclude-entrypoints',
  'flows.csv',
  'flows.xlsx',
  'portolan.sqlite',
]

try {
  run('npm', ['pack', '--silent', '--pack-destination', folder])
  run('npm', ['pack', '--silent', '--pack-destination', folder, '--workspace', 'portolan-data'])
  for (const name of readdirSync(folder).sort()) {
    run('npx', ['publint', '--strict', path.join(folder, name)])
    run('npx', ['attw', path.join(folder, name), ...attw])
  }
} finally {
  rmSync(folder, { recursive: true })
}

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
