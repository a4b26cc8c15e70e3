import { Command } from 'commander'

/** `portolan check`: what is wrong in documents. */
export function checkCommand(): Command {
  return new Command('check')
    .summary('find what is wrong or doubtful in documents')
    .description('Holds what documents say about ports against what they say elsewhere.')
    .argument('[path...]', 'documents and folders (default: the sources of the project)')
    .option('-f, --format <format>', 'how findings are written', 'pretty')
    .action(async (paths, options) => (await import('./run-check.ts')).runCheck(paths, options))
}
