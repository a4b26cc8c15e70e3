import { Command, InvalidArgumentError, Option } from 'commander'
import { updateFormats } from './format/update.ts'
import { withBounds } from './options.ts'

/** `portolan update`: the documents of sources anew from where they come from. */
export function updateCommand(): Command {
  const command = new Command('update')
    .summary('fetch the documents of sources, rebuild, and tell what changed')
    .description(
      'Fetches the documents of all sources that name an upstream, or of the sources named, writes what they claim, builds the dataset and tells what changed. What cannot be fetched keeps its last good state and is reported as stale. A correction that matches nothing any more is dropped, and reported.',
    )
    .argument('[source...]', 'ids of sources')
    .option('--pin <revision>', 'from now on take the sources named at this revision of their repository')
    .option('--dry-run', 'write nothing but the cache')
    .addOption(
      new Option('-f, --format <format>', 'how the report is written')
        .choices(Object.keys(updateFormats))
        .default('pretty'),
    )
    .option('--sources <folder>', 'where the sources are', folder, 'sources')
    .option('--out <folder>', 'where the dataset is written', folder, 'dataset')
    .option('--cache <folder>', 'where fetched documents are kept; git does not see it', folder, '.portolan')
    .option('--allow-redirects', 'follow redirects to other hosts')
    .addOption(
      new Option(
        '--allow-local',
        'fetch from servers and repositories of this machine, for tests',
      ).hideHelp(),
    )
    .addHelpText('after', examples)
    .action(async (ids, options, command) =>
      (await import('./run-update.ts')).runUpdate(ids, options, command),
    )
  return withBounds(command)
}

const examples = `
Examples:
  portolan update
  portolan update --dry-run --format markdown
  portolan update rke2 --pin v1.31.0`

function folder(value: string): string {
  if (value === '') throw new InvalidArgumentError('Name a folder.')
  return value
}
