import { fold } from '../../../reconcile/index.ts'
import type { Endpoint } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact } from '../../survey/index.ts'
import { cite, idsOf, labelWords, placeOf, portWords } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { agree, isNear, isNumbered, keyOf, type Numbered, onEachPage, words } from './page-facts.ts'

const page = (source: string) =>
  lines(
    '## Networking\n\nThe server needs TCP port 6443 to be accessible by all nodes.\n',
    table(
      'Protocol | Port | Source | Destination',
      `TCP | 6443 | ${source} | Servers`,
      'TCP | 2379 | Servers | Servers',
    ),
  )

export const endsDiffer: Rule = {
  id: 'ends-differ',
  family: 'document',
  severity: 'warning',
  description:
    'A row names one kind of node where the text of its section names every node, for the same port.',
  why: 'A firewall built from the row blocks the other nodes: they fail to join or to reach the service.',
  examples: [
    {
      wrong: page('Agents'),
      right: page('All nodes'),
      says: 'TCP 6443 comes from “Agents” only, but the text names “all nodes” as its source',
    },
    {
      title: 'several kinds of nodes together may well be every node',
      wrong: page('K3s server nodes'),
      right: page('K3s server and agent nodes'),
      says: 'TCP 6443 comes from “K3s server nodes” only, but the text names “all nodes” as its source',
    },
  ],
  check: onEachPage(said => {
    const stated = said.filter(one => isNumbered(one) && !one.fact.claim.local) as Numbered[]
    return [...groupBy(stated, ({ ports }) => keyOf(ports)).values()].flatMap(among)
  }),
}

type Way = 'source' | 'destination'

function among(all: Numbered[]): Problem[] {
  return (['source', 'destination'] as const).flatMap(way => {
    const wide = all.filter(({ fact: { claim } }) => isEveryNode(claim[way]))
    const narrow = all.filter(({ fact: { claim } }) => claim.kind === 'row' && isSomeNodes(claim[way]))
    // The same table may let every node in by another row.
    const complete = new Set(wide.filter(({ fact }) => isUnbound(fact)).map(({ fact }) => fact.unit))
    const alone = narrow.filter(({ fact }) => !complete.has(fact.unit))
    return alone.flatMap(one => {
      const wider = wide.slice(0, mostWide).find(other => contradicts(other, one))
      return wider ? [problem(one, wider, way)] : []
    })
  })
}

/** Statements about every node that are looked at for one port. */
const mostWide = 20

function contradicts(wide: Numbered, narrow: Numbered): boolean {
  return (
    wide.fact.unit !== narrow.fact.unit &&
    agree(wide.protocol, narrow.protocol) &&
    isNear(wide.fact, narrow.fact)
  )
}

function isUnbound({ claim }: Fact): boolean {
  return claim.conditions.length === 0
}

function isEveryNode(ends: Endpoint[]): boolean {
  return ends.some(({ label }) => words().everyNode.test(fold(label)))
}

function isSomeNodes(ends: Endpoint[]): boolean {
  const [end, more] = ends
  return end !== undefined && more === undefined && !end.implied && words().someNodes.test(fold(end.label))
}

function problem({ fact, protocol, ports }: Numbered, { fact: wide }: Numbered, way: Way): Problem {
  const [verb, end] = way === 'source' ? ['comes from', 'source'] : ['goes to', 'destination']
  return {
    at: placeOf(fact, way),
    message: `${portWords({ protocol, ports })} ${verb} ${labelWords(fact.claim[way])} only, but the text names ${labelWords(wide.claim[way])} as its ${end}`,
    evidence: [cite(wide, 'the text')],
    claims: idsOf([fact, wide]),
  }
}
