import { Command, Option } from 'commander'
import { dataOption } from './filter.ts'
import { roleFormats } from './format/roles.ts'

/** `portolan roles`: who talks. */
export function rolesCommand(): Command {
  return new Command('roles')
    .summary('list the roles and groups')
    .description(
      'Lists who talks: roles, groups with the roles that they stand for, and the addresses, hosts and other ends that flows have. For each how many flows start from it, and how many lead to it; those of its groups are not counted.',
    )
    .argument('[words...]', 'only those whose id or title holds every word')
    .addOption(
      new Option('-f, --format <format>', 'how they are written').choices(roleFormats).default('table'),
    )
    .option('--product <product>', 'count only the flows of this product, and leave out who has none')
    .addOption(dataOption())
    .addHelpText('after', examples)
    .action(async (words, options) => (await import('./run-roles.ts')).runRoles(words, options))
}

const examples = `
Examples:
  portolan roles
  portolan roles server
  portolan roles --product rke2
  portolan roles --format json

Exit status: 0 roles were found, 1 none was, 2 usage, 3 the dataset could not
be read.`
