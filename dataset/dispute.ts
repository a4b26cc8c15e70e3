import type { Family, RuleNote } from '../check/index.ts'
import type { Finding, Flow } from '../schema/types.ts'

/** What rules of these families say of a claim concerns the fact that it states. */
const factual: Family[] = ['numbers', 'document', 'documents']

/**
 * Tells whether a finding casts doubt on the flows of its claims: an error or a warning about numbers, or
 * about what documents say within themselves or of each other, that no correction sets right.
 *
 * What says that others lack something, damage in the markup, misspelt words, and opinions on what is open or outdated leave the fact as it is.
 */
export function disputes({ rule, severity, corrected, claims }: Finding, rules: RuleNote[]): boolean {
  const found = rules.find(({ id }) => id === rule)
  const doubts = found !== undefined && !found.gap && factual.includes(found.family)
  return doubts && severity !== 'info' && !corrected && claims.length > 0
}

/** Marks the flows that findings cast doubt on, with the findings' ids; their other values stay. */
export function markDisputed(flows: Flow[], findings: Finding[], rules: RuleNote[]): Flow[] {
  const doubts = new Map<string, string[]>()
  for (const finding of findings.filter(finding => disputes(finding, rules))) {
    for (const claim of finding.claims) doubts.set(claim, [...(doubts.get(claim) ?? []), finding.id])
  }
  return flows.map(flow => {
    const ids = [...new Set(flow.claims.flatMap(claim => doubts.get(claim) ?? []))].sort()
    return ids.length === 0 ? flow : { ...flow, status: 'disputed', findings: ids }
  })
}
