import { type Commit, history } from './history.ts'
import type { Repository } from './repository.ts'

/** What of a history is walked. */
export interface Walk {
  /** A commit, or `A..B` of commits. */
  range: string
  /** Files and folders, from the folder that was opened. */
  paths: string[]
  /** Whether to follow the one file under its former names. */
  follow: boolean
}

/** A commit that touched files, or what they include. */
export interface Walked extends Commit {
  /** Paths of what is included and was touched. */
  included: string[]
}

/**
 * Walks the commits that touched files or what they include, newest first. Git follows one file only, so what is
 * included is walked by itself and put where it belongs.
 *
 * @param included files
 * @throws {InputError} when git refuses
 */
export async function* allHistory(
  repository: Repository,
  { range, paths, follow }: Walk,
  included: string[],
): AsyncGenerator<Walked> {
  const others = included.length > 0 ? await all(history(repository, range, included, false)) : []
  const order = others.length > 0 ? await orderOf(repository, range) : new Map<string, number>()
  const place = ({ id }: Commit) => order.get(id) ?? order.size
  const queue = others.sort((a, b) => place(a) - place(b))
  for await (const commit of history(repository, range, paths, follow)) {
    while (queue[0] && place(queue[0]) < place(commit)) yield alone(queue.shift()!)
    const isSame = queue[0]?.id === commit.id
    yield { ...commit, included: isSame ? pathsOf(queue.shift()!) : [] }
  }
  yield* queue.map(alone)
}

async function all(commits: AsyncIterable<Commit>): Promise<Commit[]> {
  const found: Commit[] = []
  for await (const commit of commits) found.push(commit)
  return found
}

async function orderOf(repository: Repository, range: string): Promise<Map<string, number>> {
  const listed = (await repository.run(['rev-list', range, '--'])).toString()
  return new Map(listed.split('\n').map((id, i) => [id, i]))
}

function alone(commit: Commit): Walked {
  return { ...commit, files: [], included: pathsOf(commit) }
}

function pathsOf({ files }: Commit): string[] {
  const all = files.flatMap(({ before, after }) => [...before, after])
  return [...new Set(all.flatMap(file => file?.path ?? []))]
}
