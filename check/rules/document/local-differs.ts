import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, placeOf, portWords } from '../wording.ts'
import { agree, isNumbered, keyOf, type Numbered, onEachPage } from './said.ts'

const page = (source: string) =>
  [
    '| Protocol | Port | Source | Destination | Description |',
    '| --- | --- | --- | --- | --- |',
    `| TCP | 9099 | ${source} | Worker nodes | health checks |`,
    '',
    '### Commonly used ports',
    '',
    '| Protocol | Port | Description |',
    '| --- | --- | --- |',
    '| TCP | 9099 | health checks |',
  ].join('\n')

export const localDiffers: Rule = {
  id: 'local-differs',
  family: 'document',
  severity: 'info',
  description:
    'The page says in one place that a port is for traffic within the node, and lists it in another like any other port.',
  why: 'Readers open the port between nodes, although nobody needs it there.',
  examples: [
    {
      wrong: page('Worker node itself (local traffic, not across nodes)'),
      right: page('Control plane nodes'),
      says: 'within the node',
    },
  ],
  check: onEachPage(said => {
    const listed = said.filter(one => isNumbered(one) && one.fact.claim.kind !== 'command') as Numbered[]
    const tied = [...groupBy(listed, ({ ports }) => keyOf(ports)).values()].flatMap(among)
    return [...groupBy(tied, ({ open }) => open.fact.unit).values()].map(problem)
  }),
}

/** A port that is open to others, and a place that keeps it within the node. */
interface Tie {
  open: Numbered
  local: Numbered
}

/** Tables and texts that keep a port local, as far as they are looked at. */
const mostSeen = 5

function among(all: Numbered[]): Tie[] {
  const locals = [
    ...groupBy(
      all.filter(({ fact }) => fact.claim.local),
      ({ fact }) => fact.unit,
    ).values(),
  ]
    .slice(0, mostSeen)
    .map(([first]) => first!)
  const open = all.filter(({ fact }) => !fact.claim.local && fact.claim.kind !== 'sentence')
  return open.flatMap(one => {
    const local = locals.find(
      other => agree(one.protocol, other.protocol) && other.fact.unit !== one.fact.unit,
    )
    return local ? [{ open: one, local }] : []
  })
}

function problem(ties: Tie[]): Problem {
  const [{ open }] = ties as [Tie]
  const ports = [...new Set(ties.map(tie => portWords(tie.open.protocol, tie.open.ports)))]
  const [verb, it] = ports.length > 1 ? ['are', 'them'] : ['is', 'it']
  return {
    at: placeOf(open.fact),
    message: `${ports.join(' and ')} ${verb} listed here without saying that the traffic stays within the node, as the page says of ${it} elsewhere`,
    evidence: [
      ...ties.map(({ local }) => cite(local.fact, 'local')),
      ...ties.slice(1).map(tie => cite(tie.open.fact, 'not said to be local')),
    ],
    claims: ties.map(tie => tie.open.fact.claim.id),
  }
}
