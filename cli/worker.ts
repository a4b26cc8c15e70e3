import { extractFile, type Outcome } from './extract-file.ts'
import type { Batch } from './pool.ts'

/** Does a batch of files on a worker thread. */
export default async function work({ files, settings }: Batch): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const file of files) outcomes.push(await extractFile(file, settings))
  return outcomes
}
