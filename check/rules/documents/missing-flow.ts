import { stretchOf } from '../../../extract/trees.ts'
import type { Location, Ports } from '../../../schema/types.ts'
import type { Problem, Rule } from '../../rule.ts'
import { type Fact, locate, type Page, type Survey } from '../../survey/index.ts'
import { kinRoles } from '../../survey/kin.ts'
import { textOf } from '../../survey/statements.ts'
import { citeFact, named } from './things.ts'

/** Tables that have to agree before another one is said to lack what they have. */
const leastAgreeing = 2
/** Statements that a table has to make before it can be said to lack one. */
const leastRows = 3
const mostNamed = 6
/** Pairs of roles that one statement is about in earnest. */
const mostPairs = 3
/** Places of one flow that are kept. */
const mostEvidence = 8

const nodes = ['control plane nodes', 'worker nodes']
const page = (rows: string[]) =>
  ['## etcd nodes: inbound', '', '| Protocol | Port | Source |', '| --- | --- | --- |', ...rows].join('\n')
const rows = [
  `| TCP | 2379 | ${nodes[0]} |`,
  `| TCP | 9100 | ${nodes[0]} |`,
  `| UDP | 8472 | ${nodes.join(', ')} |`,
]
const kubelet = `| TCP | 10250 | ${nodes[0]} |`

export const missingFlow: Rule = {
  id: 'missing-flow',
  family: 'documents',
  severity: 'info',
  description: 'A table about certain nodes lacks traffic between them that tables of other documents have.',
  why: 'A firewall that is built strictly from one page blocks what only the other pages mention.',
  examples: [
    {
      wrong: { 'a.md': page(rows), 'b.md': page([...rows, kubelet]), 'c.md': page([...rows, kubelet]) },
      right: { 'a.md': page(rows), 'b.md': page([...rows, kubelet]), 'c.md': page(rows) },
      says: 'TCP 10250',
    },
  ],
  check(survey) {
    const tables = tablesOf(survey)
    const flows = flowsOf(tables, survey)
    return tables.flatMap(table => problemOf(table, flows, survey))
  },
}

/** One flow of a table, between two roles. */
interface FlowOfTable extends Ports {
  fact: Fact
  from: string
  to: string
  /** With its protocol: `tcp 2379`. */
  port: string
}

/** A table, what it states role by role, and whom it speaks of. */
interface Table {
  page: Page
  facts: Fact[]
  flows: Map<string, FlowOfTable>
  from: Set<string>
  to: Set<string>
}

function tablesOf(survey: Survey): Table[] {
  const tables = new Map<string, Table>()
  for (const fact of survey.facts) {
    const { protocol, ports, from, to } = survey.meant(fact)
    if (!fact.claim.table || fact.claim.local || !ports) continue
    const table = tables.get(fact.unit) ?? newTable(fact)
    tables.set(fact.unit, table)
    table.facts.push(fact)
    for (const source of kinRoles(from.roles)) {
      table.from.add(source)
      for (const destination of kinRoles(to.roles)) {
        table.to.add(destination)
        const port = `${protocol ?? ''} ${textOf(ports)}`
        const key = `${source}>${destination} ${port}`
        if (!table.flows.has(key))
          table.flows.set(key, { fact, from: source, to: destination, port, ...ports })
      }
    }
  }
  return [...tables.values()]
}

function newTable({ page }: Fact): Table {
  return { page, facts: [], flows: new Map(), from: new Set(), to: new Set() }
}

/** A flow, and the tables of one family that state it. */
interface Stated {
  flow: FlowOfTable
  pages: Set<Page>
  count: number
  /** The first few. */
  facts: Fact[]
}

/** By family and listener: what tables state of it. */
type Flows = Map<string, Map<string, Stated>>

function flowsOf(tables: Table[], { family }: Survey): Flows {
  const flows: Flows = new Map()
  for (const { page, flows: own } of tables) {
    for (const [key, flow] of own) {
      if (isSweeping(flow.fact)) continue
      const listener = `${family(page)} ${flow.to}`
      const known = flows.get(listener) ?? new Map<string, Stated>()
      flows.set(listener, known)
      const stated = known.get(key) ?? { flow, pages: new Set(), count: 0, facts: [] }
      known.set(key, stated)
      stated.pages.add(page)
      stated.count++
      if (stated.facts.length < mostEvidence) stated.facts.push(flow.fact)
    }
  }
  return flows
}

/** Whoever opens a port among all nodes of a group does not say that each pair of them needs it. */
function isSweeping({ from, to }: Fact): boolean {
  return from.roles.length * to.roles.length > mostPairs
}

function problemOf(table: Table, flows: Flows, { family }: Survey): Problem[] {
  if (table.flows.size < leastRows) return []
  const all = [...table.to]
    .filter(isNode)
    .flatMap(role => [...(flows.get(`${family(table.page)} ${role}`)?.values() ?? [])])
  const missing = all.filter(stated => isMissing(stated, table))
  const ports = [...new Map(missing.map(stated => [stated.flow.port, stated])).values()]
  if (ports.length === 0) return []
  const names = ports.slice(0, mostNamed).map(({ flow }) => inWords(flow))
  const more = ports.length > mostNamed ? `, and ${ports.length - mostNamed} more` : ''
  return [
    {
      at: headOf(table),
      message: `This table lacks what others have between the same nodes: ${names.join('; ')}${more}`,
      evidence: ports.flatMap(({ flow, facts }) =>
        facts
          .filter(fact => fact.page !== table.page)
          .slice(0, 2)
          .map(fact => citeFact(fact, inWords(flow))),
      ),
    },
  ]
}

function isMissing({ flow, pages, count }: Stated, table: Table): boolean {
  const isElsewhere = pages.size > (pages.has(table.page) ? 1 : 0)
  const isBetween = isNode(flow.from) && table.from.has(flow.from)
  return isBetween && isElsewhere && count >= leastAgreeing && !states(table, flow)
}

/** A role or address that somebody is: not anybody, nor words that nobody knows. */
function isNode(role: string): boolean {
  return role !== 'any' && !role.includes(':')
}

/** A wider statement holds the narrower one: a range, everybody, every protocol. */
function states(table: Table, flow: FlowOfTable): boolean {
  return [...table.flows.values()].some(
    other =>
      (other.from === flow.from || other.from === 'any') &&
      (other.to === flow.to || other.to === 'any') &&
      other.first <= flow.first &&
      flow.last <= other.last &&
      (other.port.split(' ')[0] === flow.port.split(' ')[0] ||
        /^(?:all)? /.test(other.port) ||
        flow.port.startsWith(' ')),
  )
}

function inWords({ from, to, port }: FlowOfTable): string {
  return `${port.toUpperCase().trim()} from ${named([from])} to ${named([to])}`
}

/** The heading that a table stands under, else its first row. */
function headOf({ facts, page }: Table): Location {
  const { location, table } = facts[0]!.claim
  const found = page.tables.find(
    one =>
      one.location.document === location.document &&
      one.location.line <= location.line &&
      location.line <= one.location.endLine &&
      one.location.line <= table!.line,
  )
  const heading = found?.block.under ?? found?.block.lead
  const stretch = heading && stretchOf(heading)
  return found && stretch ? locate(found.part, stretch) : (found?.location ?? location)
}
