import { sourcesIn } from '../../dataset/sources.ts'
import { writeSet } from '../../dataset/write/set.ts'
import type { Proposal } from './propose.ts'

/**
 * Writes what an update proposes into the folders of the sources: all of it, or nothing.
 *
 * @param sources the folder that holds one folder per source
 * @throws {WriteError} naming the file and the mend
 */
export function writeProposals(sources: string, proposals: Proposal[]): void {
  const changes = proposals.flatMap(({ id, files }) =>
    [...files].map(([name, text]): [string, string] => [`${id}/${name}`, text]),
  )
  writeSet(sourcesIn(sources), new Map(changes))
}
