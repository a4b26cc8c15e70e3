import type { Repository } from './repository.ts'

/** A file of a commit. */
export interface Entry {
  /** From the folder that was opened, with `/`. */
  path: string
  /** Hash of its content. */
  id: string
  /** Its path in the commit that it is compared with, where that is another one. */
  later?: string
}

/**
 * Lists the files of a commit, sorted; neither links nor submodules.
 *
 * @param paths files and folders, from the folder that was opened; none: that folder
 * @throws {InputError} when a path leads out of the repository
 */
export async function listFiles(repository: Repository, commit: string, paths: string[]): Promise<Entry[]> {
  const within = (paths.length > 0 ? paths : ['.']).map(path => repository.full(path))
  const from = within.includes('') ? [] : within
  const listed = await repository.run(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...from])
  return records(listed).flatMap(record => {
    const found = /^100\d{3} blob (?<id>[0-9a-f]+)\t(?<path>.*)$/s.exec(record)?.groups
    return found ? [{ path: repository.shown(found.path!), id: found.id! }] : []
  })
}

/** Files that one commit has under another name than an earlier one: name after → name before. */
export async function listRenames(
  repository: Repository,
  before: string,
  after: string,
): Promise<Map<string, string>> {
  const args = ['diff-tree', '-r', '-z', '-M', '--diff-filter=R', '--name-status', before, after]
  const parts = records(await repository.run(args))
  const starts = parts.map((_, i) => i).filter(i => i % 3 === 0 && i + 2 < parts.length)
  return new Map(starts.map(i => [repository.shown(parts[i + 2]!), repository.shown(parts[i + 1]!)]))
}

function records(bytes: Buffer): string[] {
  return bytes.toString().split('\0').filter(Boolean)
}
