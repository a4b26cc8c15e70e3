import { has } from '../reconcile/index.ts'
import type { Correction, Finding } from '../schema/types.ts'
import { findingsOf } from './findings.ts'
import type { Rule } from './rule.ts'
import { rules as allRules } from './rules/index.ts'
import { type Document, type Page, surveyOf } from './survey/index.ts'

export type { Documents, Example, Family, Problem, Rule, Severity } from './rule.ts'
export { rules } from './rules/index.ts'
export type { Document } from './survey/index.ts'

/** Findings, and what reading the documents had to say. */
export interface Checked {
  findings: Finding[]
  pages: Page[]
}

/**
 * Finds what is wrong or doubtful in documents, each by itself and one against the other.
 *
 * @param documents all that shall be held against each other, in the order of the report
 * @param rules those to apply (default: all)
 * @returns findings in the order of the documents and their lines
 */
export function check(documents: Document[], rules: Rule[] = allRules): Checked {
  const survey = surveyOf(documents)
  const reports = rules.flatMap(rule => rule.check(survey).map(problem => ({ rule, problem })))
  const names = new Map(documents.map(({ path, source }) => [path, source?.id ?? path]))
  return {
    pages: survey.pages,
    findings: findingsOf(
      reports,
      survey.pages.flatMap(page => page.parts.map(part => part.reading.file.path)),
      document => names.get(document) ?? document,
      correctedIn(survey.pages),
    ),
  }
}

/** Tells whether each of a finding's claims is one that a correction changes. */
function correctedIn(pages: Page[]): (claims: string[]) => boolean {
  const corrected = new Set(
    pages.flatMap(({ claims, corrections }) =>
      claims
        .filter(claim => corrections.some(({ where }: Correction) => has(where, claim)))
        .map(({ id }) => id),
    ),
  )
  return claims => claims.every(id => corrected.has(id))
}
