import { stringify } from 'csv-stringify/sync'
import { plainCell } from '../check/report/plain.ts'
import type { Flow } from '../schema/types.ts'
import { versionText } from '../schema/versions.ts'
import { placeText } from './export/flows.ts'

/** A column of the flows as a table. */
export interface Column {
  name: string
  /** What is in it, for people. */
  description: string
  type: 'string' | 'integer' | 'boolean' | 'list'
  /** False when no row leaves it empty. */
  optional: boolean
  value: (flow: Flow) => Value
}

/** What a cell holds; null when it is empty. */
type Value = string | number | boolean | readonly string[] | null

type Make = (name: string, description: string, value: Column['value']) => Column

const of =
  (type: Column['type'], optional: boolean): Make =>
  (name, description, value) => ({ name, description, type, optional, value })
const text = of('string', false)
const maybe = of('string', true)
const number = of('integer', true)
const truth = of('boolean', false)
const list = of('list', true)

/** The columns of `flows.csv`, of the spreadsheet and of the database's table, in their order. */
export const columns: readonly Column[] = [
  text('id', 'Stable name of the flow, made of its own values.', flow => flow.id),
  text('product', 'Product that the documents are about.', flow => flow.product),
  list(
    'versions',
    'Versions of the product, as `2.8–2.11`; empty when the documents name none.',
    ({ versions }) => versions.map(one => versionText({ versions: [one] })),
  ),
  text('deployment', 'Deployment, one of those in sources.json.', flow => flow.deployment),
  text(
    'from_kind',
    'What starts the traffic: role, group, cidr, host, any or unknown.',
    flow => flow.from.kind,
  ),
  text('from', 'The end that starts the traffic.', flow => flow.from.id),
  text('to_kind', 'What listens: role, group, cidr, host, any or unknown.', flow => flow.to.kind),
  text('to', 'The end that listens.', flow => flow.to.id),
  maybe('protocol', 'Protocol in lower case; empty when no document names any.', flow => flow.protocol),
  number('first_port', 'Lowest port of the range.', flow => flow.ports?.first ?? null),
  number('last_port', 'Highest port of the range, itself included.', flow => flow.ports?.last ?? null),
  maybe('port_text', 'Words that the documents give in place of a port number.', flow => flow.portText),
  maybe('service', 'What listens there, one of those in services.json.', flow => flow.service),
  truth('local', 'Whether the traffic stays on one node.', flow => flow.local),
  truth('required', 'Whether it is needed always, not only under conditions.', flow => flow.required),
  list('when', 'Conditions in normal form, as `cni=calico+canal`: all of them hold together.', whenList),
  list('conditions', 'Conditions that have no normal form, in words.', flow => flow.conditions),
  truth(
    'archived',
    'Whether old documents alone state it, which are kept as they were.',
    flow => flow.archived,
  ),
  text('status', 'stated, corrected, disputed or unreviewed.', flow => flow.status),
  list('corrections', 'Ids of the corrections made to it.', flow => flow.corrections),
  list(
    'findings',
    'Ids of the findings that dispute it or that a correction resolves.',
    flow => flow.findings,
  ),
  list(
    'stated_in',
    'Where the documents say so: an address on the web, else `document:line`.',
    ({ places }) => places.map(placeText),
  ),
  maybe(
    'stated_from',
    'Starting end before correction; this and the next are empty where nothing was corrected.',
    ({ stated }) => stated?.from?.id ?? null,
  ),
  maybe('stated_to', 'Listening end before correction.', ({ stated }) => stated?.to?.id ?? null),
  maybe('stated_protocol', 'Protocol before correction.', ({ stated }) => stated?.protocol ?? null),
  number('stated_first_port', 'Lowest port before correction.', ({ stated }) => stated?.ports?.first ?? null),
  number('stated_last_port', 'Highest port before correction.', ({ stated }) => stated?.ports?.last ?? null),
  maybe(
    'stated_port_text',
    'Words in place of a port number before correction.',
    ({ stated }) => stated?.portText ?? null,
  ),
]

function whenList({ when }: Flow): string[] {
  return Object.entries(when).map(([axis, value]) => `${axis}=${[value].flat().join('+')}`)
}

/** Separates the items of a list in one cell. */
export const delimiter = ' | '

/** A value as a cell of a table shows it. */
export function cellOf(value: Value): string | number {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? value.join(delimiter) : value
}

/**
 * Writes flows as CSV (RFC 4180), one row per flow, lists joined with ` | `.
 */
export function flowsToCsv(flows: readonly Flow[]): string {
  const rows = flows.map(flow => columns.map(column => cellOf(column.value(flow))))
  return csvOf(
    columns.map(({ name }) => name),
    rows,
  )
}

/** Rows as CSV (RFC 4180); cells that a spreadsheet would take for a formula, or a log for a command, are escaped. */
export function csvOf(head: string[], rows: (string | number)[][]): string {
  const cells = [head, ...rows].map(row => row.map(cell => (typeof cell === 'string' ? plain(cell) : cell)))
  return stringify(cells, { escape_formulas: true, record_delimiter: '\n' })
}

function plain(cell: string): string {
  return plainCell(cell).replace(/^([^\S\n]*):(?=:[a-z][a-z-]*(?: |::))/gim, '$1: ')
}
