import { explain } from '../../dataset/api/explain.ts'
import type { Dataset } from '../../dataset/files.ts'
import type { Claim, Flow } from '../../schema/types.ts'
import { describeExplanation, indented, statement } from './explanation.ts'

/** What a line of a document states. */
export interface Line {
  document: string
  line: number
  claims: Claim[]
  /** The flows that these back. */
  flows: Flow[]
}

/**
 * Writes for people what a line states and which flows it backs; a sole flow is explained in full.
 *
 * @param width terminal columns that it may take
 */
export function describeLine(
  { document, line, claims, flows }: Line,
  dataset: Dataset,
  width: number,
): string {
  const stated = [`${document}:${line}`, ...claims.flatMap(claim => claimLines(claim, flows, dataset))]
  const text = stated.map(one => indented(one, width)).join('')
  const sole = flows.length === 1 ? explain(flows[0]!, dataset) : null
  return sole ? `${text}\n${describeExplanation(sole, dataset, width)}` : text
}

function claimLines(claim: Claim, flows: Flow[], { sources }: Dataset): string[] {
  const backed = flows.filter(flow => flow.claims.includes(claim.id))
  const reason = sources.flatMap(({ unresolved }) => unresolved).find(one => one.claim === claim.id)?.message
  const marks = ({ status }: Flow) => (status === 'stated' ? '' : ` (${status})`)
  return [
    `  ${claim.id} (${claim.kind})`,
    ...statement(claim),
    ...backed.map(flow => `    backs ${flow.id}${marks(flow)}`),
    ...(backed.length === 0 ? [`    backs no flow: ${reason ?? 'the reason is not known'}`] : []),
  ]
}
