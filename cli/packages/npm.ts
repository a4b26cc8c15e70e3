import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InputError } from '../input.ts'

/** Most milliseconds that npm may take. */
const patience = 120_000

/** Whether a name is that of a published package with its version: `portolan-data@1.2.0`. */
export function isPackageName(name: string): boolean {
  return /^(?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9~][\w.~-]*@[\w.+-]+$/i.test(name)
}

/**
 * Fetches a published package from the registry that npm is configured for. Nothing of it is run.
 *
 * @param name with its version
 * @returns the archive's bytes, which are what the registry says they should be
 * @throws {InputError} when it cannot be fetched, or is not what it should be
 */
export async function fetchPackage(name: string): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-'))
  try {
    // Where there is a package npm looks for settings no further: those of the folder that we run in may be a
    // stranger's, and name a registry that is sent what the environment holds.
    writeFileSync(path.join(folder, 'package.json'), '{}')
    const npm = npmIn(folder, name)
    const [packed] = await npm(['pack', name, '--ignore-scripts', `--pack-destination=${folder}`])
    const { id, filename } = packed as { id: string; filename: string }
    const bytes = readFileSync(path.join(folder, path.basename(filename)))
    const integrity = await npm(['view', id, 'dist.integrity'])
    if (!isIntact(bytes, String(integrity))) throw new InputError(name, 'is not what the registry says it is')
    return bytes
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Whether bytes are those that an integrity names.
 *
 * @param integrity hashes as `sha512-…`, parted by blanks; weaker ones do not count
 */
export function isIntact(bytes: Buffer, integrity: string): boolean {
  const hash = createHash('sha512').update(bytes).digest('base64')
  return integrity.split(/\s+/).some(one => one.split('?')[0] === `sha512-${hash}`)
}

type Answer = Record<number, unknown> & Iterable<unknown>

/** Makes what runs npm in a folder and reads its answer. */
function npmIn(folder: string, name: string): (args: string[]) => Promise<Answer> {
  return args => npm(folder, name, args)
}

function npm(cwd: string, name: string, args: string[]): Promise<Answer> {
  const [program, before] = whereNpm()
  const all = [
    ...before,
    ...args,
    '--json',
    '--loglevel=error',
    '--no-update-notifier',
    '--no-audit',
    '--no-fund',
  ]
  return new Promise((resolve, reject) => {
    execFile(
      program,
      all,
      { cwd, timeout: patience, maxBuffer: 16e6, windowsHide: true },
      (error, stdout, stderr) => {
        if (error) reject(new InputError(name, `cannot be fetched: ${reasonOf(error, stderr)}`))
        else resolve(JSON.parse(stdout))
      },
    )
  })
}

/** Started by npm itself, we know where it is; on Windows it cannot be started by its name without a shell. */
function whereNpm(): [program: string, before: string[]] {
  const known = process.env.npm_execpath
  if (known && path.basename(known) === 'npm-cli.js') return [process.execPath, [known]]
  if (process.platform !== 'win32') return ['npm', []]
  return [process.execPath, [path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')]]
}

function reasonOf(error: Error & { code?: unknown; killed?: boolean }, stderr: string): string {
  if (error.code === 'ENOENT') return 'npm is not installed'
  if (error.killed) return `npm took more than ${patience / 1000} seconds`
  const said = stderr.split('\n').map(line => line.replace(/^npm (?:error|ERR!) ?/, '').trim())
  const [code, line] = said.filter(line => line !== '' && !line.startsWith('npm '))
  return [code?.replace(/^code /, ''), line].filter(Boolean).join(', ') || error.message
}
