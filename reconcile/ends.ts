import type { Claim, Endpoint, Node } from '../schema/types.ts'
import { resolve, unknown } from './roles.ts'
import type { Scope } from './roles-vocabulary.ts'

/** One end of a flow to be. */
export interface End {
  node: Node
  /** The words for it; null when the claim has none. */
  label: string | null
}

/** Both ends of a flow to be. */
export interface Pair {
  from: End
  to: End
}

/**
 * Every source with every destination. Traffic that stays on the node pairs an end with itself only,
 * and the one end that such a claim names is the other as well.
 *
 * @returns pairs of which at least one end is known; none when the claim tells of nobody
 */
export function pairsOf(claim: Claim, scope: Scope): Pair[] {
  const source = endsOf(claim.source, scope)
  const destination = endsOf(claim.destination, scope)
  const [sources, destinations] = claim.local
    ? [source ?? destination, destination ?? source]
    : [source, destination]
  const all = crossed(sources ?? [nobody], destinations ?? [nobody]).filter(known)
  const same = all.filter(({ from, to }) => from.node.id === to.node.id)
  return claim.local && same.length > 0 ? same : all
}

/** The labels of a claim that no role is known for. */
export function unknownLabelsOf(claim: Claim, scope: Scope): string[] {
  const labels = [...claim.source, ...claim.destination].map(({ label }) => label)
  return labels.filter(label => resolve(label, scope) === null)
}

const nobody: End = { node: unknown, label: null }

function endsOf(endpoints: Endpoint[], scope: Scope): End[] | null {
  if (endpoints.length === 0) return null
  return endpoints.flatMap(({ label }) => (resolve(label, scope) ?? [unknown]).map(node => ({ node, label })))
}

function crossed(sources: End[], destinations: End[]): Pair[] {
  return sources.flatMap(from => destinations.map(to => ({ from, to })))
}

function known({ from, to }: Pair): boolean {
  return from.node !== unknown || to.node !== unknown
}
