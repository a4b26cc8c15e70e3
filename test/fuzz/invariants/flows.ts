import { type Reconciliation, reconcile } from '../../../reconcile/index.ts'
import type { Claim, Source } from '../../../schema/types.ts'
import { must, mustEqual } from '../broken.ts'
import { checkShape } from './reading.ts'

/** A source that takes every claim. */
const source: Source = {
  id: 'fuzz',
  product: 'kubernetes',
  version: null,
  language: 'en',
  format: 'markdown',
  title: 'Ports',
  document: 'page.md',
  origin: { file: 'page.md', url: 'https://example.org/ports' },
  license: null,
  deployments: [{ id: 'cluster', title: 'Cluster', match: [], default: true }],
  floor: { claims: 0 },
}

/** Makes flows of claims, with everything that must hold of them. */
export function flowsOf(claims: Claim[]): Reconciliation {
  const input = { source, claims, corrections: [] }
  const found = reconcile([input])
  for (const flow of found.flows) {
    checkShape('flow', flow, flow.status)
    if (flow.ports) must(flow.ports.first <= flow.ports.last, 'ports', 'flow', flow.id)
  }
  const ids = found.flows.map(({ id }) => id)
  must(
    new Set(ids).size === ids.length,
    'ids',
    'flows',
    ids.filter((id, i) => ids.indexOf(id) !== i).join(' '),
  )
  checkBacking(found, claims)
  mustEqual(
    reconcile([{ ...input, claims: claims.toReversed() }])
      .flows.map(({ id }) => id)
      .sort(),
    ids.toSorted(),
    'same-again',
    'flows of claims in another order',
  )
  return found
}

/** Every claim backs a flow or is told to back none, and never both. */
function checkBacking({ flows, unresolved }: Reconciliation, claims: Claim[]): void {
  const backing = new Set(flows.flatMap(flow => flow.claims))
  const left = new Set(unresolved.map(({ claim }) => claim))
  for (const { id, pattern } of claims)
    must(
      backing.has(id) !== left.has(id),
      'backing',
      pattern,
      `${id} backs ${backing.has(id) ? 'a flow and is unresolved' : 'no flow'}`,
    )
}
