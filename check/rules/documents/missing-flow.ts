import { stretchOf } from '../../../extract/trees.ts'
import type { Location } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type Survey } from '../../survey/index.ts'
import { tableOf } from '../../survey/tables.ts'
import { cite, placeOf, portWords, shown } from '../evidence.ts'
import { table } from '../examples.ts'
import { rolesInWords } from './disagreements.ts'
import {
  type FlowTable,
  flowTablesOf,
  likeness,
  type Stated,
  statedBy,
  states,
  type TableFlow,
} from './table-flows.ts'

/** Tables that have to agree before another one is said to lack what they have; more leave little doubt. */
const [leastAgreeing, leastCertain] = [2, 3]
/** Flows that a table has to state before it can be said to lack one. */
const leastFlows = 3
/** Tables of one page that a table is held against. */
const mostTwins = 20
/** Part of two tables of a page that has to be the same for one to be held against the other alone. */
const leastAlike = 0.7

const nodes = ['control plane nodes', 'worker nodes']
const page = (rows: string[]) => `## etcd nodes: inbound\n\n${table('Protocol | Port | Source', ...rows)}`
const rows = [`TCP | 2379 | ${nodes[0]}`, `TCP | 9100 | ${nodes[0]}`, `UDP | 8472 | ${nodes.join(', ')}`]
const kubelet = `TCP | 10250 | ${nodes[0]}`

export const missingFlow: Rule = {
  id: 'missing-flow',
  family: 'documents',
  severity: 'info',
  gap: true,
  description: 'Other tables about the same nodes lack a flow that several state.',
  why: 'A firewall that is built strictly from one page blocks what only the other pages mention.',
  examples: [
    {
      wrong: { 'a.md': page(rows), 'b.md': page([...rows, kubelet]), 'c.md': page([...rows, kubelet]) },
      right: { 'a.md': page(rows), 'b.md': page([...rows, kubelet]), 'c.md': page(rows) },
      says: 'TCP 10250 from “Control plane node” to “etcd node” is missing from a table about the same nodes in a.md',
    },
  ],
  check(survey) {
    const tables = flowTablesOf(survey)
    const stated = statedBy(tables, survey)
    const byPage = groupBy(tables, ({ page }) => page.path)
    const gaps = tables.flatMap(table => [
      ...twinGapsOf(table, byPage.get(table.page.path)!.slice(-mostTwins)),
      ...gapsOf(table, stated, survey),
    ])
    return [...grouped(gaps).values()].map(problemOf)
  },
}

/** A flow that a table lacks. */
interface Gap {
  table: FlowTable
  stated: Stated
  /** The table that states it and is nearest. */
  other: FlowTable
  certain: boolean
}

function gapsOf(table: FlowTable, stated: Map<string, Stated[]>, { family }: Survey): Gap[] {
  if (table.flows.size < leastFlows) return []
  const pairs = [...table.pairs].filter(isBetweenNodes)
  const candidates = pairs.flatMap(pair => stated.get(`${family(table.page)} ${pair}`) ?? [])
  return candidates.flatMap((one): Gap[] => {
    const isElsewhere = one.pages.size > (one.pages.has(table.page) ? 1 : 0)
    if (!isElsewhere || one.count < leastAgreeing || states(table, one.flow)) return []
    const here = one.tables.find(other => other.page === table.page)
    const certain = one.pages.size > 1 && one.count >= leastCertain
    return [{ table, stated: one, other: here ?? one.tables[0]!, certain }]
  })
}

/** What a table lacks of another one on its page that says much the same, for another case. */
function twinGapsOf(table: FlowTable, tables: FlowTable[]): Gap[] {
  const twins = tables.filter(other => other !== table && likeness(other, table) >= leastAlike)
  const pairs = [...table.pairs].filter(isBetweenNodes).map(pair => pair.replace(' local', '').split('>'))
  const [sources, destinations] = [0, 1].map(side => new Set(pairs.map(pair => pair[side])))
  return twins.flatMap(other =>
    [...other.flows].flatMap(([key, flow]): Gap[] => {
      const isKnown = sources!.has(flow.from) && destinations!.has(flow.to)
      if (!isKnown || states(table, flow)) return []
      const stated = { key, flow, pages: new Set([other.page]), count: 1, tables: [other] }
      return [{ table, stated, other, certain: true }]
    }),
  )
}

/** Roles that somebody is: not anybody, nor an address, nor words that nobody knows. */
function isBetweenNodes(pair: string): boolean {
  return pair.split('>').every(role => role !== 'any' && !role.includes(':'))
}

/** One port that the tables of one page lack is one cause. */
function grouped(gaps: Gap[]): Map<string, Gap[]> {
  return groupBy(gaps, ({ stated, other, table }) =>
    [flowWords(stated.flow), other.page.path, table.page.path].join('\n'),
  )
}

function problemOf(gaps: Gap[]): Problem {
  const { stated, other, table } = gaps[0]!
  const stating = other.flows.get(stated.key) ?? stated.flow
  const from = [...new Set(gaps.map(gap => gap.stated.flow.from))]
  const to = [...new Set(gaps.map(gap => gap.stated.flow.to))]
  const lacking = [...new Set(gaps.map(gap => gap.table))]
  const { vocabulary } = stating.fact
  const where = table.page === other.page ? 'on this page' : `in ${table.page.path}`
  return {
    at: placeOf(stating.fact),
    message: `${flowWords(stated.flow)} from ${rolesInWords(from, vocabulary)} to ${rolesInWords(to, vocabulary)} is missing from ${lacking.length > 1 ? 'tables' : 'a table'} about the same nodes ${where}`,
    evidence: [
      ...lacking.map(one => shown(headOf(one), 'this table lacks it')),
      ...gaps.flatMap(gap =>
        gap.stated.tables.map(one => cite(one.flows.get(gap.stated.key)!.fact, 'here as well')),
      ),
    ],
    severity: gaps.some(({ certain }) => certain) ? 'warning' : 'info',
  }
}

function flowWords({ protocol, ...ports }: TableFlow): string {
  return portWords({ protocol, ports })
}

/** The heading right above a table, else the table. */
function headOf({ fact: { claim }, page }: FlowTable): Location {
  const found = tableOf(page.tables, claim)
  const stretch = found?.block.under && stretchOf(found.block.under)
  return found && stretch ? locate(found.part, stretch) : (found?.location ?? claim.location)
}
