import type { Command } from 'commander'
import { SourceError } from '../dataset/sources.ts'
import { fixFiles } from './fix.ts'
import { type Gathered, gather } from './gather.ts'
import { currentIo, say, sayUnread } from './io.ts'
import { finder, type Judging } from './judging.ts'

/** What of a run's options bears on its documents. */
export interface Asked {
  fix?: boolean
  fixDryRun?: boolean
  sources: string
  root?: string
  quiet?: boolean
}

/** The documents of the run, mended where that is asked for. */
export async function documentsOf(
  paths: string[],
  options: Asked,
  judging: Judging,
  command: Command,
): Promise<Gathered['documents']> {
  const mends = options.fix || options.fixDryRun
  if (mends && (paths.length === 0 || paths.includes('-')))
    command.error('error: name the files to mend; standard input cannot be mended')
  const { documents, errors } = await gatherOr(paths, options, judging, command)
  for (const error of errors) sayUnread(error)
  if (!mends) return documents
  const fixed = fixFiles(documents, finder(judging), options.fixDryRun === true)
  currentIo().stdout.write(fixed.patch)
  for (const note of options.quiet ? [] : fixed.notes) say(note)
  for (const error of fixed.errors) sayUnread(error)
  return fixed.documents
}

/** Nothing named and no sources: there is nothing to check. */
async function gatherOr(
  paths: string[],
  options: Asked,
  { ignored, bounds }: Judging,
  command: Command,
): Promise<Gathered> {
  try {
    return await gather(paths, { ...options, ignored, bounds })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return command.error(`error: name a document or a folder; there are no sources in ${options.sources}/`)
  }
}
