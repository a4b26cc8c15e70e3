import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { refuseOutside } from '../../dataset/confine.ts'
import { nameOf } from '../input.ts'
import type { Proposal } from './propose.ts'

/**
 * Writes what an update proposes into the folders of the sources; each file is replaced at once.
 *
 * @param sources the folder that holds one folder per source
 * @throws Error of the file system, naming the file
 */
export function writeProposals(sources: string, proposals: Proposal[]): void {
  for (const { id, files } of proposals)
    for (const [name, text] of files) {
      const file = path.join(sources, id, name)
      refuseOutside(file, nameOf(file))
      const staged = `${file}.${process.pid}`
      writeFileSync(staged, text)
      renameSync(staged, file)
    }
}
