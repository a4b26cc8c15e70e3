import { Command, InvalidArgumentError, Option } from 'commander'
import { type BoundOptions, boundsOf } from '../../project/bounds.ts'
import { loadConfig } from '../../project/config.ts'
import { orTold } from '../../project/input.ts'
import { type LogFormatName, logFormats } from '../format/changes.ts'
import { type Walk, walk } from '../git/log.ts'
import { Repository } from '../git/repository.ts'
import { rangeOf } from '../git/revisions.ts'
import { hasColour, say, sayUnread, show, terminalWidth } from '../io.ts'
import { orUsage, withBounds } from '../options.ts'

/** `portolan log`: which commits changed a fact. */
export function logCommand(): Command {
  const command = new Command('log')
    .description(
      'Walks the history of pages in a git repository, without a checkout, and reports for each commit that changed a fact what to open, what may be closed, and what to review. Commits that only moved, reworded or formatted are skipped. A single page is followed under its former names.',
    )
    .argument('<path...>', 'files and folders')
    .option('--repo <folder>', 'the repository, or a folder in it that paths start from', '.')
    .option('--rev <revision>', 'where to start, or A..B for what lies between', 'HEAD')
    .addOption(
      new Option('-f, --format <format>', 'output format').choices(Object.keys(logFormats)).default('pretty'),
    )
    .option('-n, --max-count <number>', 'maximum number of entries', whole)
    .option('--all', 'report changes without effect on traffic as well')
    .addHelpText('after', examples)
    .action(runLog)
  return withBounds(command)
}

const examples = `
Examples:
  portolan log docs/ports.md
  portolan log --repo ../website --rev v1.0..main --format markdown -- content/docs
  portolan log --format ndjson docs | jq -r 'select(.counts.open > 0).commit'`

function whole(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('Give a whole number above 0.')
  return Number(value)
}

/** What `portolan log` is asked to do. */
export interface Options extends BoundOptions {
  repo: string
  rev: string
  format: LogFormatName
  maxCount?: number
  all?: boolean
}

/** Reports which commits changed a fact. */
export async function runLog(paths: string[], options: Options, command: Command): Promise<void> {
  const known = await orUsage(command, () => {
    const { config, vocabulary, words } = loadConfig(options.config)
    return { bounds: boundsOf(options, config.limits, words), vocabulary }
  })
  await orTold(() => log(paths, options, known), sayUnread)
}

async function log(
  paths: string[],
  options: Options,
  known: Pick<Walk, 'bounds' | 'vocabulary'>,
): Promise<void> {
  const { repo, rev, format, maxCount = Number.POSITIVE_INFINITY, all = false } = options
  const repository = new Repository(repo)
  const { words, tip } = rangeOf(repository, rev)
  const named = paths.map(path => repository.named(path))
  if (repository.isShallow())
    say(`${repository.name}: its history is cut off; the oldest commit there is seems to state all`)
  const entries = await walk(repository, { range: words, tip, named, all, ...known, warn: sayUnread })
  const writer = logFormats[format]({ colour: hasColour(), width: terminalWidth() })
  show(writer.head, format)
  let count = 0
  for await (const entry of entries ?? []) {
    show(writer.entry(entry, count === 0), format)
    if (++count >= maxCount) break
  }
  show(writer.foot, format)
  if (!entries)
    sayUnread(
      `${named.join(', ')}: no commit of ${rev} has touched a file there; links and submodules are none`,
    )
}
