import { Command, InvalidArgumentError } from 'commander'
import { withBounds } from './options.ts'

/** `portolan build`: the dataset from its sources. */
export function buildCommand(): Command {
  const command = new Command('build')
    .summary('build the dataset of flows from the sources')
    .description(
      'Reads every source, reconciles what they claim into one dataset of flows, checks it against its schemas and writes it. A build that fails leaves the previous dataset as it was.',
    )
    .option('--check', 'write nothing; exit 1 when the files on disk are not what a build would write')
    .option('--sources <folder>', 'where the sources are', folder, 'sources')
    .option('--out <folder>', 'where the dataset is written', folder, 'dataset')
    .option('-q, --quiet', 'no report')
    .addHelpText('after', examples)
    .action(async (options, command) => (await import('./run-build.ts')).runBuild(options, command))
  return withBounds(command)
}

const examples = `
Examples:
  portolan build
  portolan build --check
  portolan build --sources docs/sources --out /tmp/dataset`

function folder(value: string): string {
  if (value === '') throw new InvalidArgumentError('Name a folder.')
  return value
}
