import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { oneLine } from '../../../check/report/plain.ts'
import { GitError, git, tooMuch } from '../../git/repository.ts'
import { allowed, FetchError, type Fetching, publicAddresses } from './fetch-web.ts'

/** A file of a repository that is elsewhere. */
export interface GitFile {
  git: string
  path: string
  revision: string
}

/** Calls git with what is left of the time. */
type Run = (args: string[], maxSize?: number) => Promise<Buffer>

/**
 * Finds the commit that a revision names in a repository elsewhere.
 *
 * @throws {FetchError} when it names none, or the repository cannot be reached
 */
export async function findCommit(
  { git: url, revision }: Omit<GitFile, 'path'>,
  how: Fetching,
): Promise<string> {
  if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision)) return revision
  const names = [`refs/tags/${revision}^{}`, `refs/tags/${revision}`, `refs/heads/${revision}`]
  const listed = await inRepository(url, how, run => run(['ls-remote', '--quiet', '--', url, ...names]))
  const found = new Map(
    listed
      .toString()
      .split('\n')
      .map(line => line.split('\t').reverse() as [string, string]),
  )
  const commit = names.map(name => found.get(name)).find(Boolean)
  if (!commit) throw new FetchError(`has no branch or tag '${revision}'`)
  return commit
}

/**
 * Fetches a file at a commit: that commit alone, and of its files as few as the server can give.
 *
 * @throws {FetchError} when it cannot be fetched, or is no file
 */
export async function fetchFile(
  { git: url, path: file }: GitFile,
  commit: string,
  how: Fetching,
): Promise<{ bytes: Buffer; date: string }> {
  return inRepository(url, how, async run => {
    await run(['init', '--quiet', '--bare'])
    // A server that gives parts only has to be asked again, under its name.
    for (const [name, value] of [
      ['url', url],
      ['promisor', 'true'],
      ['partialclonefilter', 'blob:none'],
    ] as const)
      await run(['config', `remote.upstream.${name}`, value])
    await run(['fetch', '--quiet', '--depth=1', '--no-tags', 'upstream', commit])
    const listed = (await run(['ls-tree', '-z', commit, '--', file])).toString()
    const id = /^100\d{3} blob ([0-9a-f]+)\t/.exec(listed)?.[1]
    if (!id) throw new FetchError(`has no file ${file}`)
    const bytes = await run(['cat-file', 'blob', id], how.maxSize)
    const date = (await run(['show', '--no-patch', '--format=%cs', commit])).toString().trim()
    return { bytes, date }
  })
}

/** Works in a folder that is gone afterwards, where git finds nobody's settings and credentials. */
async function inRepository<T>(url: string, how: Fetching, work: (run: Run) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-'))
  try {
    return await work(await runner(folder, url, how))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The settings by which git asks a server at the addresses that were checked, and nobody else: a proxy would look the
 * name up anew, and a redirect would name another server.
 *
 * @throws {FetchError} when it may not be asked
 */
export async function settingsFor(
  url: string,
  { local, find }: Pick<Fetching, 'local' | 'find'>,
): Promise<Record<string, string>> {
  const settings = { 'http.followRedirects': 'false', 'http.proxy': '', 'gc.auto': '0' }
  if (local) return settings
  const { hostname, port } = allowed(new URL(url), { local })
  const addresses = await publicAddresses(hostname, find)
  const listed = addresses.map(({ address }) => (address.includes(':') ? `[${address}]` : address))
  return { ...settings, 'http.curloptResolve': `${hostname}:${port || 443}:${listed.join(',')}` }
}

async function runner(folder: string, url: string, how: Fetching): Promise<Run> {
  const { timeout, local } = how
  const deadline = performance.now() + timeout
  const settings = await settingsFor(url, how)
  const variables = {
    GIT_NO_LAZY_FETCH: '0',
    GIT_ALLOW_PROTOCOL: local ? 'https:file' : 'https',
    ...Object.fromEntries(['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME'].map(name => [name, folder])),
  }
  return async (args, maxSize) => {
    const left = Math.max(1, Math.ceil(deadline - performance.now()))
    try {
      return await git(folder, args, { maxSize, timeout: left, settings, variables })
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      if (performance.now() >= deadline) throw new FetchError(`took more than ${timeout / 1000} seconds`)
      const isLarge = maxSize !== undefined && error.message === tooMuch
      const message = oneLine(error.message).replaceAll(folder, 'our copy')
      throw new FetchError(isLarge ? `is larger than ${maxSize / 1e6} MB` : message)
    }
  }
}
