import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path'
import { InputError, nameOf } from '../../project/input.ts'

/** A file of a commit. */
export interface Entry {
  /** From the folder that was opened, with `/`. */
  path: string
  /** Hash of its content. */
  id: string
  /** Its path in the commit that it is compared with, where that is another one. */
  later?: string
}

/** Why a content is not given. */
export type NoContent = 'missing' | 'large'

/** Most bytes of contents that are read at a time. */
const chunk = 32e6

/** A repository that is read without a checkout. */
export class Repository {
  /** The folder that was opened, as it is named. */
  readonly name: string
  readonly folder: string
  /** That folder's path within the repository: empty, or with `/` at its end. */
  readonly prefix: string

  /**
   * Opens the repository that a folder belongs to.
   *
   * @throws {InputError} when there is none, or git may not read it
   */
  constructor(folder: string) {
    this.name = nameOf(folder) || '.'
    this.folder = folder
    if (!existsSync(folder)) throw new InputError(this.name, 'does not exist')
    const answer = this.run(['rev-parse', '--is-bare-repository', '--absolute-git-dir', '--show-prefix'])
    const [, isBare, home = '', prefix] = /^(true|false)\n(.*?)\n([^\n]*)\n?$/s.exec(String(answer)) ?? []
    if (isBare === 'true' && isAmong(home)) throw new InputError(this.name, embedded)
    this.prefix = prefix ?? ''
  }

  /**
   * Runs git in the repository.
   *
   * @throws {InputError} when git refuses; with the message given, or git's own
   */
  run(args: string[], input?: string, message?: string): Buffer {
    try {
      return gitSync(this.folder, args, input)
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      throw new InputError(this.name, message ?? error.message)
    }
  }

  /**
   * Finds the commit that a revision names.
   *
   * @throws {InputError} when it names none
   */
  commit(revision: string): string {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
    return String(this.run(args, '', `knows no commit '${revision}'`)).trim()
  }

  /** Whether older commits were left out when it was cloned. */
  isShallow(): boolean {
    return String(this.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true'
  }

  /**
   * Finds the latest commit that two have in common.
   *
   * @throws {InputError} when they have none
   */
  base(one: string, other: string): string {
    return String(this.run(['merge-base', one, other], '', 'both revisions have no commit in common')).trim()
  }

  /**
   * Lists the files of a commit, sorted; neither links nor submodules.
   *
   * @param paths files and folders, from the folder that was opened; none: that folder
   * @throws {InputError} when a path leads out of the repository
   */
  files(commit: string, paths: string[]): Entry[] {
    const within = (paths.length > 0 ? paths : ['.']).map(path => this.full(path))
    const tree = this.tree(commit, within.includes('') ? [] : within)
    return [...tree].map(([full, id]) => ({ path: this.shown(full), id }))
  }

  /** The files of a commit: path from the repository's top → hash of its content. */
  tree(commit: string, within: string[] = []): Map<string, string> {
    const listed = recordsIn(this.run(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...within]))
    const found = listed.flatMap(record => {
      const { id, path } = /^100\d{3} blob (?<id>[0-9a-f]+)\t(?<path>.*)$/s.exec(record)?.groups ?? {}
      return path === undefined ? [] : [[path, id!] as const]
    })
    return new Map(found)
  }

  /** Files that one commit has under another name than an earlier one: name after → name before. */
  renames(before: string, after: string): Map<string, string> {
    const args = ['diff-tree', '-r', '-z', '-M', '--diff-filter=R', '--name-status', before, after]
    const parts = recordsIn(this.run(args))
    const starts = parts.map((_, i) => i).filter(i => i % 3 === 0 && i + 2 < parts.length)
    return new Map(starts.map(i => [this.shown(parts[i + 2]!), this.shown(parts[i + 1]!)]))
  }

  /**
   * Reads contents, in the order given; only some megabytes are held at a time.
   *
   * @param wanted hashes, with the most bytes that a content may have
   */
  *contents(wanted: { id: string; most: number }[]): Generator<Buffer | NoContent> {
    const sizes = this.#sizes(wanted.map(({ id }) => id))
    const isRead = ({ id, most }: { id: string; most: number }) => (sizes.get(id) ?? Infinity) <= most
    for (let at = 0; at < wanted.length; ) {
      const start = at
      for (let bytes = 0; at < wanted.length && (at === start || bytes < chunk); at++)
        bytes += isRead(wanted[at]!) ? sizes.get(wanted[at]!.id)! : 0
      const part = wanted.slice(start, at)
      const found = this.#read(part.filter(isRead).map(({ id }) => id))
      for (const one of part)
        yield (isRead(one) && found.get(one.id)) || (sizes.has(one.id) ? 'large' : 'missing')
    }
  }

  #sizes(ids: string[]): Map<string, number> {
    if (ids.length === 0) return new Map()
    const answer = this.run(['cat-file', '--batch-check=%(objectname) %(objectsize)'], ids.join('\n'))
    // Of what there is not it says "ID missing".
    const lines = String(answer)
      .split('\n')
      .map(line => line.split(' '))
    return new Map(
      lines.filter(([, size]) => /^\d+$/.test(size ?? '')).map(([id, size]) => [id!, Number(size)]),
    )
  }

  #read(ids: string[]): Map<string, Buffer> {
    const found = new Map<string, Buffer>()
    if (ids.length === 0) return found
    const answer = this.run(['cat-file', '--batch=%(objectname) %(objectsize)'], ids.join('\n'))
    for (let at = 0; at < answer.length; ) {
      const start = answer.indexOf('\n', at) + 1
      const [id = '', size] = answer.toString('latin1', at, start).trim().split(' ')
      found.set(id, answer.subarray(start, start + Number(size)))
      at = start + Number(size) + 1
    }
    return found
  }

  /**
   * A path from the repository's top, for one from the folder that was opened, or an absolute one.
   *
   * @throws {InputError} when it leads out of the repository
   */
  full(path: string): string {
    const inner = isAbsolute(path) ? relative(resolve(this.folder), path) : path
    const full = posix.join(this.prefix, inner.split(sep).join('/')).replace(/^\.?\/?$|\/$/, '')
    if (/^\.\.(?:\/|$)/.test(full)) throw new InputError(path, 'is outside of the repository')
    return full
  }

  /**
   * A path from the folder that was opened, in its shortest form.
   *
   * @throws {InputError} when it leads out of the repository
   */
  named(path: string): string {
    return this.shown(this.full(path)) || '.'
  }

  /** A path from the folder that was opened, for one from the repository's top. */
  shown(full: string): string {
    return this.prefix === '' ? full : posix.relative(this.prefix, full)
  }
}

const embedded = 'is a bare repository in the files of another one, whose settings anybody can have written'

/** Whether a repository is among the files of another one, where a commit can put a whole bare one. */
function isAmong(home: string, folder: string = dirname(home)): boolean {
  const own = join(folder, '.git')
  if (own !== home && existsSync(own)) return true
  return dirname(folder) !== folder && isAmong(home, dirname(folder))
}

function recordsIn(bytes: Buffer): string[] {
  return String(bytes).split('\0').filter(Boolean)
}

// Windows would look for programs in the folder first, which is the repository's.
if (process.platform === 'win32') process.env.NoDefaultCurrentDirectoryInExePath = '1'

/** Git refused; the message is its own first line. */
export class GitError extends Error {
  override name = 'GitError'
}

/** The message of an error for more output than was to be. */
export const tooMuch = 'git writes more than it may'

/** What of the caller's variables for git is kept: where its certificates and its user's settings are. */
const kept = new Set(['GIT_CONFIG_GLOBAL', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'])

/**
 * A repository's own settings may name programs; none of them is run, and nothing is asked or fetched. Its
 * `protocol.NAME.allow` would go before `protocol.allow` here, so `GIT_ALLOW_PROTOCOL` forbids them all besides.
 */
const settings = {
  'core.fsmonitor': 'false',
  'core.hooksPath': devNull,
  'core.askPass': '',
  'credential.helper': '',
  'log.showSignature': 'false',
  'protocol.allow': 'never',
  'protocol.ext.allow': 'never',
}

/** How a call of git is bounded. */
export interface Bounds {
  /** Most bytes of output. */
  maxSize?: number
  /** Most milliseconds. */
  timeout?: number
  /** Settings beyond those that keep a call safe. */
  settings?: Record<string, string>
  /** Variables beyond those that keep a call safe. */
  variables?: Record<string, string>
}

/**
 * Runs git, never through a shell.
 *
 * @param folder where it runs
 * @returns what it writes
 * @throws {GitError} when it refuses, is not installed, or goes beyond its bounds
 */
export function git(folder: string, args: string[], bounds: Bounds = {}): Promise<Buffer> {
  const { maxSize = 256e6, timeout = 0, variables } = bounds
  const options = {
    cwd: folder,
    env: { ...environment(), ...variables },
    timeout,
    killSignal: 'SIGKILL' as const,
  }
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...before(bounds.settings), ...args],
      { ...options, maxBuffer: maxSize, encoding: 'buffer', windowsHide: true },
      (error, stdout, stderr) => (error ? reject(refusal(error, stderr, timeout)) : resolve(stdout)),
    )
  })
}

/**
 * Runs git and waits for it, never through a shell.
 *
 * @param folder where it runs
 * @param input what it reads
 * @returns what it writes
 * @throws {GitError} when it refuses, is not installed, or writes too much
 */
export function gitSync(folder: string, args: string[], input = ''): Buffer {
  const options = { cwd: folder, env: environment(), input, maxBuffer: 256e6, windowsHide: true }
  const { error, status, stdout, stderr } = spawnSync('git', [...before(), ...args], options)
  if (error || status !== 0) throw refusal(error ?? new Error(`git ${args[0]} failed`), stderr)
  return stdout
}

/**
 * The variables with which git runs: none that lead it to another repository or start a program.
 *
 * @param from those of the caller
 */
export function environment(from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const own = Object.entries(from).filter(([name]) => !/^GIT_/i.test(name) || kept.has(name))
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
  }
}

function before(more: Record<string, string> = {}): string[] {
  const all = Object.entries({ ...settings, ...more })
  const fixed = ['--no-pager', '--no-replace-objects', '--literal-pathspecs']
  return [...fixed, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** Makes of what git says, or of why it could not be started, an error in a line. */
function refusal(
  error: Error & { code?: unknown; killed?: boolean },
  stderr: Buffer | null,
  timeout = 0,
): GitError {
  if (error.code === 'ENOENT') return new GitError('git is not installed')
  if (['ERR_CHILD_PROCESS_STDIO_MAXBUFFER', 'ENOBUFS'].includes(String(error.code)))
    return new GitError(tooMuch)
  if (error.killed) return new GitError(`git took more than ${timeout / 1000} seconds`)
  const lines = String(stderr ?? '')
    .split('\n')
    .filter(Boolean)
  const line = lines.find(line => /^(?:fatal|error):/.test(line)) ?? lines[0] ?? error.message.split('\n')[0]!
  return new GitError(line.replace(/^(?:fatal|error): /, ''))
}
