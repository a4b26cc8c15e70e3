import path from 'node:path'
import { decode, InputError, tooLarge } from '../../project/input.ts'
import { type DatasetFile, datasetFiles, datasetOf, type Loaded, type Loading } from '../state.ts'
import { Documents, mayBeDocument, type Revision } from './documents.ts'
import { type Entry, Repository } from './repository.ts'

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
 * Understands where a walk through history starts: a revision, or `A..B` for what is in B and not in A.
 *
 * @returns the commits as git wants them, and the one that the walk starts from
 * @throws {InputError} when a name names none
 */
export function rangeOf(repository: Repository, words: string): { words: string; tip: string } {
  const range = readRange([words])
  if (!range) {
    const tip = repository.commit(words)
    return { words: tip, tip }
  }
  const [from, tip] = range.names.map(name => repository.commit(name)) as [string, string]
  return { words: `${range.common ? repository.base(from, tip) : from}..${tip}`, tip }
}

/**
 * Loads both sides of a comparison from a repository, without a checkout: a dataset when the one path is a
 * dataset's folder in both of them, else documents.
 *
 * @param folder the repository, or a folder in it
 * @param range the revisions, and the paths that are compared; no path: that folder
 * @throws {InputError} when there is no such repository or revision, or nothing can be read
 */
export async function betweenRevisions(
  folder: string,
  range: Range,
  how: Loading,
): Promise<[Loaded, Loaded]> {
  const repository = new Repository(folder)
  const { names, paths } = range
  const [one, other] = names.map(name => repository.commit(name)) as [string, string]
  const before = { name: names[0], commit: range.common ? repository.base(one, other) : one }
  const after = { name: names[1], commit: other }
  const lists = listBoth(repository, before, after, paths)
  const [inner = '.', ...more] = paths
  const flows = path.posix.join(inner, 'data/flows.json')
  if (more.length === 0 && [lists.before, lists.after].every(list => list.some(file => file.path === flows)))
    return [
      loadDataset(repository, before, lists.before, inner, how),
      loadDataset(repository, after, lists.after, inner, how),
    ]
  const named = paths.map(name => repository.shown(repository.full(name)))
  const documents = new Documents(repository, how, named)
  const isWanted = ({ path: file }: Entry) =>
    named.includes(file) || (mayBeDocument(file, named) && !how.ignored(path.join(folder, file)))
  const load = async (revision: Revision, entries: Entry[], lost: string[]): Promise<Loaded> => {
    const { state, errors } = await documents.load(revision, entries.filter(isWanted))
    const messages = [...errors.values()].map(message => `${revision.name}: ${message}`)
    return { state, kind: 'folder', errors: [...messages, ...lost] }
  }
  const all = [...lists.before, ...lists.after].map(entry => entry.path)
  const holds = (name: string) =>
    all.some(file => name === '' || name === '.' || file === name || file.startsWith(`${name}/`))
  const lost = named.filter(name => !holds(name))
  return [
    await load(before, lists.before, []),
    await load(
      after,
      lists.after,
      lost.map(name => `${name}: is neither in ${names[0]} nor in ${names[1]}`),
    ),
  ]
}

/** Lists the files of two commits; one that was renamed into the paths, or out of them, is in both lists. */
function listBoth(repository: Repository, before: Revision, after: Revision, paths: string[]) {
  const old = repository.files(before.commit, paths)
  const now = repository.files(after.commit, paths)
  const [came, went] = [onlyIn(now, old), onlyIn(old, now)]
  if (came.length + went.length === 0) return { before: old, after: now }
  const renames = repository.renames(before.commit, after.commit)
  const names = new Map([...renames].map(([later, earlier]) => [earlier, later]))
  const all = [...old, ...others(repository, before.commit, old, came, renames)]
  return {
    before: all.map(entry => ({ ...entry, later: names.get(entry.path) })),
    after: [...now, ...others(repository, after.commit, now, went, names)],
  }
}

/** Files that lie outside of the paths in one commit, and inside in the other. */
function others(
  repository: Repository,
  commit: string,
  list: Entry[],
  names: string[],
  renames: Map<string, string>,
): Entry[] {
  const known = new Set(list.map(({ path }) => path))
  const more = names.flatMap(name => renames.get(name) ?? []).filter(name => !known.has(name))
  return more.length === 0 ? [] : repository.files(commit, more)
}

function onlyIn(list: Entry[], other: Entry[]): string[] {
  const known = new Set(other.map(({ path }) => path))
  return list.map(({ path }) => path).filter(path => !known.has(path))
}

function loadDataset(
  repository: Repository,
  { name }: Revision,
  entries: Entry[],
  folder: string,
  { bounds }: Loading,
): Loaded {
  const texts = new Map<DatasetFile, string>()
  const most = bounds.limits.size
  for (const file of datasetFiles) {
    const entry = entries.find(entry => entry.path === path.posix.join(folder, file))
    const shown = `${name}:${repository.full(path.posix.join(folder, file))}`
    for (const content of entry ? repository.contents([{ id: entry.id, most }]) : []) {
      if (content === 'large') throw tooLarge(shown, most)
      if (content === 'missing') throw new InputError(shown, 'is missing in the repository')
      texts.set(file, decode(shown, content).text)
    }
  }
  return { state: datasetOf(name, file => texts.get(file) ?? null), kind: 'dataset', errors: [] }
}
