import { Command, Option } from 'commander'
import { jsonOf } from '../../check/report/plain.ts'
import { markdownTable } from '../../dataset/export/markdown.ts'
import type { Dataset } from '../../dataset/files.ts'
import { csvOf } from '../../dataset/table.ts'
import { nearest } from '../../schema/nearest.ts'
import type { Flow, Node } from '../../schema/types.ts'
import { openDataset } from '../dataset.ts'
import { dataOption } from '../filter.ts'
import { drawTable } from '../format/table.ts'
import { exit, exitWith, say, show, terminalWidth } from '../io.ts'

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
    .option('--archived', 'count what old documents state as well')
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
  archived?: boolean
  data?: string
}

/** Lists roles. */
export async function runRoles(words: string[], { format, product, archived, data }: Options): Promise<void> {
  const dataset = await openDataset(data)
  if (!dataset) return
  const flows = dataset.flows.filter(
    flow => (archived || !flow.archived) && (product === undefined || flow.product === product),
  )
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

/** The ways in which roles are written out. */
export const roleFormats = ['table', 'json', 'csv', 'markdown'] as const
export type RoleFormat = (typeof roleFormats)[number]

/** A role, a group, or another end of flows. */
export interface RoleRow {
  id: string
  kind: Node['kind']
  title: string
  /** Of a group. */
  members: string[]
  /** How many flows start from it. */
  starts: number
  /** How many flows lead to it. */
  listens: number
}

/**
 * Writes roles.
 *
 * @param width terminal columns that a table may take
 */
export function formatRoles(rows: RoleRow[], format: RoleFormat, width: number): string {
  if (format === 'json') return `${jsonOf(rows, 2)}\n`
  const cells = rows.map(({ id, kind, title, members, starts, listens }) => [
    id,
    kind,
    members.length > 0 ? [title, `(${members.join(', ')})`].join(' ') : title,
    ...[starts, listens].map(count => String(count || '')),
  ])
  const head = ['id', 'kind', 'who', 'starts', 'listens']
  if (format === 'csv') return csvOf(head, cells)
  return format === 'markdown' ? markdownTable(head, cells) : `${drawTable(head, cells, width)}\n`
}
