import path from 'node:path'
import { Command } from 'commander'
import { type Build, build, FloorError } from '../../../dataset/build.ts'
import { aboutPackage } from '../../../dataset/datapackage.ts'
import { staleFiles, writeFiles } from '../../../dataset/files.ts'
import { loadProducts, loadSources, SourceError, UnreadableError } from '../../../dataset/sources.ts'
import { WriteError } from '../../../dataset/write.ts'
import type { BoundOptions } from '../../../project/bounds.ts'
import { stagesWithin } from '../../../project/checking.ts'
import { InputError } from '../../../project/input.ts'
import { CorrectionError, vocabularyWith } from '../../../reconcile/index.ts'
import { SchemaError } from '../../../schema/validate.ts'
import { exit, exitWith, say, show, terminalWidth } from '../../io.ts'
import { boundsOr, folder, withBounds } from '../../options.ts'
import { digestOfExtractor } from '../extract/cache.ts'
import { describeBuild } from './report.ts'

/** `portolan build`: the dataset from its sources. */
export function buildCommand(): Command {
  const command = new Command('build')
    .description(
      'Reads every source, reconciles what they claim into one dataset of flows, checks it against its schemas and writes it. A build that fails leaves the previous dataset as it was.',
    )
    .option('--check', 'write nothing; exit 1 when the files on disk are not what a build would write')
    .option('--sources <folder>', 'where the sources are', folder, 'sources')
    .option('--out <folder>', 'where the dataset is written', folder, 'dataset')
    .option('-q, --quiet', 'no report')
    .addHelpText('after', examples)
    .action(runBuild)
  return withBounds(command)
}

const examples = `
Examples:
  portolan build
  portolan build --check
  portolan build --sources docs/sources --out /tmp/dataset`

/** What `portolan build` is asked to do. */
export interface Options extends BoundOptions {
  check?: boolean
  sources: string
  out: string
  quiet?: boolean
}

/** Builds the dataset, writes or checks it, and reports. */
export async function runBuild(options: Options, command: Command): Promise<void> {
  const { check, sources, out, quiet } = options
  const bounds = await boundsOr(options, command)
  const built = await attempt(() => {
    const vocabulary = vocabularyWith({ products: loadProducts(sources, shown(sources)) })
    const stages = stagesWithin({ bounds, vocabulary })
    return build(loadSources(sources, shown(sources)), undefined, aboutPackage(out), stages, vocabulary)
  })
  if (!built) return
  if (!quiet) show(describeBuild(built, terminalWidth()), 'table')
  const stale = await attempt(() => staleFiles(out, built.files))
  if (!stale) return
  if (check && !quiet) tellOutdated(built)
  if (check) reportStale(stale, out)
  else if ((await attempt(() => writeFiles(out, built.files) ?? true)) && !quiet)
    show(where(built, stale, out), 'table')
}

/** Runs a step; a failure that a person can mend is told without a stack, sets the exit status, and gives null. */
export async function attempt<T>(step: () => T | Promise<T>): Promise<T | null> {
  try {
    return await step()
  } catch (error) {
    const known = [CorrectionError, FloorError, SchemaError, SourceError].some(kind => error instanceof kind)
    const system =
      error instanceof UnreadableError ||
      error instanceof InputError ||
      error instanceof WriteError ||
      typeof (error as NodeJS.ErrnoException).code === 'string'
    if (!known && !system) throw error
    say((error as Error).message)
    exitWith(known ? exit.failed : exit.unread)
    return null
  }
}

/** Claims that another extractor made may be others by now; that fails nothing. */
function tellOutdated({ sources }: Build): void {
  const extractor = digestOfExtractor().slice(0, 12)
  const outdated = sources.filter(({ state }) => state && state.extractor !== extractor)
  const names = [...new Set(outdated.map(({ source }) => source.id.replace(/@.*$/s, '')))]
  if (names.length > 0)
    say(`read by an older extractor: ${names.join(', ')}\nRun \`portolan update --reextract\`.`)
}

function reportStale(stale: string[], out: string): void {
  if (stale.length === 0) return
  say(
    `not what a build writes: ${stale.map(file => `${shown(out)}/${file}`).join(', ')}\nRun \`portolan build\` and commit the result.`,
  )
  exitWith(exit.holds)
}

function where(built: Build, stale: string[], out: string): string {
  const names = [...built.files.keys()].filter(name => name.startsWith('data/'))
  const changed = stale.length === 0 ? 'unchanged' : `${stale.length} of ${built.files.size} files changed`
  return `\nWritten to ${shown(out)}/ (${changed}): ${names.join(', ')}\n`
}

function shown(folder: string): string {
  return path.relative('', folder).split(path.sep).join('/') || '.'
}
