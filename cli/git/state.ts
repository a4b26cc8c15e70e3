import path from 'node:path'
import { decode, tooLarge } from '../input.ts'
import type { Loaded, Loading } from '../state.ts'
import { type DatasetFile, datasetFiles, datasetOf } from '../state-dataset.ts'
import { loadDocuments, type Shelf } from './documents.ts'
import type { Repository } from './repository.ts'
import { listBoth, type Revision, type Revisions } from './revisions.ts'
import type { Entry } from './trees.ts'

/**
 * Loads what two revisions of a repository hold, without a checkout: a dataset when the one path is a
 * dataset's folder in both of them, else documents.
 *
 * @param paths files and folders, from the folder that was opened; none: that folder
 * @throws InputError when nothing of it can be read
 */
export async function loadRevisions(
  repository: Repository,
  revisions: Revisions,
  paths: string[],
  how: Loading,
): Promise<[Loaded, Loaded]> {
  const lists = await listBoth(repository, revisions, paths)
  const { before, after } = revisions
  const [folder = '.', ...more] = paths
  if (more.length === 0 && isDataset(lists.before, folder) && isDataset(lists.after, folder))
    return [
      await loadDataset(repository, before, folder, how),
      await loadDataset(repository, after, folder, how),
    ]
  const named = paths.map(name => repository.shown(repository.full(name)))
  const shelf: Shelf = { repository, how, named, known: new Map() }
  const old = await loadDocuments(shelf, before, lists.before)
  const now = await loadDocuments(shelf, after, lists.after)
  return [old, { ...now, errors: [...now.errors, ...absent(named, lists, revisions)] }]
}

function isDataset(entries: Entry[], folder: string): boolean {
  const file = path.posix.join(folder, 'data/flows.json')
  return entries.some(entry => entry.path === file)
}

async function loadDataset(
  repository: Repository,
  { name, commit }: Revision,
  folder: string,
  { bounds }: Loading,
): Promise<Loaded> {
  const texts = new Map<DatasetFile, string>()
  const { size } = bounds.limits
  for (const file of datasetFiles) {
    const full = repository.full(path.posix.join(folder, file))
    const found = await repository.read(`${commit}:${full}`, size)
    if (found && !found.bytes) throw tooLarge(`${name}:${full}`, size)
    if (found?.bytes) texts.set(file, decode(`${name}:${full}`, found.bytes).text)
  }
  return { state: datasetOf(name, file => texts.get(file) ?? null), kind: 'dataset', errors: [] }
}

/** Names that lead to nothing on either side are mistakes. */
function absent(
  named: string[],
  lists: { before: Entry[]; after: Entry[] },
  { before, after }: Revisions,
): string[] {
  const all = [...lists.before, ...lists.after].map(entry => entry.path)
  const holds = (name: string) =>
    all.some(file => name === '' || name === '.' || file === name || file.startsWith(`${name}/`))
  const lost = named.filter(name => !holds(name))
  return lost.map(name => `${name}: is neither in ${before.name} nor in ${after.name}`)
}
