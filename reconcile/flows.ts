import { isDeepStrictEqual } from 'node:util'
import type { Flow, Icmp, Node, Source, StatedValues } from '../schema/types.ts'
import { versionsOf } from '../schema/versions.ts'
import { flowId } from './ids.ts'
import { type Context, type Meaning, type Pair, pairsOf } from './meaning.ts'
import { unknown } from './roles.ts'
import { shorten } from './text.ts'

/** What the flows of a claim rest on. */
export interface Basis {
  /** The claim as corrected. */
  meaning: Meaning
  /** The claim as the document has it, where corrections changed it. */
  stated: Meaning | null
  /** Ids of the corrections made to it. */
  corrections: string[]
}

/** Prose is not copied: a longer condition is shortened in the dataset. */
const mostWords = 10
/** A claim that was read with less confidence leaves its flow unreviewed, unless another one states it. */
const leastConfidence = 0.6

/**
 * The flows that a claim alone backs: one for each source with each destination, and each type of ICMP message.
 *
 * @param source where it comes from
 * @returns none when the claim names neither end
 */
export function flowsOf({ meaning, stated, corrections }: Basis, source: Source, context: Context): Flow[] {
  return pairsOf(meaning, context).flatMap(pair =>
    (meaning.icmp.length > 0 ? meaning.icmp : [null]).map(icmp => {
      const facts = factsOf(meaning, pair, icmp)
      const before = stated ? statedOf(stated, facts, context) : null
      const flow: Omit<Flow, 'id'> = {
        product: source.product,
        versions: versionsOf(source).map(version => ({ first: version, last: version })),
        deployment: meaning.scope.deployment,
        ...facts,
        archived: source.archived ?? false,
        status: before ? 'corrected' : meaning.claim.confidence < leastConfidence ? 'unreviewed' : 'stated',
        stated: before,
        claims: [meaning.claim.id],
        corrections,
        findings: [],
        places: [],
      }
      return { id: flowId(flow), ...flow }
    }),
  )
}

type Facts = Omit<
  Flow,
  | 'id'
  | 'product'
  | 'versions'
  | 'deployment'
  | 'archived'
  | 'status'
  | 'stated'
  | 'claims'
  | 'corrections'
  | 'findings'
  | 'places'
>

function factsOf({ protocol, ports, portText, ipProtocol }: Meaning, pair: Pair, icmp: Icmp | null): Facts {
  const { service, local, when } = pair
  const conditions = [...new Set(pair.conditions.map(text => shorten(text, mostWords)))].sort()
  return {
    from: nodeOf(pair.from),
    to: nodeOf(pair.to),
    protocol,
    ports,
    portText,
    icmp,
    ipProtocol,
    service,
    local,
    when,
    conditions,
    required: Object.keys(when).length + conditions.length === 0,
  }
}

/** Words that no role explains are no data. */
function nodeOf(node: Node): Node {
  return node.kind === 'unknown' ? unknown : node
}

/** What the literal claim says otherwise; null when that is nothing. */
function statedOf(literal: Meaning, facts: Facts, context: Context): StatedValues | null {
  const pairs = pairsOf(literal, context)
  const [sources, destinations] = [pairs.map(({ from }) => nodeOf(from)), pairs.map(({ to }) => nodeOf(to))]
  const { protocol, ports, portText } = literal
  const said: StatedValues = {
    protocol,
    ports,
    portText,
    from: counterpart(sources, facts.from, facts.to),
    to: counterpart(destinations, facts.to, facts.from),
  }
  const fields = Object.keys(said) as (keyof StatedValues)[]
  const differing = fields.filter(field => !isDeepStrictEqual(said[field], facts[field]))
  return differing.length > 0 ? Object.fromEntries(differing.map(field => [field, said[field]])) : null
}

/** Which of the stated ends this one is: itself, or the other one if both were swapped, else the first. */
function counterpart(stated: Node[], now: Node, other: Node): Node {
  const candidates = [now, other].filter(node => stated.some(one => isDeepStrictEqual(one, node)))
  return candidates[0] ?? stated[0] ?? unknown
}
