import { wrap } from '../../check/report/wrap.ts'
import type { Backing, Explanation } from '../../dataset/api/explain.ts'
import { portsOf } from '../../dataset/api/ports.ts'
import type { MadeCorrection } from '../../dataset/api/records.ts'
import { conditionWords } from '../../dataset/export/flows.ts'
import type { Dataset } from '../../dataset/files.ts'
import { placeText } from '../../schema/place.ts'
import type { Claim, Evidence, Finding } from '../../schema/types.ts'
import { shown } from './values.ts'

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
    ['Stated by', ...claims.flatMap(backing => claimLines(backing))],
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

function claimLines({ claim, place, source, url }: Backing): string[] {
  const title = source ? [`    ${source.title}${url ? `, ${url}` : ''}`] : []
  return [`  ${place} (${claim.kind})`, ...statement(claim), ...title]
}

/** What a claim says, in its own words. */
export function statement(claim: Claim): string[] {
  const { protocol, context, description, conditions } = claim
  const ends = `${labels(claim.source)} → ${labels(claim.destination)}`
  const more = conditions.filter(condition => !description?.includes(condition))
  const about = [description, ...more].filter(Boolean).join('; ')
  return [
    `    ${portsOf(claim) || 'no port'} ${protocol ?? '(no protocol)'}, ${ends}${claim.local ? ', local' : ''}`,
    ...(about ? [`    “${about}”`] : []),
    ...(context.length > 0 ? [`    in ${context.join(' › ')}`] : []),
  ]
}

/** In brackets what the context tells. */
function labels(ends: Claim['source']): string {
  return ends.map(({ label, implied }) => (implied ? `(${label})` : label)).join(', ') || '?'
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
