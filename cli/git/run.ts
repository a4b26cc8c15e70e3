import { execFile, spawnSync } from 'node:child_process'
import { devNull } from 'node:os'

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
