import { isDeepStrictEqual } from 'node:util'
import type { Claim, Flow, Node, Source, StatedValues } from '../schema/types.ts'
import { circumstancesOf } from './conditions.ts'
import type { Corrected } from './corrections.ts'
import { type Pair, pairsOf } from './ends.ts'
import { flowId } from './ids.ts'
import { ipProtocolOf } from './ip-protocols.ts'
import { ascending } from './order.ts'
import { unknown } from './roles.ts'
import type { Scope } from './roles-vocabulary.ts'
import { serviceOf } from './services.ts'

/**
 * The flows that a claim alone backs: one for each source with each destination.
 *
 * @param corrected the claim, with what it says literally
 * @param source where it comes from
 * @param deployment what it is about
 * @returns none when the claim names neither end
 */
export function flowsOf(corrected: Corrected, source: Source, deployment: string): Flow[] {
  const scope: Scope = { product: source.product, deployment }
  return pairsOf(corrected.claim, scope).map(pair => {
    const facts = factsOf(corrected.claim, pair, source)
    const stated = corrected.corrections.length > 0 ? statedOf(corrected.literal, facts, scope) : null
    const flow: Omit<Flow, 'id'> = {
      product: source.product,
      version: source.version,
      deployment,
      ...facts,
      status: stated ? 'corrected' : 'stated',
      stated,
      claims: [corrected.literal.id],
      corrections: corrected.corrections,
      findings: [],
    }
    return { id: flowId(flow), ...flow }
  })
}

type Facts = Pick<
  Flow,
  | 'from'
  | 'to'
  | 'protocol'
  | 'ports'
  | 'portText'
  | 'icmp'
  | 'ipProtocol'
  | 'service'
  | 'local'
  | 'when'
  | 'conditions'
  | 'required'
>

function factsOf(claim: Claim, { from, to }: Pair, { product }: Source): Facts {
  const { protocol, portText, local, description } = claim
  const ports = ascending(claim.ports)
  const labels = [from.label, to.label].filter(label => label !== null)
  const { when, conditions } = circumstancesOf({
    conditions: claim.conditions,
    description: description === null ? [] : [description],
    labels,
    context: claim.context,
  })
  return {
    from: from.node,
    to: to.node,
    protocol,
    ports,
    portText,
    icmp: null,
    ipProtocol: ipProtocolOf(protocol),
    service: serviceOf({ words: [description, portText], protocol, ports, to: to.node, product }),
    local,
    when,
    conditions,
    required: Object.keys(when).length + conditions.length === 0,
  }
}

/** What the literal claim says otherwise; null when that is nothing. */
function statedOf(literal: Claim, facts: Facts, scope: Scope): StatedValues | null {
  const pairs = pairsOf(literal, scope)
  const said: StatedValues = {
    protocol: literal.protocol,
    ports: ascending(literal.ports),
    portText: literal.portText,
    from: counterpart(
      pairs.map(({ from }) => from.node),
      facts.from,
      facts.to,
    ),
    to: counterpart(
      pairs.map(({ to }) => to.node),
      facts.to,
      facts.from,
    ),
  }
  const fields = Object.keys(said) as (keyof StatedValues)[]
  const differing = fields.filter(field => !isDeepStrictEqual(said[field], facts[field]))
  return differing.length > 0 ? Object.fromEntries(differing.map(field => [field, said[field]])) : null
}

/** Which of the stated ends this one stands for: itself, or the other one if both were swapped, else the first. */
function counterpart(stated: Node[], now: Node, other: Node): Node {
  const candidates = [now, other].filter(node => stated.some(one => isDeepStrictEqual(one, node)))
  return candidates[0] ?? stated[0] ?? unknown
}
