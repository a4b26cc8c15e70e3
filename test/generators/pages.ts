import fc from 'fast-check'
import type { Ports } from '../../schema/types.ts'

/** A row about ports, in words. */
export interface Row {
  ports: Ports[]
  protocol: string
  source: string[]
  destination: string[]
  description: string
  condition: string
}

/** A heading with prose and a table. */
export interface Section {
  heading: string
  prose: string
  rows: Row[]
}

export type Page = Section[]
export type Column = 'protocol' | 'ports' | 'source' | 'destination' | 'description'

/** Ends of which none is part of another one; half of them no vocabulary knows. */
export const labels = [
  'etcd nodes',
  'controlplane nodes',
  'worker nodes',
  'Load balancer',
  'quay nodes',
  'crane nodes',
  '192.0.2.0/24',
  '码头节点',
]
export const protocols = ['TCP', 'UDP', 'SCTP']
export const conditions = [
  '',
  'only if Flannel is used',
  'only needed for night shifts',
  'only when Calico is used',
]
const purposes = ['', 'Tide tables', 'Cargo lists', 'Lamp signals', '泊位登记', 'orders, mail']
const headings = ['Inbound rules', 'Outbound rules', 'Keepers', 'Ferries', 'Night traffic']
const sentences = ['Lamps are lit at dusk.', 'Nobody sails at night.', 'Ask the keeper, who knows.', '']

/** Ports leave room between them, so that one edit does not lead to another row's port. */
const port = fc.integer({ min: 1, max: 6000 }).map(n => n * 10)
const range = fc
  .tuple(port, fc.boolean())
  .map(([first, isRange]) => ({ first, last: isRange ? first + 4 : first }))

const ends = fc.uniqueArray(fc.constantFrom(...labels), { minLength: 1, maxLength: 3 })

export const row: fc.Arbitrary<Row> = fc.record({
  ports: fc.uniqueArray(range, { minLength: 1, maxLength: 3, selector: ({ first }) => first }),
  protocol: fc.constantFrom(...protocols),
  source: ends,
  destination: ends,
  description: fc.constantFrom(...purposes),
  condition: fc.constantFrom(...conditions),
})

const section = (rows: fc.Arbitrary<Row[]>): fc.Arbitrary<Section> =>
  fc.record({ heading: fc.constantFrom(...headings), prose: fc.constantFrom(...sentences), rows })

/** Pages whose rows may well repeat one another. */
export const pages: fc.Arbitrary<Page> = fc.array(section(fc.array(row, { minLength: 1, maxLength: 6 })), {
  minLength: 1,
  maxLength: 3,
})

/** Pages on which no port stands twice. */
export const plainPages: fc.Arbitrary<Page> = pages.map(page => {
  const seen = new Set<number>()
  const fresh = ({ first }: Ports) => !seen.has(first) && seen.add(first)
  const sections = page.map(one => ({
    ...one,
    rows: one.rows
      .map(row => ({ ...row, ports: row.ports.filter(fresh) }))
      .filter(row => row.ports.length > 0),
  }))
  return sections.filter(({ rows }) => rows.length > 0)
})

export const columnOrders = fc.shuffledSubarray<Column>(
  ['protocol', 'ports', 'source', 'destination', 'description'],
  { minLength: 5 },
)
