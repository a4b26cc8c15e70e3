import { Parts } from './parts.ts'
import type { Repository } from './repository.ts'

/** A commit that touched files. */
export interface Commit {
  id: string
  parents: string[]
  /** Author's date, ISO 8601. */
  date: string
  /** First line of its message. */
  subject: string
  files: Touched[]
}

/** A file that a commit touched; in a merge, one that differs from each of its parents. */
export interface Touched {
  /** Where it was and what it held, in each parent; null when it was not there. */
  before: (File | null)[]
  /** Null when it is not there any more. */
  after: File | null
}

export interface File {
  /** From the folder that was opened. */
  path: string
  /** Hash of its content. */
  id: string
}

/** What is asked of git for each commit. */
const header = ['%H', '%P', '%aI', '%s']
const options = [
  '--raw',
  '--no-abbrev',
  '-z',
  '-M',
  '-c',
  '--combined-all-paths',
  '--no-color',
  '--no-ext-diff',
  '--no-show-signature',
  '--encoding=UTF-8',
  `--format=${header.join('%x00')}`,
]

/**
 * Walks the commits that touched files, newest first.
 *
 * @param range a commit, or `A..B` of commits
 * @param paths files and folders, from the folder that was opened
 * @param follow whether to follow the one file under its former names
 * @throws {InputError} when git refuses
 */
export async function* history(
  repository: Repository,
  range: string,
  paths: string[],
  follow: boolean,
): AsyncGenerator<Commit> {
  const named = paths.map(path => repository.named(path))
  const args = ['log', ...options, ...(follow ? ['--follow'] : []), range, '--', ...named]
  const parts = new Parts(repository.stream(args))
  for (let id = await parts.next(); id !== null; id = await parts.next()) {
    if (id === '') continue
    const [from, date, subject] = [await parts.want(), await parts.want(), await parts.want()]
    const files = await readFiles(parts, repository)
    yield { id, parents: from.split(' ').filter(Boolean), date, subject, files }
  }
}

async function readFiles(parts: Parts, repository: Repository): Promise<Touched[]> {
  const files: Touched[] = []
  for (let part = await parts.peek(); part !== null && /^\n?(?::|$)/.test(part); part = await parts.peek()) {
    await parts.next()
    const words = part.trim()
    if (words !== '') files.push(await readFile(words, parts, repository))
  }
  return files
}

/** `:100644 100644 ID ID M`, with as many colons as there are parents; then its paths. */
async function readFile(words: string, parts: Parts, repository: Repository): Promise<Touched> {
  const count = words.lastIndexOf(':') + 1
  const fields = words.slice(count).split(' ')
  const modes = fields.slice(0, count + 1)
  const ids = fields.slice(count + 1, 2 * count + 2)
  const renamed = count > 1 || /^[RC]/.test(fields.at(-1)!)
  const paths = [await parts.want()]
  for (let i = 1; renamed && i <= count; i++) paths.push(await parts.want())
  const all = modes.map((mode, i) => {
    const path = repository.shown(paths[Math.min(i, paths.length - 1)]!)
    return mode.startsWith('100') ? { path, id: ids[i]! } : null
  })
  return { before: all.slice(0, -1), after: all.at(-1)! }
}
