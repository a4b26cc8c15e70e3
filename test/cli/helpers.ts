import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = path.join(root, 'bin/portolan.js')
export const fixtures = path.join(root, 'test/fixtures/cli')

/** Marks that speak to a terminal: control characters, those of the direction of text, and what shows nothing. */
export const controls =
  /(?!\n)[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u

const folders: string[] = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Content of files by their name; null makes an empty folder. */
export type Tree = Record<string, string | Uint8Array | null>

/** A temporary folder with these files. */
export function folderWith(files: Tree = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-test-'))
  folders.push(folder)
  put(folder, files)
  return folder
}

export function put(folder: string, files: Tree): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(content === null ? file : path.dirname(file), { recursive: true })
    if (content !== null) writeFileSync(file, content)
  }
}

/** A temporary folder with the two invented sources, and with a dataset when one is given. */
export function project(dataset?: string): string {
  const folder = folderWith()
  cpSync(path.join(fixtures, 'sources'), path.join(folder, 'sources'), { recursive: true })
  if (dataset) cpSync(dataset, path.join(folder, 'dataset'), { recursive: true })
  return folder
}

/** Puts other words into a file, all of them there. */
export function edit(folder: string, name: string, from: string, to: string): void {
  const text = readFileSync(path.join(folder, name), 'utf8')
  assert.ok(text.includes(from), `${name} holds ${from}`)
  put(folder, { [name]: text.replaceAll(from, to) })
}

/** Every file of a folder with its text, sorted; none when there is no such folder. */
export function contents(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const names = files.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name))).sort()
  return Object.fromEntries(names.map(name => [name, readFileSync(path.join(folder, name), 'utf8')]))
}

/** Names of the files that only one side has, or that differ. */
export function differing(a: Record<string, string>, b: Record<string, string>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(name => a[name] !== b[name]).sort()
}

/** A project whose dataset is current, and its files; built by the command line itself. */
export async function builtProject(): Promise<{ dataset: string; files: Record<string, string> }> {
  const folder = project()
  const { status, stderr } = await portolan(['build', '-q'], { cwd: folder })
  assert.is(status, 0, stderr)
  const dataset = path.join(folder, 'dataset')
  return { dataset, files: contents(dataset) }
}

export interface Run {
  status: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  cwd?: string
  input?: string | Uint8Array
  env?: Record<string, string>
}

export interface SpawnOptions extends RunOptions {
  /** What is started, in place of `bin/portolan.js`. */
  script?: string
  /** Options of node itself. */
  node?: string[]
  /** Reads only the first piece of what is written, as `head` does. */
  closeEarly?: boolean
  /** Sends a signal after so many milliseconds. */
  kill?: { signal: NodeJS.Signals; after: number }
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Runs a command line in this process, one at a time, with a working folder, streams and environment of its own.
 * It starts when somebody waits for it, so that a run made at import changes nothing for other files.
 */
export function portolan(args: string[], options: RunOptions = {}): Promise<Run> {
  return new Lazy(() => {
    const run = last.then(() => runHere(args, options))
    last = run.catch(() => {})
    return run
  })
}

/** Runs several command lines one after the other. */
export function several(all: { args: string[]; cwd?: string }[]): Promise<Run[]> {
  return new Lazy(async () => {
    const runs: Run[] = []
    for (const { args, cwd } of all) runs.push(await portolan(args, { cwd }))
    return runs
  })
}

/** A promise whose work starts with the first `then`. */
class Lazy<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'Lazy'
  #start: () => Promise<T>
  #started?: Promise<T>

  constructor(start: () => Promise<T>) {
    this.#start = start
  }

  // biome-ignore lint/suspicious/noThenProperty: this is a promise
  then: Promise<T>['then'] = (done, failed) => this.#promise().then(done, failed)
  catch: Promise<T>['catch'] = failed => this.#promise().catch(failed)
  finally: Promise<T>['finally'] = after => this.#promise().finally(after)

  #promise(): Promise<T> {
    this.#started ??= this.#start()
    return this.#started
  }
}

async function runHere(args: string[], { cwd = fixtures, input = '', env }: RunOptions): Promise<Run> {
  const { main } = await import('../../dist/cli/main.js')
  const run: Run = { status: null, stdout: '', stderr: '' }
  const stdin = Readable.from(input.length === 0 ? [] : [Buffer.from(input)])
  const into = (name: 'stdout' | 'stderr') => ({
    write(content: string | Uint8Array) {
      run[name] += typeof content === 'string' ? content : Buffer.from(content).toString()
      return true
    },
    once() {},
  })
  const before = { env: process.env, cwd: process.cwd() }
  process.env = { ...plainEnvironment(), ...env }
  try {
    process.chdir(cwd)
    run.status = await main(['node', 'portolan', ...args], {
      stdin,
      stdout: into('stdout'),
      stderr: into('stderr'),
    })
  } finally {
    process.env = before.env
    process.chdir(before.cwd)
  }
  return run
}

/** The environment without what the test runner, or a terminal, adds. */
function plainEnvironment(): Record<string, string | undefined> {
  const { COLUMNS: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...inherited } = process.env
  return inherited
}

let running = 0
const waiting: (() => void)[] = []

/** Runs the command line in a process of its own; never more of them at a time than there are processors. */
export async function spawned(
  args: string[],
  options: SpawnOptions = {},
): Promise<Run & { signal: NodeJS.Signals | null }> {
  if (running >= availableParallelism()) await new Promise<void>(resolve => waiting.push(resolve))
  running++
  try {
    return await start(args, options)
  } finally {
    running--
    waiting.shift()?.()
  }
}

function start(args: string[], options: SpawnOptions): Promise<Run & { signal: NodeJS.Signals | null }> {
  const { cwd = fixtures, input, env, script = bin, node = [], closeEarly, kill } = options
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, script, ...args], {
      cwd,
      env: { ...plainEnvironment(), ...env },
    })
    const run: Run = { status: null, stdout: '', stderr: '' }
    const timer = kill && setTimeout(() => child.kill(kill.signal), kill.after)
    child.stdout.setEncoding('utf8').on('data', text => {
      run.stdout += text
      if (closeEarly) child.stdout.destroy()
    })
    child.stderr.setEncoding('utf8').on('data', text => (run.stderr += text))
    child.stdin.on('error', () => {}) // It may stop reading early.
    child.stdin.end(input ?? '')
    child.on('error', reject)
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      resolve({ ...run, status, signal })
    })
  })
}
