import type { Problem, Rule } from '../../rule.ts'
import { cite, listed, portWords, quoted } from '../wording.ts'
import { type Numbered, onEachPage } from './said.ts'
import { missingFrom } from './stock.ts'
import { detailsOf, type Summary, summariesOf } from './summaries.ts'

const page = (...more: string[]) =>
  [
    '## Nodes',
    '',
    'You can use the table of commonly used ports instead.',
    '',
    '| Protocol | Port | Source | Destination |',
    '| --- | --- | --- | --- |',
    '| TCP | 443 | clients | servers |',
    '| TCP | 6443 | agents | servers |',
    '| TCP | 2379-2380 | servers | servers |',
    '| UDP | 8472 | servers | servers |',
    '| TCP | 10250 | servers | agents |',
    '',
    '## Commonly used ports',
    '',
    '| Protocol | Port | Description |',
    '| --- | --- | --- |',
    '| TCP | 2379 | etcd clients |',
    '| TCP | 2380 | etcd peers |',
    '| TCP | 6443 | API |',
    '| UDP | 8472 | overlay |',
    '| TCP | 10250 | kubelet |',
    ...more,
  ].join('\n')

export const summaryLacksPorts: Rule = {
  id: 'summary-lacks-ports',
  family: 'document',
  severity: 'warning',
  gap: true,
  description: 'A table that sums up the ports of a page lacks ports that its detailed tables need.',
  why: 'Readers take the short table for the whole, the more so where the page tells them to, and leave needed ports shut.',
  examples: [{ wrong: page(), right: page('| TCP | 443 | API and UI |'), says: 'TCP 443' }],
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
  const names = lacks.flatMap(({ one, ports }) => ports.map(range => portWords(one.protocol, range)))
  if (lacks.length === 0) return []
  return [
    {
      at,
      message: `The table of ${quoted(title)} lacks ${listed(names, 12)}, which the detailed tables need`,
      evidence: [
        ...references.map(({ document, line, column }) => ({
          document,
          line,
          column,
          note: 'sends readers to the table',
        })),
        ...lacks.map(({ one }) => cite(one.fact, `needs ${portWords(one.protocol, one.ports)}`)),
      ],
      key: `${at.document} ${title}`,
      severity: references.length > 0 ? 'warning' : 'info',
    },
  ]
}
