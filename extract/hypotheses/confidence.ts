import type { Draft } from '../interpret/claim.ts'
import type { Label } from './labels.ts'
import type { Candidate, Table } from './tables.ts'

/** How sure a reading is that nothing weighs, by the kind of the statement. Commands are formal. */
const usual: Record<Draft['kind'], number> = { command: 1, entry: 0.9, row: 0.9, cell: 0.9, sentence: 0.8 }

/** A header row that holds data, or one label too many, costs about half of this in the total of a reading. */
const marginScale = 3

/** The probability that belongs to log-odds. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

/** What is weighed is never certain. */
const mostWeighed = 0.99

/** How sure a claim is: as its reading was weighed, else what is usual for its kind; 0 to 1, two decimals. */
export function confidenceOf({ confidence, kind }: Pick<Draft, 'confidence' | 'kind'>): number {
  return Math.round(Math.min(confidence ?? usual[kind], kind === 'command' ? 1 : mostWeighed) * 100) / 100
}

/**
 * How sure the best reading of a table is: no surer than its weakest part, which is one of its score as a table
 * of traffic, its lead over the best reading that differs, and the label of its columns of ports.
 *
 * @param readings best first
 */
export function tableConfidence(readings: Candidate[]): number {
  const [best, ...others] = readings
  const { table, total } = best!
  const second = others.find(other => differs(other.table, table))
  const lead = second ? logistic(2 + marginScale * (total - second.total)) : 1
  const ports = table.labels.filter(({ label }) => label === 'ports').map(({ certainty }) => certainty)
  return Math.min(logistic(table.score), lead, ...ports)
}

const deciding: (Label | 'matrix')[] = [
  'ports',
  'protocol',
  'source',
  'destination',
  'peer',
  'ends',
  'matrix',
]

/** Whether two readings of a table give other statements: another form, first row, or place of a field. */
export function differs(one: Table, other: Table): boolean {
  const shape = ({ form, header }: Table) =>
    `${form === 'headerless-table' ? 'row-table' : form} ${header.row} ${deciding.map(name => header.columns.get(name)?.join(',') ?? '')}`
  return shape(one) !== shape(other)
}
