import { Command, InvalidArgumentError, Option } from 'commander'
import { logFormats } from './format/log.ts'
import { withBounds } from './options.ts'

/** `portolan log`: which commits changed a fact. */
export function logCommand(): Command {
  const command = new Command('log')
    .summary('tell which commits changed what pages state, newest first')
    .description(
      'Walks the history of pages in a git repository, without a checkout, and tells of each commit that changed a fact what is to be opened, what may be closed, what wants a look. Commits that only moved, reworded or formatted are passed over. One page is followed under its former names.',
    )
    .argument('<path...>', 'files and folders')
    .option('--repo <folder>', 'the repository, or a folder in it that paths start from', '.')
    .option('--rev <revision>', 'where to start, or A..B for what lies between', 'HEAD')
    .addOption(
      new Option('-f, --format <format>', 'how entries are written')
        .choices(Object.keys(logFormats))
        .default('pretty'),
    )
    .option('-n, --max-count <number>', 'most entries that are told', whole)
    .option('--all', 'tell of changes without effect on traffic, too')
    .addHelpText('after', examples)
    .action(async (paths, options, command) => (await import('./run-log.ts')).runLog(paths, options, command))
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
