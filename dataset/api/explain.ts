import type { Claim, Finding, Flow } from '../../schema/types.ts'
import { lineUrl, sourceFinder } from './places.ts'
import type { MadeCorrection, SourceRecord } from './records.ts'

/** What {@link explain} looks things up in. */
export interface Evidences {
  flows: readonly Flow[]
  claims: readonly Claim[]
  findings: readonly Finding[]
  sources: readonly SourceRecord[]
}

/** A claim behind a flow, and where it is made. */
export interface Backing<D extends Evidences = Evidences> {
  claim: D['claims'][number]
  /** `document:line` */
  place: string
  /** The source whose document makes it; null when it is not known. */
  source: D['sources'][number] | null
  /** Address of the line at the revision that was read, else of the original document; null when it is not known. */
  url: string | null
}

/** Why a flow is in the dataset. */
export interface Explanation<D extends Evidences = Evidences> {
  flow: D['flows'][number]
  /** What the documents say, in the order of the flow's claims. */
  claims: Backing<D>[]
  /** What was changed about that, and why. */
  corrections: (MadeCorrection & { source: D['sources'][number]['id'] })[]
  /** What is wrong or doubtful there: first what casts doubt on the flow, then what else is said of its claims. */
  findings: D['findings'][number][]
}

/**
 * Tells what a flow rests on: the claims with their places, the corrections and the findings.
 *
 * @param flow a flow, or its id
 * @param data where its claims, findings and corrections are looked up
 * @returns null when there is no flow of that id
 */
export function explain<D extends Evidences>(
  flow: string | D['flows'][number],
  data: D,
): Explanation<D> | null {
  const found = typeof flow === 'string' ? data.flows.find(({ id }) => id === flow) : flow
  if (!found) return null
  const claims = new Set(found.claims)
  const isAbout = (about: { claims: string[] }) => about.claims.some(id => claims.has(id))
  const doubts = new Set(found.findings)
  const findings = data.findings.filter(finding => doubts.has(finding.id) || isAbout(finding))
  return {
    flow: found,
    claims: backingsOf(found, data),
    corrections: data.sources.flatMap(({ id: source, corrections }) =>
      corrections.filter(isAbout).map(made => ({ source, ...made })),
    ),
    findings: [
      ...findings.filter(({ id }) => doubts.has(id)),
      ...findings.filter(({ id }) => !doubts.has(id)),
    ],
  }
}

/**
 * Finds the flows that a line of a document backs.
 *
 * @param document path of the document, as in the places of claims
 * @param line counted from 1; a claim of several lines is found by each of them
 * @param data the flows, and the claims that they rest on
 */
export function flowsAt<F extends Pick<Flow, 'claims'>>(
  document: string,
  line: number,
  data: { flows: readonly F[]; claims: readonly Claim[] },
): F[] {
  const here = data.claims.filter(
    ({ location }) => location.document === document && location.line <= line && line <= location.endLine,
  )
  const ids = new Set(here.map(({ id }) => id))
  return data.flows.filter(flow => flow.claims.some(id => ids.has(id)))
}

function backingsOf<D extends Evidences>({ claims }: Flow, data: D): Backing<D>[] {
  const byId = new Map(data.claims.map(claim => [claim.id, claim]))
  const sourceOf = sourceFinder<D['sources'][number]>(data.sources)
  return claims.flatMap(id => {
    const claim = byId.get(id)
    if (!claim) return []
    const source = sourceOf(claim.location.document)
    const place = `${claim.location.document}:${claim.location.line}`
    return [{ claim, place, source, url: source && lineUrl(source, claim.location) }]
  })
}
