import { Command, Option } from 'commander'
import { formats } from '../diff/report/index.ts'
import { levels } from '../diff/taxonomy.ts'
import { withBounds } from './options.ts'

/** `portolan diff`: what changed between two states, and what it means for a firewall. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .summary('tell which facts changed between two documents, folders or datasets')
    .description(
      'Compares what two documents, folders of documents or datasets state about ports: what is to be opened, what may be closed, what wants a look. Rows put in another order, another format or other words for the same are no change of fact.',
    )
    .argument(
      '<before>',
      'a document, a folder of documents, a dataset: its folder, the .tgz of its package, or name@version (--online); - reads standard input. With --repo a revision, or both as A..B',
    )
    .argument('[after]', 'another one of the same kind')
    .argument('[path...]', 'with --repo: the files and folders to compare (default: all)')
    .option('--repo <folder>', 'compare two revisions of a git repository, without a checkout')
    .option('--online', 'fetch published packages from the registry that npm is configured for')
    .addOption(
      new Option('-f, --format <format>', 'how changes are written')
        .choices(Object.keys(formats))
        .default('pretty'),
    )
    .option('--exit-code', 'exit 1 when there is any change, even one without effect on traffic')
    .addOption(
      new Option('--fail-on <level>', 'exit 1 when a change is of this level, or of a graver one').choices(
        levels.filter(level => level !== 'none'),
      ),
    )
    .option('--no-findings', 'do not check the documents for findings that came or went')
    .option(
      '--root <folder>',
      'where included documents may be read (default: the site or checkout around a document)',
    )
    .addHelpText('after', examples)
    .action(async (before, after, paths, options, command) => {
      const words = [before, after, ...paths].filter(word => word !== undefined)
      await (await import('./run-diff.ts')).runDiff(words, options, command)
    })
  return withBounds(command)
}

const examples = `
Levels, the gravest first: open (traffic newly needed), close (no longer
needed), review (condition, scope or direction changed).

Examples:
  portolan diff old/ports.md docs/ports.md
  portolan diff old-docs docs --format markdown > comment.md
  portolan diff released/dataset dataset --fail-on close
  portolan diff --repo . v1.2 v1.3 -- docs/ports.md
  portolan diff --repo . main...HEAD -- docs
  portolan diff portolan-data-1.2.0.tgz dataset
  portolan diff portolan-data@1.2.0 dataset --online
  git show HEAD:docs/ports.md | portolan diff - docs/ports.md`
