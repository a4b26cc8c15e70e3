import type { Evidence } from '../../../schema/types.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { cite, labelWords, listed, placeOf, portWords } from '../wording.ts'
import { type Gap, gapsOf } from './gaps.ts'
import { headingOf } from './headings.ts'
import { keyOf, onEachPage } from './said.ts'

const table = (rows: string[], end: string) => [
  '',
  `| Protocol | Port | ${end} | Description |`,
  '| --- | --- | --- | --- |',
  ...rows,
  '',
]

const page = (...outbound: string[]) =>
  [
    '### etcd nodes - Inbound rules',
    ...table(
      [
        '| TCP | 2379 | etcd nodes, worker nodes | etcd client requests |',
        '| TCP | 2380 | etcd nodes | etcd peers |',
        '| UDP | 8472 | worker nodes | overlay |',
      ],
      'Source',
    ),
    '### etcd nodes - Outbound rules',
    ...table(
      ['| TCP | 2379 | etcd nodes | etcd client requests |', '| TCP | 2380 | etcd nodes | etcd peers |'],
      'Destination',
    ),
    '### worker nodes - Outbound rules',
    ...table(['| TCP | 2379 | etcd nodes | etcd client requests |', ...outbound], 'Destination'),
  ].join('\n')

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
      right: page('| UDP | 8472 | etcd nodes | overlay |'),
      says: 'UDP 8472',
    },
    {
      title: 'tables of two ways of installing do not depend on each other',
      wrong: page('| TCP | 443 | etcd nodes | overlay |', '| UDP | 8472 | etcd nodes | overlay |'),
      right: [
        '## With Docker',
        '### Inbound rules for Rancher nodes',
        ...table(['| TCP | 443 | Rancher nodes | UI |', '| TCP | 80 | Rancher nodes | UI |'], 'Source'),
        '## With Helm',
        '### Outbound rules for Rancher nodes',
        ...table(
          ['| TCP | 22 | worker nodes | SSH |', '| TCP | 2376 | worker nodes | Docker |'],
          'Destination',
        ),
      ].join('\n'),
      says: 'TCP 443',
    },
  ],
  check: onEachPage((said, page) => gapsOf(said).map(gap => problem(gap, page))),
}

function problem({ askers, sides, via }: Gap, page: Page): Problem {
  const [first] = askers as [(typeof askers)[0]]
  const { protocol, ports, direction, fact, homeLabels, otherLabels } = first
  const [to, from, back] =
    direction === 'inbound' ? [homeLabels, otherLabels, 'outbound'] : [otherLabels, homeLabels, 'inbound']
  const ends = `${labelWords(to)} from ${labelWords(from)}`
  const lacking = listed(sides.map(side => labelWords(side.first.homeLabels)))
  const through = via ? `, where the ${via} runs,` : ''
  return {
    at: placeOf(fact),
    message: `${portWords(protocol, ports)} goes to ${ends}, but no ${back} row of ${lacking}${through} allows it`,
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
