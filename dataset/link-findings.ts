import type { Family, RuleNote } from '../check/index.ts'
import type { Finding, Flow } from '../schema/types.ts'

/** Families whose rules question the fact that a claim states. */
const factual: Family[] = ['numbers', 'document', 'documents']

/**
 * Whether a finding makes the flows of its claims disputed: an error or a warning about numbers, or about a
 * contradiction in or between documents, that no correction resolves. Findings about missing statements,
 * markup, spelling, exposure or outdated content leave the fact as it is.
 */
export function disputes(finding: Finding, rules: RuleNote[]): boolean {
  return !finding.corrected && concerns(finding, rules, factual)
}

/** Whether a finding shows what a correction changed: one about the facts, or about the table that states them. */
function justifies(finding: Finding, rules: RuleNote[]): boolean {
  return finding.corrected && concerns(finding, rules, [...factual, 'structure'])
}

function concerns({ rule, severity, claims }: Finding, rules: RuleNote[], families: Family[]): boolean {
  const found = rules.find(({ id }) => id === rule)
  const isAbout = found !== undefined && !found.gap && families.includes(found.family)
  return isAbout && severity !== 'info' && claims.length > 0
}

/**
 * Links each flow to the findings that dispute it and those that a correction of it resolves.
 *
 * @param flows flows without findings
 * @param findings findings of all documents
 * @param rules the rules that reported them
 * @returns flows with finding ids, sorted; a flow that a finding disputes has the status `disputed`
 */
export function linkFindings(flows: Flow[], findings: Finding[], rules: RuleNote[]): Flow[] {
  const doubts = idsByClaim(findings.filter(finding => disputes(finding, rules)))
  const reasons = idsByClaim(findings.filter(finding => justifies(finding, rules)))
  return flows.map(flow => {
    const idsIn = (byClaim: Map<string, string[]>) => flow.claims.flatMap(claim => byClaim.get(claim) ?? [])
    const open = idsIn(doubts)
    const ids = [...new Set([...open, ...(flow.status === 'corrected' ? idsIn(reasons) : [])])].sort()
    if (ids.length === 0) return flow
    return { ...flow, findings: ids, status: open.length > 0 ? 'disputed' : flow.status }
  })
}

function idsByClaim(findings: Finding[]): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const { id, claims } of findings)
    for (const claim of claims) ids.set(claim, [...(ids.get(claim) ?? []), id])
  return ids
}
