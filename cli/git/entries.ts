import { countByLevel } from '../../diff/index.ts'
import type { Difference } from '../../schema/types.ts'
import type { Bounds } from '../bounds.ts'
import { InputError, orTold } from '../input.ts'
import type { Walked } from './all-history.ts'
import { differenceOf } from './commit-difference.ts'
import { mayBeDocument } from './documents.ts'
import type { Extracts } from './extracts.ts'
import type { File, Touched } from './history.ts'
import type { Included } from './included.ts'
import type { Repository } from './repository.ts'

/** A commit that changed what documents state. */
export interface Entry {
  commit: string
  /** Author's date, ISO 8601. */
  date: string
  subject: string
  difference: Difference
}

/** What becomes an entry. */
export interface Wanted {
  /** Files and folders, as they were named. */
  named: string[]
  /** Changes without effect on traffic, too. */
  all: boolean
  bounds: Bounds
  /** Told what could not be read, each content once. */
  warn(message: string): void
}

/**
 * Makes entries of commits, in their order; those that change no fact are left out.
 *
 * @param included what pages include: a commit that touches that is told of the pages
 */
export async function* entriesOf(
  repository: Repository,
  commits: AsyncIterable<Walked>,
  wanted: Wanted,
  extracts: Extracts,
  included: Included,
): AsyncGenerator<Entry> {
  const told = new Set<string>()
  const read = async (commit: string, file: File) => {
    try {
      return await extracts.read(commit, file, wanted.named.includes(file.path))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      if (!told.has(file.id)) wanted.warn(`${commit.slice(0, 10)}: ${error.message}`)
      told.add(file.id)
      return null
    }
  }
  for await (const commit of commits) {
    const pages = await included.pagesOf(commit)
    const files = [...commit.files.filter(file => isWanted(file, wanted.named)), ...pages]
    if (files.length === 0) continue
    const difference = await orTold(
      () => differenceOf({ repository, read, bounds: wanted.bounds }, commit, files),
      wanted.warn,
    )
    if (!difference) continue
    const changes = difference.changes.filter(({ level }) => wanted.all || level !== 'none')
    const { id, date, subject } = commit
    if (changes.length > 0)
      yield {
        commit: id,
        date,
        subject,
        difference: { ...difference, counts: countByLevel(changes), changes },
      }
  }
}

/** A file that was only renamed states what it stated. */
function isWanted(file: Touched, named: string[]): boolean {
  const [before] = file.before
  if (file.before.length === 1 && before && before.id === file.after?.id) return false
  return [...file.before, file.after].some(one => one !== null && mayBeDocument(one.path, named))
}
