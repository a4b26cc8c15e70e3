import type { Ports } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Fact, Page, Survey } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'

/** One flow of a table, between two roles. */
export interface TableFlow extends Ports {
  fact: Fact
  from: string
  to: string
  local: boolean
  protocol: string | null
}

/** What a table states, role by role. */
export interface FlowTable {
  page: Page
  /** Its first fact. */
  fact: Fact
  /** By what makes a flow this one. */
  flows: Map<string, TableFlow>
  /** Who talks to whom in it, see {@link pairOf}; not whom sweeping statements name. */
  pairs: Set<string>
}

/** A flow, and the tables of one family that state it. */
export interface Stated {
  key: string
  flow: TableFlow
  pages: Set<Page>
  count: number
  /** The first few. */
  tables: FlowTable[]
}

/** Tables of one flow that are kept. */
const mostTables = 10
/** Pairs of roles that one statement is about in earnest: who opens a port among all nodes means no pair of them. */
const mostPairs = 3

/** The tables that name who talks to whom. */
export function flowTablesOf(survey: Survey): FlowTable[] {
  const tables = new Map<string, FlowTable>()
  for (const fact of survey.facts) {
    const { protocol, ports, from, to } = survey.meant(fact)
    if (!fact.claim.table || !ports) continue
    const table = tables.get(fact.unit) ?? { page: fact.page, fact, flows: new Map(), pairs: new Set() }
    tables.set(fact.unit, table)
    for (const source of from.roles) {
      for (const destination of to.roles) {
        const flow = { fact, from: source, to: destination, local: fact.claim.local, protocol, ...ports }
        if (!isSweeping(fact)) table.pairs.add(pairOf(flow))
        if (!table.flows.has(keyOf(flow))) table.flows.set(keyOf(flow), flow)
      }
    }
  }
  return [...tables.values()]
}

/** What the tables of a family state between two roles, by family and pair. */
export function statedBy(tables: FlowTable[], { family }: Survey): Map<string, Stated[]> {
  const flows = new Map<string, Stated>()
  for (const table of tables) {
    for (const [key, flow] of table.flows) {
      if (isSweeping(flow.fact)) continue
      const id = `${family(table.page)} ${key}`
      const stated = flows.get(id) ?? { key, flow, pages: new Set(), count: 0, tables: [] }
      flows.set(id, stated)
      stated.pages.add(table.page)
      stated.count++
      if (stated.tables.length < mostTables) stated.tables.push(table)
    }
  }
  return groupBy(flows.values(), ({ flow, tables }) => `${family(tables[0]!.page)} ${pairOf(flow)}`)
}

/** Part of the flows of the larger table that both have. */
export function likeness(a: FlowTable, b: FlowTable): number {
  const shared = [...a.flows.keys()].filter(key => b.flows.has(key)).length
  return shared / Math.max(a.flows.size, b.flows.size)
}

/** Whether a table states a flow, be it within a range, for everybody, or for every protocol. */
export function states(table: FlowTable, flow: TableFlow): boolean {
  if (table.flows.has(keyOf(flow))) return true
  return [...table.flows.values()].some(
    other =>
      [flow.from, 'any'].includes(other.from) &&
      [flow.to, 'any'].includes(other.to) &&
      other.first <= flow.first &&
      flow.last <= other.last &&
      [flow.protocol, null, 'all'].includes(flow.protocol === null ? null : other.protocol),
  )
}

function isSweeping({ from, to }: Fact): boolean {
  return from.roles.length * to.roles.length > mostPairs
}

function keyOf({ from, to, local, protocol, ...ports }: TableFlow): string {
  return `${pairOf({ from, to, local })} ${protocol} ${textOf(ports)}`
}

/** Who talks to whom: `worker>controlplane`; what stays on the node is apart. */
function pairOf({ from, to, local }: Pick<TableFlow, 'from' | 'to' | 'local'>): string {
  return `${from}>${to}${local ? ' local' : ''}`
}
