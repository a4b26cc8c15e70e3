import type { Repository } from './repository.ts'
import { type Entry, listFiles, listRenames } from './trees.ts'

/** Two commits, and how they were named. */
export interface Revisions {
  before: Revision
  after: Revision
}

export interface Revision {
  /** As it was named. */
  name: string
  commit: string
}

/** Two revisions as they were named, and the paths in question. */
export interface Range {
  names: [before: string, after: string]
  /** Whether to start from the latest commit that both have in common. */
  common: boolean
  paths: string[]
}

/**
 * Understands how git names two revisions: `A..B`, `A...B` (from what both have in common), or each by itself.
 * A side of a range that is left out is HEAD.
 *
 * @param words the revisions, then paths
 * @returns null when there are too few
 */
export function readRange(words: string[]): Range | null {
  const [first = '', second, ...paths] = words
  const range = /^(?<a>.*?)(?<dots>\.{2,3})(?<b>.*)$/.exec(first)?.groups
  if (range) {
    const names: [string, string] = [range.a || 'HEAD', range.b || 'HEAD']
    return { names, common: range.dots === '...', paths: words.slice(1) }
  }
  return second === undefined ? null : { names: [first, second], common: false, paths }
}

/**
 * Finds the commits of two revisions.
 *
 * @throws {InputError} when a name names none
 */
export async function findRevisions(repository: Repository, { names, common }: Range): Promise<Revisions> {
  const [one, other] = [await repository.commit(names[0]), await repository.commit(names[1])]
  const commit = common ? await repository.base(one, other) : one
  return { before: { name: names[0], commit }, after: { name: names[1], commit: other } }
}

/**
 * Understands where a walk through history starts: a revision, or `A..B` for what is in B and not in A.
 *
 * @returns the commits as git wants them, and the one that the walk starts from
 * @throws {InputError} when a name names none
 */
export async function rangeOf(
  repository: Repository,
  words: string,
): Promise<{ words: string; tip: string }> {
  const range = readRange([words])
  if (!range) {
    const tip = await repository.commit(words)
    return { words: tip, tip }
  }
  const [from, tip] = [await repository.commit(range.names[0]), await repository.commit(range.names[1])]
  return { words: `${range.common ? await repository.base(from, tip) : from}..${tip}`, tip }
}

/**
 * Lists the files of two commits; one that was renamed into the paths, or out of them, is in both lists.
 *
 * @param paths files and folders
 */
export async function listBoth(
  repository: Repository,
  { before, after }: Revisions,
  paths: string[],
): Promise<{ before: Entry[]; after: Entry[] }> {
  const old = await listFiles(repository, before.commit, paths)
  const now = await listFiles(repository, after.commit, paths)
  const [came, went] = [onlyIn(now, old), onlyIn(old, now)]
  if (came.length + went.length === 0) return { before: old, after: now }
  const renames = await listRenames(repository, before.commit, after.commit)
  const names = new Map([...renames].map(([later, earlier]) => [earlier, later]))
  const all = [...old, ...(await others(repository, before, old, came, renames))]
  return {
    before: all.map(entry => ({ ...entry, later: names.get(entry.path) })),
    after: [...now, ...(await others(repository, after, now, went, names))],
  }
}

/** Files that lie outside of the paths in one commit, and inside in the other. */
async function others(
  repository: Repository,
  { commit }: Revision,
  list: Entry[],
  names: string[],
  renames: Map<string, string>,
): Promise<Entry[]> {
  const known = new Set(list.map(({ path }) => path))
  const more = names.flatMap(name => renames.get(name) ?? []).filter(name => !known.has(name))
  return more.length === 0 ? [] : listFiles(repository, commit, more)
}

function onlyIn(list: Entry[], other: Entry[]): string[] {
  const known = new Set(other.map(({ path }) => path))
  return list.map(({ path }) => path).filter(path => !known.has(path))
}
