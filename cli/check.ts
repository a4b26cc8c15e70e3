import { Command, InvalidArgumentError, Option } from 'commander'
import { formats } from '../check/report/index.ts'
import { severities } from '../check/report/results.ts'
import { withBounds } from './options.ts'

/** `portolan check`: what is wrong in documents. */
export function checkCommand(): Command {
  const command = new Command('check')
    .summary('find what is wrong or doubtful in documents')
    .description(
      'Holds what documents say about ports against what they say elsewhere, in the same document and in all others of the run. What a correction of a source sets right already is reported and does not fail the run.',
    )
    .argument('[path...]', 'documents and folders; - reads standard input (default: the sources)')
    .addOption(
      new Option('-f, --format <format>', 'how findings are written')
        .choices(Object.keys(formats))
        .default('pretty'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 when a finding is as grave, or graver')
        .choices([...severities, 'never'])
        .default('error'),
    )
    .addOption(
      new Option('--severity <severity>', 'report only findings as grave, or graver')
        .choices(severities)
        .default('info'),
    )
    .option('--rule <ids>', 'apply only these rules, parted by commas', ids)
    .option('--list-rules', 'list the rules and end')
    .option('--fix', 'apply the suggestions that are certain to the files; not to those of sources')
    .addOption(
      new Option('--fix-dry-run', 'show as a diff what --fix would do, in place of findings').conflicts(
        'fix',
      ),
    )
    .option('--baseline <file>', 'findings that are known and not reported')
    .addOption(
      new Option('--write-baseline', 'write the findings into the baseline, report none').conflicts([
        'fix',
        'fixDryRun',
      ]),
    )
    .option('--sources <folder>', 'where the sources are', 'sources')
    .option(
      '--root <folder>',
      'where included documents may be read (default: the site or checkout around a document)',
    )
    .option('-q, --quiet', 'findings alone: no counts, no progress')
    .addHelpText('after', examples)
    .action(async (paths, options, command) =>
      (await import('./run-check.ts')).runCheck(paths, options, command),
    )
  return withBounds(command)
}

const examples = `
Examples:
  portolan check docs/ports.md
  portolan check docs --fail-on warning
  portolan check docs --format sarif > findings.sarif
  portolan check --fix docs
  portolan check --rule port-slip,protocol-slip docs
  curl -s https://example.org/ports.html | portolan check -`

/** Ids of an option that may be given several times. */
function ids(value: string, before: string[] = []): string[] {
  const named = value.split(',').map(id => id.trim())
  if (named.includes('')) throw new InvalidArgumentError('Name rules; --list-rules lists them.')
  return [...before, ...named]
}
