import { Repository } from './git/repository.ts'
import { findRevisions, type Range } from './git/revisions.ts'
import { loadRevisions } from './git/state.ts'
import type { Loaded, Loading } from './state.ts'

/**
 * Loads both sides of a comparison from a repository, without a checkout.
 *
 * @param folder the repository, or a folder in it
 * @param range the revisions, and the paths that are compared
 * @throws {InputError} when there is no such repository or revision, or nothing can be read
 */
export async function betweenRevisions(
  folder: string,
  range: Range,
  how: Loading,
): Promise<[Loaded, Loaded]> {
  const repository = await Repository.open(folder)
  try {
    const revisions = await findRevisions(repository, range)
    return await loadRevisions(repository, revisions, range.paths, how)
  } finally {
    repository.close()
  }
}
