import { has } from '../reconcile/index.ts'
import type { Correction, Finding } from '../schema/types.ts'
import { findingsOf, inOrder, type Report } from './findings.ts'
import type { Rule } from './rule.ts'
import { rules as allRules } from './rules/index.ts'
import { suppress } from './suppress.ts'
import { type Document, type Page, pageOf, type Survey, surveyPages } from './survey/index.ts'

export type { Documents, Example, Family, Problem, Rule, RuleNote, Severity } from './rule.ts'
export { rules } from './rules/index.ts'
export { suppressionRules } from './suppression/rules.ts'
export { type Document, type Page, pageOf } from './survey/index.ts'

/** Findings, and what reading the documents had to say. */
export interface Checked {
  findings: Finding[]
  /** Findings that a comment in a document silences. */
  silenced: Finding[]
  pages: Page[]
}

/**
 * Finds what is wrong or doubtful in documents, each by itself and one against the other.
 *
 * @param documents all that shall be held against each other, in the order of the report
 * @param rules those to apply (default: all)
 * @returns findings in the order of the documents and their lines
 * @throws {LimitError} when a document goes beyond one of its `limits`
 */
export function check(documents: Document[], rules: Rule[] = allRules): Checked {
  return checkPages(documents.map(pageOf), rules)
}

/**
 * Does what {@link check} does with documents that were read before: rules leave pages as they are.
 *
 * @param surveyOf how it is found out what the documents mean
 */
export function checkPages(
  pages: Page[],
  rules: Rule[] = allRules,
  surveyOf: (pages: Page[]) => Survey = surveyPages,
): Checked {
  const survey = surveyOf(pages)
  const reports = rules.flatMap(rule => rule.check(survey).map(problem => ({ rule, problem })))
  const names = new Map(pages.map(({ path, source }) => [path, source?.id ?? path]))
  const parts = pages.flatMap(page => page.parts)
  const files = pages.flatMap(({ path, parts }) =>
    parts.length > 0 ? parts.map(part => part.reading.file.path) : [path],
  )
  const isCorrected = correctedIn(pages)
  const named = (all: Report[]) =>
    findingsOf(all, files, document => names.get(document) ?? document, isCorrected)
  const ids = { known: [...allRules, ...rules].map(({ id }) => id), ran: rules.map(({ id }) => id) }
  const { kept, silenced, reports: doubts } = suppress(named(reports), parts, ids)
  return { pages, silenced, findings: inOrder([...kept, ...named(doubts)], files) }
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
