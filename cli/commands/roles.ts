import { Command, Option } from 'commander'
import type { Dataset } from '../../dataset/files.ts'
import { nearest } from '../../schema/nearest.ts'
import type { Flow, Node } from '../../schema/types.ts'
import { openDataset } from '../dataset.ts'
import { exit } from '../exit.ts'
import { dataOption } from '../filter.ts'
import { formatRoles, type RoleFormat, type RoleRow, roleFormats } from '../format/roles.ts'
import { exitWith, say, show, terminalWidth } from '../io.ts'

/** `portolan roles`: who talks. */
export function rolesCommand(): Command {
  return new Command('roles')
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
    .action(runRoles)
}

const examples = `
Examples:
  portolan roles
  portolan roles server
  portolan roles --product rke2
  portolan roles --format json

Exit status: 0 roles were found, 1 none was, 2 usage, 3 the dataset could not
be read.`

/** What `portolan roles` is asked to do. */
export interface Options {
  format: RoleFormat
  product?: string
  data?: string
}

/** Lists roles. */
export async function runRoles(words: string[], { format, product, data }: Options): Promise<void> {
  const dataset = await openDataset(data)
  if (!dataset) return
  const flows = dataset.flows.filter(flow => product === undefined || flow.product === product)
  const all = rowsOf(flows, dataset).filter(row => product === undefined || row.starts + row.listens > 0)
  const found = all.filter(({ id, title }) =>
    words.every(word => `${id} ${title}`.toLowerCase().includes(word.toLowerCase())),
  )
  if (found.length === 0) tellNone(words, product, dataset)
  else show(formatRoles(found, format, terminalWidth()), format)
}

/** Ends that are no roles, but no addresses either. */
const titles: Partial<Record<Node['kind'], string>> = {
  any: 'Anybody at all',
  unknown: 'An end that no document names',
}

/** Roles first, then groups, then other ends. */
function rowsOf(flows: Flow[], { roles }: Dataset): RoleRow[] {
  const order: Node['kind'][] = ['role', 'group', 'any', 'unknown', 'cidr', 'host', 'domain']
  const known = new Set(roles.map(({ id }) => id))
  const ends = flows.flatMap(({ from, to }) => [from, to]).filter(({ id }) => !known.has(id))
  const others = [...new Map(ends.map(end => [end.id, end])).values()]
  const rows = [...roles, ...others.map(end => ({ ...end, title: titles[end.kind] ?? '', members: [] }))].map(
    end => ({
      ...end,
      starts: flows.filter(({ from }) => from.id === end.id).length,
      listens: flows.filter(({ to }) => to.id === end.id).length,
    }),
  )
  return rows.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.id < b.id ? -1 : 1))
}

function tellNone(words: string[], product: string | undefined, { flows, roles }: Dataset): void {
  const products = [...new Set(flows.map(flow => flow.product))].sort()
  const strange = product !== undefined && !products.includes(product)
  const meant = nearest(
    words.join('-'),
    roles.map(({ id }) => id),
  )
  say(
    strange
      ? `--product ${product}: not in the dataset; there are ${products.join(', ')}`
      : `no role has “${words.join(' ')}”${meant ? `; did you mean ${meant}?` : ''}`,
  )
  exitWith(exit.holds)
}
