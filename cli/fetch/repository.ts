import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { GitError, git, tooMuch } from '../git/run.ts'
import { FetchError, type Fetching } from './fetching.ts'

/** A file of a repository that is elsewhere. */
export interface GitFile {
  git: string
  path: string
  revision: string
}

/** Calls git with what is left of the time. */
type Run = (folder: string, args: string[], maxSize?: number) => Promise<Buffer>

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
  const listed = await runner(how)(tmpdir(), ['ls-remote', '--quiet', '--', url, ...names])
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
): Promise<Buffer> {
  const run = runner(how)
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-'))
  try {
    await run(folder, ['init', '--quiet', '--bare'])
    // A server that gives parts only has to be asked again, under its name.
    for (const [name, value] of [
      ['url', url],
      ['promisor', 'true'],
      ['partialclonefilter', 'blob:none'],
    ] as const)
      await run(folder, ['config', `remote.upstream.${name}`, value])
    await run(folder, ['fetch', '--quiet', '--depth=1', '--no-tags', 'upstream', commit])
    const listed = (await run(folder, ['ls-tree', '-z', commit, '--', file])).toString()
    const id = /^100\d{3} blob ([0-9a-f]+)\t/.exec(listed)?.[1]
    if (!id) throw new FetchError(`has no file ${file}`)
    return await run(folder, ['cat-file', 'blob', id], how.maxSize)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runner({ timeout, local, redirects }: Fetching): Run {
  const deadline = performance.now() + timeout
  const settings = {
    'protocol.https.allow': 'always',
    'protocol.file.allow': local ? 'always' : 'never',
    'http.followRedirects': redirects ? 'true' : 'false',
    'gc.auto': '0',
  }
  return async (folder, args, maxSize) => {
    const left = Math.max(1, Math.ceil(deadline - performance.now()))
    try {
      return await git(folder, args, {
        maxSize,
        timeout: left,
        settings,
        variables: { GIT_NO_LAZY_FETCH: '0' },
      })
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      if (performance.now() >= deadline) throw new FetchError(`took more than ${timeout / 1000} seconds`)
      const isLarge = maxSize !== undefined && error.message === tooMuch
      throw new FetchError(isLarge ? `is larger than ${maxSize / 1e6} MB` : error.message)
    }
  }
}
