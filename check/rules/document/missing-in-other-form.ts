import type { Evidence } from '../../../schema/types.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, listed, placeOf, portWords } from '../wording.ts'
import { type Form, type Lack, lacksOf } from './forms.ts'
import { onEachPage } from './said.ts'

const rows = [
  '| 6443 | TCP | agents | servers | Kubernetes API |',
  '| 9345 | TCP | agents | servers | supervisor |',
  '| 2379 | TCP | servers | servers | etcd clients |',
  '| 8472 | UDP | all | all | overlay |',
]

const page = (shown: string[], more = '') =>
  [
    '## Ports',
    '',
    '| Port | Protocol | Source | Destination | Description |',
    '| --- | --- | --- | --- | --- |',
    ...shown,
    '',
    '## In detail',
    ...['6443|TCP', '9345|TCP', '2379|TCP', '8472|UDP', `10250|TCP`].flatMap(entry => {
      const [port, protocol] = entry.split('|')
      return [
        '',
        `### Port ${port}`,
        `- **Protocol:** ${protocol}`,
        '- **Source:** agents',
        '- **Destination:** servers',
      ]
    }),
    more,
  ].join('\n')

export const missingInOtherForm: Rule = {
  id: 'missing-in-other-form',
  family: 'document',
  severity: 'warning',
  gap: true,
  description:
    'Tables, entries, sentences or blocks of commands that otherwise state the same ports: one of them lacks a port.',
  why: 'Readers use the form that they come to first. What it lacks stays shut, although the page says it elsewhere.',
  examples: [
    {
      title: 'the table lacks what the entries have',
      wrong: page(rows),
      right: page([...rows, '| 10250 | TCP | servers | all | kubelet |']),
      says: 'TCP 10250',
    },
    {
      title: 'a text that mentions a few ports need not mention all',
      wrong: page(rows.slice(0, 4)),
      right: [
        '| Port | Protocol | Source |',
        '| --- | --- | --- |',
        '| 80 | TCP | all |',
        '| 443 | TCP | all |',
        '',
        'Clients reach the server on TCP port 443.',
      ].join('\n'),
      says: 'the table',
    },
  ],
  check: onEachPage(said => lacksOf(said).map(missing)),
}

function missing({ has, lacks }: Lack): Problem {
  const [first] = has as [Lack['has'][0]]
  const where = listed(lacks.map(({ name }) => name))
  return {
    at: placeOf(first.fact),
    message: `${portWords(first.protocol, first.ports)} stands here but not in ${where}, which otherwise names the same ports`,
    evidence: [...lacks.map(lacking), ...has.slice(1).map(({ fact }) => cite(fact, 'has it too'))],
    claims: has.map(({ fact }) => fact.claim.id),
  }
}

/** Where one would look for it. */
function lacking({ members }: Form): Evidence {
  const { claim } = members[0]!.fact
  const { document, line } = claim.location
  return { document, line: claim.table?.line ?? line, column: 1, note: 'lacks it' }
}
