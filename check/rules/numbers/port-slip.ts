import type { Rule } from '../../rule.ts'
import { cite, replacing, slipPlace } from '../places.ts'

export const portSlip: Rule = {
  id: 'port-slip',
  family: 'numbers',
  severity: 'warning',
  description: 'A port is one slip of the hand away from the port that the same thing has elsewhere.',
  why: 'A reader who opens the mistyped port finds the service unreachable, and no spelling checker or port registry tells why: nearly every number is somebody’s port.',
  examples: [
    {
      title: 'a digit is lost',
      wrong: [
        '## etcd nodes: inbound',
        '',
        '| Protocol | Port | Source | Purpose |',
        '| --- | --- | --- | --- |',
        '| TCP | 2379 | control plane nodes | etcd client requests |',
        '',
        '## Control plane nodes: outbound',
        '',
        '| Protocol | Port | Destination | Purpose |',
        '| --- | --- | --- | --- |',
        '| TCP | 379 | etcd nodes | etcd client requests |',
      ].join('\n'),
      right: [
        '| Protocol | Port | Source | Purpose |',
        '| --- | --- | --- | --- |',
        '| TCP | 2379 | control plane nodes | etcd client requests |',
        '| TCP | 2380 | etcd nodes | etcd peer communication |',
        '| TCP | 2381 | monitoring | etcd metrics |',
      ].join('\n'),
      says: '379 should be 2379',
      fix: '2379',
    },
  ],
  check: ({ slips, meant }) =>
    slips.ports.map(({ statement, right, evidence, certain }) => {
      const { at, claims } = slipPlace(statement)
      return {
        at,
        message: `Port ${statement.value} should be ${right}${purposeOf(statement.facts[0]!.claim.description)}`,
        evidence: evidence.map(other => cite(other, right)),
        suggestion: replacing(statement, right),
        set: { ports: meant(statement.facts[0]!).ports },
        claims,
        severity: certain ? 'error' : 'warning',
      }
    }),
}

function purposeOf(description: string | null): string {
  return description && description.length <= 60 ? `, for “${description}”` : ''
}
