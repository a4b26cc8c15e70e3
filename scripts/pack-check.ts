// Packs both packages as they would be published, checks them with publint and attw, and measures what an
// installation of the tool takes: `npm run pack:check`. `npm run size` only measures.
// Exit 1 when a check fails, or the installation is larger than it may be.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
/** What an installation without optional packages may take. */
const most = { packages: 70, bytes: 15e6 }

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
]

try {
  run('npm', ['pack', '--silent', '--pack-destination', folder])
  run('npm', ['pack', '--silent', '--pack-destination', folder, '--workspace', 'portolan-data'])
  const packed = readdirSync(folder).map(name => path.join(folder, name))
  if (!process.argv.includes('--size'))
    for (const file of packed.sort()) {
      run('npx', ['publint', '--strict', file])
      run('npx', ['attw', file, ...attw])
    }
  measure(packed)
} finally {
  rmSync(folder, { recursive: true })
}

/** Installs the packed files into an empty project, without optional packages. */
function measure(packed: string[]): void {
  const project = path.join(folder, 'project')
  mkdirSync(project)
  writeFileSync(path.join(project, 'package.json'), '{ "private": true }')
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', ...packed], project)
  const lock = JSON.parse(readFileSync(path.join(project, 'node_modules/.package-lock.json'), 'utf8'))
  const packages = Object.keys(lock.packages).length
  const bytes = onDisk(path.join(project, 'node_modules'))
  console.log(`installed: ${packages} packages, ${(bytes / 1e6).toFixed(1)} MB on disk`)
  if (packages > most.packages || bytes > most.bytes) {
    console.error(`an installation may take at most ${most.packages} packages and ${most.bytes / 1e6} MB`)
    process.exitCode = 1
  }
}

/** Bytes of all files in a folder, in blocks of 4,096. */
function onDisk(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  )
  const sizes = entries.map(({ parentPath, name }) => statSync(path.join(parentPath, name)).size)
  return sizes.reduce((sum, size) => sum + Math.ceil(size / 4096) * 4096, 0)
}

function run(command: string, args: string[], cwd = root): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
