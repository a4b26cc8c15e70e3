import type { VFileMessage } from 'vfile-message'
import { shareClaims } from '../extract/index.ts'
import { defaultVocabulary, type Selection, select, type Vocabulary } from '../reconcile/index.ts'
import type { Finding } from '../schema/types.ts'
import { findingsOf, inOrder, type Report } from './findings.ts'
import type { Rule } from './rule.ts'
import { rules as allRules } from './rules/index.ts'
import { suppress } from './suppress.ts'
import { unusedSetting } from './suppression/rules.ts'
import { type Document, type Page, readPages, type Survey, surveyPages } from './survey/index.ts'

export type { Documents, Example, Family, Problem, Rule, RuleNote, Severity } from './rule.ts'
export { rules } from './rules/index.ts'
export { suppressionRules } from './suppression/rules.ts'
export { type Document, type Fact, type Page, pageOf, type Statement, type Survey } from './survey/index.ts'

/** Findings, and what reading the documents had to say. */
export interface Checked {
  findings: Finding[]
  /** Findings that a comment in a document silences. */
  silenced: Finding[]
  pages: Page[]
  /** For each page the claims that its corrections change. */
  selections: Selection[][]
}

/**
 * Finds what is wrong or doubtful in documents, each by itself and one against the other.
 *
 * @param documents all that shall be held against each other, in the order of the report
 * @param rules those to apply (default: all)
 * @param vocabulary the roles, services and conditions that are known
 * @returns findings in the order of the documents and their lines
 * @throws {LimitError} when a document goes beyond one of its `limits`
 */
export async function check(
  documents: Document[],
  rules: Rule[] = allRules,
  vocabulary: Vocabulary = defaultVocabulary(),
): Promise<Checked> {
  return checkPages(await readPages(documents), rules, pages => surveyPages(pages, vocabulary))
}

/**
 * Does what {@link check} does with documents that were read before: rules leave pages as they are.
 *
 * @param surveyOf how it is found out what the documents mean
 */
export function checkPages(
  read: Page[],
  rules: Rule[] = allRules,
  surveyOf: (pages: Page[]) => Survey = surveyPages,
): Checked {
  const claims = shareClaims(read)
  const pages = read.map((page, i) => ({ ...page, claims: claims[i]! }))
  const survey = surveyOf(pages)
  const reports = rules.flatMap(rule => rule.check(survey).map(problem => ({ rule, problem })))
  const names = new Map(pages.map(({ path, source }) => [path, source?.id ?? path]))
  const parts = pages.flatMap(page => page.parts)
  const files = pages.flatMap(({ path, parts }) =>
    parts.length > 0 ? parts.map(part => part.reading.file.path) : [path],
  )
  const named = (all: Report[]) => findingsOf(all, files, document => names.get(document) ?? document)
  const ids = { known: [...allRules, ...rules].map(({ id }) => id), ran: rules.map(({ id }) => id) }
  const all = cautious(named(reports), pages)
  const selections = pages.map(({ corrections, claims }) => select(corrections, claims, all))
  const idle = pages.flatMap(({ path, messages }) => messages.flatMap(message => idleReport(message, path)))
  const { kept, silenced, reports: doubts } = suppress(markCorrected(all, selections.flat()), parts, ids)
  return { pages, silenced, selections, findings: inOrder([...kept, ...named([...doubts, ...idle])], files) }
}

/** A comment that changes how nothing is read. */
function idleReport({ ruleId, file, reason, place }: VFileMessage, document: string): Report[] {
  if (ruleId !== unusedSetting.id || !place || !('start' in place)) return []
  const { start, end } = place
  const span = { line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
  return [{ rule: unusedSetting, problem: { at: { document: file ?? document, ...span }, message: reason } }]
}

/** A claim that was read with less confidence is no ground for an error. */
const leastConfidence = 0.6

/** Lowers errors about claims of which the reading is not sure to warnings. */
function cautious(findings: Finding[], pages: Page[]): Finding[] {
  const claims = pages.flatMap(page => page.claims)
  const unsure = new Set(claims.filter(one => one.confidence < leastConfidence).map(({ id }) => id))
  return findings.map(finding =>
    finding.severity === 'error' && finding.claims.some(id => unsure.has(id))
      ? { ...finding, severity: 'warning' }
      : finding,
  )
}

/** Marks the findings whose claims are all changed by a correction. */
function markCorrected(findings: Finding[], selections: Selection[]): Finding[] {
  const changed = new Set(selections.flatMap(({ selected }) => selected.map(({ id }) => id)))
  return findings.map(finding => ({
    ...finding,
    corrected: finding.claims.length > 0 && finding.claims.every(id => changed.has(id)),
  }))
}
