import type { Problem, Rule } from '../../rule.ts'
import { cite, listed, placeOf, portWords } from '../wording.ts'
import { isNumbered, onEachPage } from './said.ts'
import { type Stock, stockOf } from './stock.ts'
import { type Summary, summariesOf } from './summaries.ts'

const page = (...more: string[]) =>
  [
    '## Nodes',
    '',
    '| Protocol | Port | Source | Destination |',
    '| --- | --- | --- | --- |',
    '| TCP | 6443 | agents | servers |',
    '| TCP | 2379-2380 | servers | servers |',
    '| UDP | 8472 | servers | servers |',
    '| TCP | 10250 | servers | agents |',
    '| TCP | 30000-32767 | clients | agents |',
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

export const summaryNamesMore: Rule = {
  id: 'summary-names-more',
  family: 'document',
  severity: 'info',
  gap: true,
  description: 'A table that sums up the ports of a page names ports that stand nowhere else on it.',
  why: 'Nobody learns from the page between which nodes such a port has to be open: it is opened everywhere, or overlooked.',
  examples: [{ wrong: page('| TCP | 9796 | monitoring |'), right: page(), says: 'TCP 9796' }],
  check: onEachPage((said, page) => {
    const summaries = summariesOf(said, page)
    const stock = summaries.length > 0 ? stockOf(said.filter(isNumbered)) : null
    return stock ? summaries.flatMap(summary => further(summary, stock)) : []
  }),
}

function further({ rows, unit }: Summary, stock: Stock): Problem[] {
  const found = rows.filter(row => !stock.touches(row, unit))
  if (found.length === 0) return []
  return [
    {
      at: placeOf(found[0]!.fact),
      message: `${listed(found.map(one => portWords(one.protocol, one.ports)))}: no other place of the page tells who needs it, and between which nodes`,
      evidence: found.slice(1).map(one => cite(one.fact, 'stands nowhere else either')),
      key: unit,
      claims: found.map(one => one.fact.claim.id),
    },
  ]
}
