import type { Finding } from '../../schema/types.ts'
import type { RuleNote, Severity } from '../rule.ts'

/** What there is to report of one run. */
export interface Results {
  findings: Finding[]
  /** What there is to say of the rules that were applied, and of whatever else may be reported. */
  rules: RuleNote[]
  /** How many documents were checked. */
  documents: number
  /** Findings that are not reported: comments suppress them, or the baseline or an earlier revision has them. */
  hidden: { silenced: number; known: number }
  /** A line of a document as it is written; null when the document is not at hand. */
  lineAt(place: { document: string; line: number }): string | null
  /** Version of the tool. */
  version: string
  /** How reports for people look. */
  style: Style
}

/** How a report for people looks. */
export interface Style {
  /** Terminal columns that source lines may take. */
  width: number
  colour: boolean
  /** Without the counts at the end. */
  quiet: boolean
}

/** Writes results; pure, and the same results give the same text. */
export type Format = (results: Results) => string

/** All severities, the highest first. */
export const severities: Severity[] = ['error', 'warning', 'info']

/** Whether a severity is at least as high as another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least)
}

/** Findings counted by severity, in words: `2 errors, 1 warning, 3 info`; empty when there is none. */
export function countFindings(findings: Finding[]): string {
  const plural = { error: 'errors', warning: 'warnings', info: 'info' }
  const counts = severities.map(severity => {
    const n = findings.filter(finding => finding.severity === severity).length
    return n === 0 ? '' : `${n} ${n === 1 ? severity : plural[severity]}`
  })
  return counts.filter(Boolean).join(', ')
}

/** How many findings are not reported and why, in words; empty when there are none. */
export function countHidden({ silenced, known }: Results['hidden']): string {
  const parts = [silenced > 0 ? `${silenced} suppressed` : '', known > 0 ? `${known} known` : '']
  return parts.filter(Boolean).join(', ')
}

/** Findings counted by rule, the most frequent first. */
export function countByRule(findings: Finding[]): { rule: string; severity: Severity; count: number }[] {
  const counts = new Map<string, { rule: string; severity: Severity; count: number }>()
  for (const { rule, severity } of findings) {
    const key = `${severity} ${rule}`
    const known = counts.get(key) ?? { rule, severity, count: 0 }
    known.count++
    counts.set(key, known)
  }
  const rank = (severity: Severity) => severities.indexOf(severity)
  return [...counts.values()].sort((a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count)
}

/** Findings by the document they stand in, in the order of their first. */
export function byDocument(findings: Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { document } = finding.location
    const group = groups.get(document)
    if (group) group.push(finding)
    else groups.set(document, [finding])
  }
  return groups
}
