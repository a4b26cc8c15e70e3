import { isDeepStrictEqual } from 'node:util'
import type { Flow } from '../schema/types.ts'
import { flowId } from './ids.ts'
import { byClaimId, byText, union } from './order.ts'

/**
 * Makes one flow of all with the same id; a mention without protocol joins the flow that it is about.
 *
 * Merging is the same in whatever order the flows come, and nothing more happens when it is done again.
 *
 * @returns the flows sorted by id
 */
export function merge(flows: Flow[]): Flow[] {
  const merged = mergeEqual(flows)
  const named = new Map<string, Flow[]>()
  for (const flow of merged.filter(({ protocol }) => protocol !== null)) {
    named.set(vagueId(flow), [...(named.get(vagueId(flow)) ?? []), flow])
  }
  return mergeEqual(merged.map(flow => meant(flow, named.get(vagueId(flow)) ?? [])))
}

/** A flow that needs no condition somewhere is needed always; otherwise all conditions count. */
function mergeTwo(a: Flow, b: Flow): Flow {
  const required = a.required || b.required
  const stated = a.stated ?? b.stated
  return {
    ...a,
    portText: a.portText ?? b.portText,
    service: a.service ?? b.service,
    conditions: required ? [] : union(a.conditions, b.conditions, byText),
    required,
    status: stated ? 'corrected' : [a, b].some(({ status }) => status === 'stated') ? 'stated' : 'unreviewed',
    versions: [...new Map([...a.versions, ...b.versions].map(one => [one.first, one])).values()],
    stated,
    claims: union(a.claims, b.claims, byClaimId),
    corrections: union(a.corrections, b.corrections, byText),
  }
}

function mergeEqual(flows: Flow[]): Flow[] {
  const merged = new Map<string, Flow>()
  for (const flow of flows.toSorted(byFirstClaim)) {
    const known = merged.get(flow.id)
    merged.set(flow.id, known ? mergeTwo(known, flow) : flow)
  }
  return [...merged.values()].sort((a, b) => byText(a.id, b.id))
}

/** The first claim in reading order has the say; the whole flow decides between flows of one claim. */
function byFirstClaim(a: Flow, b: Flow): number {
  return byClaimId(a.claims[0]!, b.claims[0]!) || byText(JSON.stringify(a), JSON.stringify(b))
}

/**
 * Prose rarely repeats the protocol of a table, nor what it is needed for. Where one flow alone can be meant,
 * such a mention backs that flow and says nothing else about it.
 */
function meant(mention: Flow, named: Flow[]): Flow {
  if (mention.protocol !== null) return mention
  const sameVersions = named.filter(flow => isAbout(flow, mention))
  const equal = sameVersions.filter(flow => isDeepStrictEqual(flow.when, mention.when))
  const [only, ...others] = equal.length === 0 && mention.required ? sameVersions : equal
  if (!only || others.length > 0) return mention
  const { claims, corrections, stated, status, service, versions } = mention
  return { ...only, claims, corrections, stated, status, versions, service: only.service ?? service }
}

/** Whether a flow holds for all versions that a mention is about. */
function isAbout(flow: Flow, mention: Flow): boolean {
  return mention.versions.every(({ first }) => flow.versions.some(one => one.first === first))
}

/** What a flow has in common with a mention of it. */
function vagueId(flow: Flow): string {
  return flowId({ ...flow, protocol: null, when: {} })
}
