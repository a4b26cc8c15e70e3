import type { Location, Ports, Protocol } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { cite, listed, locateIn, portWords, quoted, shown, wholeLine } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import {
  agree,
  isNumbered,
  keyOf,
  listing,
  type Numbered,
  onEachPage,
  type Said,
  words,
} from './page-facts.ts'

const page = (...more: string[]) =>
  lines(
    '## Nodes\n\nYou can use the table of commonly used ports instead.\n',
    table(
      'Protocol | Port | Source | Destination',
      'TCP | 443 | clients | servers',
      'TCP | 6443 | agents | servers',
      'TCP | 2379-2380 | servers | servers',
      'UDP | 8472 | servers | servers',
      'TCP | 10250 | servers | agents',
    ),
    '\n## Commonly used ports\n',
    table('Protocol | Port', 'TCP | 2379', 'TCP | 2380', 'TCP | 6443', 'UDP | 8472', 'TCP | 10250', ...more),
  )

export const summaryLacksPorts: Rule = {
  id: 'summary-lacks-ports',
  family: 'document',
  severity: 'warning',
  gap: true,
  description: 'A table that sums up the ports of a page lacks ports that its detailed tables need.',
  why: 'Readers take the short table for the whole, the more so where the page tells them to, and leave needed ports shut.',
  examples: [
    {
      wrong: page(),
      right: page('TCP | 443'),
      says: 'The table of “Commonly used ports” lacks TCP 443, which the detailed tables need',
    },
  ],
  check: onEachPage((said, page) => {
    const summaries = summariesOf(said, page)
    const details = summaries.length > 0 ? detailsOf(said) : []
    return summaries.flatMap(summary => lacking(summary, details))
  }),
}

function lacking({ rows, title, at, references }: Summary, details: Numbered[]): Problem[] {
  const open = details.filter(({ fact }) => !fact.claim.local)
  const lacks = open
    .map(one => ({ one, ports: missingFrom(one, rows) }))
    .filter(({ ports }) => ports.length > 0)
  const names = lacks.flatMap(({ one, ports }) =>
    ports.map(range => portWords({ protocol: one.protocol, ports: range })),
  )
  if (lacks.length === 0) return []
  return [
    {
      at,
      message: `The table of ${quoted(title)} lacks ${listed(names, 12)}, which the detailed tables need`,
      evidence: [
        ...references.map(place => shown(place, 'sends readers to the table')),
        ...lacks.map(({ one }) => cite(one.fact, `needs ${portWords(one)}`)),
      ],
      key: `${at.document} ${title}`,
      severity: references.length > 0 ? 'warning' : 'info',
    },
  ]
}

/** A table that sums up what other tables of the page tell in detail. */
export interface Summary {
  rows: Numbered[]
  unit: string
  /** Its heading. */
  title: string
  /** Its head. */
  at: Location
  /** Texts that send readers to it. */
  references: Location[]
}

/** Rows, and details beside it, that make a table a summary of others. */
const leastRows = 5

/** Tables that name no ends and say in their heading that they sum up. */
export function summariesOf(said: Said[], page: Page): Summary[] {
  const tabled = said.filter(isNumbered).filter(({ fact }) => fact.claim.table)
  const tables = [...groupBy(tabled, ({ fact }) => fact.unit).values()].filter(isSummary)
  const mentions = tables.length > 0 && detailsOf(said).length >= leastRows ? mentionsOn(page) : null
  return tables.flatMap(rows => {
    const { claim, unit } = rows[0]!.fact
    const title = claim.context.at(-1)!
    const place = { document: claim.location.document, line: claim.table!.line }
    const at = wholeLine(place, page.lineAt(place))
    const references = mentions?.filter(({ under }) => under !== title).map(mention => mention.at)
    return references ? [{ rows, unit, title, at, references }] : []
  })
}

function isSummary(rows: Numbered[]): boolean {
  const heading = rows[0]!.fact.claim.context.at(-1) ?? ''
  return rows.length >= leastRows && !rows.some(hasEnds) && words().summary.test(heading)
}

/** What tables, matrices and entries say of ports between known ends, each port once; texts may be about anything. */
export function detailsOf(said: Said[]): Numbered[] {
  const details = said.filter(isNumbered).filter(one => listing.has(one.fact.claim.kind) && hasEnds(one))
  const key = ({ protocol, ports, fact }: Numbered) => `${protocol} ${keyOf(ports)} ${fact.claim.local}`
  return [...groupBy(details, key).values()].map(([first]) => first!)
}

function hasEnds({ from, to }: Said): boolean {
  return from.roles.length + to.roles.length > 0
}

/** Prose that calls a summary by name, and the heading that it stands under. */
function mentionsOn(page: Page): { at: Location; under: string | undefined }[] {
  return page.texts.flatMap(text => {
    const { kind, rich, block } = text
    const match = kind === 'prose' ? words().summary.exec(rich.text) : null
    // An entry of a table of contents says nothing about it.
    const isEntry = match && rich.text.length < match[0].length + 4
    const at = match && !isEntry ? locateIn(text, match.index, match.index + match[0].length) : null
    return at ? [{ at, under: block.frames.at(-1)?.text }] : []
  })
}

/** Ports with their protocol. */
interface Opening {
  protocol: Protocol | null
  ports: Ports
}

/** Wider ranges are compared as a whole, narrower ones port by port. */
const widest = 16

/** The ports of an opening that no statement covers, as ranges; all or none of a wide range. */
export function missingFrom({ protocol, ports }: Opening, stated: Numbered[]): Ports[] {
  const same = stated.filter(one => agree(one.protocol, protocol))
  const isStated = ({ first, last }: Ports) =>
    same.some(one => one.ports.first <= last && first <= one.ports.last)
  if (ports.last - ports.first >= widest) return isStated(ports) ? [] : [ports]
  const ranges: Ports[] = []
  for (let port = ports.first; port <= ports.last; port++) {
    if (isStated({ first: port, last: port })) continue
    const before = ranges.at(-1)
    if (before?.last === port - 1) before.last = port
    else ranges.push({ first: port, last: port })
  }
  return ranges
}
