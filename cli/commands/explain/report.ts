import { wrap } from '../../../check/report/terminal.ts'
import { type Backing, type Explanation, explain } from '../../../dataset/api/explain.ts'
import { portsOf } from '../../../dataset/api/ports.ts'
import type { MadeCorrection } from '../../../dataset/api/records.ts'
import { conditionWords } from '../../../dataset/export/flows.ts'
import type { Dataset } from '../../../dataset/files.ts'
import { placeText } from '../../../schema/place.ts'
import type { Claim, Evidence, Finding, Flow, Ports } from '../../../schema/types.ts'
import { labels } from '../extract/claims.ts'

/** Values of fields in a line, as people write them: `ports 379, protocol udp`. */
export function shown(values: object): string {
  return Object.entries(values)
    .map(([field, value]) => `${field === 'portText' ? 'ports' : field} ${worded(value)}`)
    .join(', ')
}

function worded(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none'
  if (Array.isArray(value)) return value.map(one => `“${one}”`).join(', ')
  if (typeof value !== 'object') return String(value)
  return 'id' in value ? String(value.id) : portsOf({ ports: value as Ports, portText: null })
}

/**
 * Writes for people what a flow rests on.
 *
 * @param width terminal columns that it may take
 */
export function describeExplanation(
  { flow, claims, corrections, findings }: Explanation,
  dataset: Pick<Dataset, 'roles' | 'services'>,
  width: number,
): string {
  const parts = [
    [flow.id, ...factOf(flow, dataset)],
    ['Stated by', ...claims.flatMap(backing => backingLines(backing))],
    ...(corrections.length > 0
      ? [['Corrected by', ...corrections.flatMap(made => correctionLines(made))]]
      : []),
    ...(findings.length > 0 ? [['Findings', ...findings.flatMap(finding => findingLines(finding))]] : []),
  ]
  return parts.map(lines => lines.map(line => indented(line, width)).join('')).join('\n')
}

/** Lines that go on are indented as their first one, and two columns more. */
export function indented(line: string, width: number): string {
  const indent = /^ */.exec(line)![0]
  const [first = '', ...more] = wrap(line, Math.max(20, width - indent.length - 2))
  return [`${indent}${first}\n`, ...more.map(one => `${indent}  ${one}\n`)].join('')
}

function factOf(
  flow: Explanation['flow'],
  { roles, services }: Pick<Dataset, 'roles' | 'services'>,
): string[] {
  const titled = (id: string, list: { id: string; title: string }[]) => {
    const title = list.find(one => one.id === id)?.title
    return title && title.toLowerCase() !== id ? `${id} (${title})` : id
  }
  const conditions = conditionWords(flow)
  return [
    `  from ${titled(flow.from.id, roles)}`,
    `  to ${titled(flow.to.id, roles)}${flow.local ? ', on the same node' : ''}`,
    `  ${portsOf(flow) || 'no port'} ${flow.protocol ?? '(no protocol)'}${flow.service ? `, ${titled(flow.service, services)}` : ''}`,
    ...(conditions ? [`  only if ${conditions}`] : []),
    ...(flow.status === 'stated'
      ? []
      : [`  ${flow.status}${flow.stated ? `; the documents say: ${shown(flow.stated)}` : ''}`]),
  ]
}

function backingLines({ claim, place, source, url }: Backing): string[] {
  const leads = url?.includes('#') ?? false
  const title = source ? [`    ${source.title}${url && !leads ? `, ${url}` : ''}`] : []
  return [`  ${leads ? url : place} (${claim.kind})`, ...statement(claim), ...title]
}

/** What a claim says, in its own words. */
export function statement(claim: Claim): string[] {
  const { protocol, context, description, conditions } = claim
  const ends = `${labels(claim.source) || '?'} → ${labels(claim.destination) || '?'}`
  const more = conditions.filter(condition => !description?.includes(condition))
  const about = [description, ...more].filter(Boolean).join('; ')
  return [
    `    ${portsOf(claim) || 'no port'} ${protocol ?? '(no protocol)'}, ${ends}${claim.local ? ', local' : ''}`,
    ...(about ? [`    “${about}”`] : []),
    ...(context.length > 0 ? [`    in ${context.join(' › ')}`] : []),
  ]
}

function correctionLines({
  id,
  source,
  set,
  reason,
  evidence,
}: MadeCorrection & { source: string }): string[] {
  return [`  ${source}: ${id}, sets ${shown(set)}`, `    ${reason}`, ...evidence.map(evidenceLine)]
}

function evidenceLine({ document, line, note }: Evidence): string {
  return `    > ${document}:${line}: ${note}`
}

function findingLines({
  rule,
  severity,
  message,
  location,
  evidence,
  suggestion,
  corrected,
}: Finding): string[] {
  return [
    `  ${severity} ${rule}, ${placeText(location)}${corrected ? ' (corrected)' : ''}`,
    `    ${message}`,
    ...(suggestion ? [`    = ${suggestion.text}`] : []),
    ...new Set(evidence.map(evidenceLine)),
  ]
}

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
