import { titleOf } from '../../../reconcile/index.ts'
import type { Evidence } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { cite, labelWords, listed, placeOf, portWords } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import {
  admits,
  isUnknown,
  opening,
  type Row,
  rolesOf,
  rowsOf,
  type Side,
  sideKey,
  sidesOf,
} from './directions.ts'
import { agree, headingOf, keyOf, onEachPage, type Said, words } from './page-facts.ts'

const inbound = (nodes: string, ...rows: string[]) =>
  `### ${nodes} - Inbound rules\n\n${table('Protocol | Port | Source', ...rows)}\n`
const outbound = (nodes: string, ...rows: string[]) =>
  `### ${nodes} - Outbound rules\n\n${table('Protocol | Port | Destination', ...rows)}\n`

const page = (...rows: string[]) =>
  lines(
    inbound(
      'etcd nodes',
      'TCP | 2379 | etcd nodes, worker nodes',
      'TCP | 2380 | etcd nodes',
      'UDP | 8472 | worker nodes',
    ),
    outbound('etcd nodes', 'TCP | 2379 | etcd nodes', 'TCP | 2380 | etcd nodes'),
    outbound('worker nodes', 'TCP | 2379 | etcd nodes', ...rows),
  )

export const missingCounterpart: Rule = {
  id: 'missing-counterpart',
  family: 'document',
  severity: 'warning',
  gap: true,
  description:
    'A row lets traffic in that no outbound row of the other end sends, or sends what no inbound row lets in.',
  why: 'Who builds the firewalls of both ends from such tables opens one and leaves the other shut: the traffic is dropped.',
  examples: [
    {
      title: 'the outbound table of the other end lacks the row',
      wrong: page(),
      right: page('UDP | 8472 | etcd nodes'),
      says: 'UDP 8472 goes to “etcd nodes” from “worker nodes”, but no outbound row of “worker nodes” allows it',
    },
    {
      title: 'tables of two ways of installing do not depend on each other',
      wrong: page('TCP | 443 | etcd nodes', 'UDP | 8472 | etcd nodes'),
      right: lines(
        '## With Docker\n',
        inbound('Rancher nodes', 'TCP | 443 | Rancher nodes', 'TCP | 80 | Rancher nodes'),
        '## With Helm\n',
        outbound('Rancher nodes', 'TCP | 22 | worker nodes', 'TCP | 2376 | worker nodes'),
      ),
      says: 'TCP 443 goes to “etcd nodes” from “worker nodes”, but no inbound row of “etcd nodes” allows it',
    },
  ],
  check: onEachPage((said, page) => gapsOf(said).map(gap => problemOf(gap, page))),
}

function problemOf({ askers, sides, via }: Gap, page: Page): Problem {
  const [first] = askers as [(typeof askers)[0]]
  const { protocol, ports, direction, fact, homeLabels, otherLabels } = first
  const [to, from, back] =
    direction === 'inbound' ? [homeLabels, otherLabels, 'outbound'] : [otherLabels, homeLabels, 'inbound']
  const ends = `${labelWords(to)} from ${labelWords(from)}`
  const lacking = listed(sides.map(side => labelWords(side.first.homeLabels)))
  const through = via ? `, where the ${via} runs,` : ''
  return {
    at: placeOf(fact),
    message: `${portWords({ protocol, ports })} goes to ${ends}, but no ${back} row of ${lacking}${through} allows it`,
    evidence: [
      ...askers.slice(1).map(({ fact }) => cite(fact, 'asks for it too')),
      ...sides.flatMap(side => lackingIn(side, first, page)),
    ],
    claims: askers.map(({ fact }) => fact.claim.id),
    severity: via ? 'info' : 'warning',
  }
}

/** The rows that name other ends, or else the heading of the table. */
function lackingIn({ exact, first }: Gap['sides'][0], { ports }: Gap['askers'][0], page: Page): Evidence[] {
  const same = exact.get(keyOf(ports))
  if (!same) return [headingOf(page, first.fact.claim, 'this table lacks the row')]
  return same.map(row => cite(row.fact, `names ${labelWords(row.otherLabels)} only`))
}

/** Rows without a counterpart: one or several ask for the same row, or one asks for several. */
export interface Gap {
  askers: Row[]
  /** What lacks the row. */
  sides: Side[]
  /** The title of a role that runs on the lacking ones, when it and not they are named. */
  via: string | null
}

interface Want {
  row: Row
  side: Side
  isMet: boolean
  via: string | null
}

/** The document has to have this many answered rows, and more than unanswered ones, to mean both directions. */
const leastMet = 2

/** Rows that the tables of the opposite direction do not answer, in the order of the page. */
export function gapsOf(said: Said[]): Gap[] {
  const rows = rowsOf(said)
  const sides = sidesOf(rows)
  const named = new Set(
    rows.flatMap(row => rolesOf(row.other).map(role => sideKey(row.scope, row.direction, role))),
  )
  const wants = rows.flatMap(row => wantsOf(row, sides, named))
  return [...groupBy(wants, ({ row }) => row.scope).values()].flatMap(all => {
    const met = all.filter(({ isMet }) => isMet).length
    const open = all.filter(({ isMet, via }) => !isMet && via === null).length
    return met >= leastMet && met >= open ? grouped(all.filter(({ isMet }) => !isMet)) : []
  })
}

/** What a row asks the tables of the other ends for. */
function wantsOf(row: Row, sides: Map<string, Side>, named: Set<string>): Want[] {
  const back = row.direction === 'inbound' ? 'outbound' : 'inbound'
  // A name that no other table knows may be a slip in a heading.
  const homes = rolesOf(row.home).filter(
    role => !isUnknown(role) || named.has(sideKey(row.scope, back, role)),
  )
  if (row.ports.first === 0) return []
  return homes.flatMap(home =>
    rolesOf(row.other).flatMap(other => [
      ...wanted(row, home, sides.get(sideKey(row.scope, back, other)), null),
      ...(words().hosts.get(other) ?? []).flatMap(host =>
        wanted(
          row,
          home,
          sides.get(sideKey(row.scope, back, host)),
          titleOf(other, row.fact.vocabulary) ?? other,
        ),
      ),
    ]),
  )
}

function wanted(row: Row, home: string, side: Side | undefined, via: string | null): Want[] {
  if (!side) return []
  const isMet = opening(side, row.ports).some(one => agree(one.protocol, row.protocol) && admits(one, home))
  return isMet && via !== null ? [] : [{ row, side, isMet, via }]
}

/** Wants of one port that share a row, or what lacks it, have one cause. */
function grouped(open: Want[]): Gap[] {
  const key = ({ row, via }: Want) => [row.direction, row.protocol, keyOf(row.ports), via].join(' ')
  return [...groupBy(open, key).values()].flatMap(wants => connected(wants).map(gapOf))
}

function gapOf(wants: Want[]): Gap {
  const [first] = wants as [Want]
  return {
    askers: [...new Set(wants.map(({ row }) => row))],
    sides: [...new Set(wants.map(({ side }) => side))],
    via: first.via,
  }
}

/** Groups pairs so that pairs with a common member are together. */
function connected(wants: Want[]): Want[][] {
  const parent = new Map<object, object>()
  const top = (one: object): object => {
    let above = one
    while (parent.get(above) !== undefined) above = parent.get(above)!
    return above
  }
  for (const { row, side } of wants) if (top(row) !== top(side)) parent.set(top(row), top(side))
  return [...groupBy(wants, ({ row }) => top(row)).values()]
}
