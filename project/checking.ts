import { type Checked, checkPages, type Document, type Page, pageOf, type Rule } from '../check/index.ts'
import { surveyPages } from '../check/survey/index.ts'
import { formatOf } from '../check/survey/page.ts'
import type { Stages } from '../dataset/build.ts'
import { vocabularyWith } from '../extract/vocabulary/default.ts'
import type { Vocabulary } from '../reconcile/index.ts'
import { type Bounds, bounded } from './bounds.ts'
import { examineWithin } from './examine.ts'
import { InputError } from './input.ts'

/** How documents are checked. */
export interface Checking {
  bounds: Bounds
  /** The words that are known. */
  vocabulary?: Vocabulary
}

/**
 * Reads a document within bounds.
 *
 * @throws {InputError} when it goes beyond one
 */
export function pageWithin(document: Document, bounds: Bounds): Promise<Page> {
  return pageOf(
    { ...document, vocabulary: vocabularyWith(bounds.words) },
    ({ path, text, encoding, source, format, resolve }) =>
      examineWithin(
        { path, text, encoding, id: source?.id, format: format ?? formatOf(source), resolve },
        bounds,
      ),
  )
}

/**
 * The stages of a build that read and check documents, within bounds.
 *
 * @throws {InputError} when a document or a rule goes beyond a bound: a dataset must be complete
 */
export function stagesWithin(checking: Checking): Stages {
  return {
    read: document => pageWithin(document, checking.bounds),
    check: (pages, rules) => checkWithin(pages, rules, checking),
  }
}

/**
 * Applies rules to documents that were read, each rule for as long as a document may take.
 *
 * @param tell told of a rule that took longer and found nothing; none: it ends the check
 * @throws {InputError} where nobody is told
 */
export function checkWithin(
  pages: Page[],
  rules: Rule[],
  { bounds, vocabulary }: Checking,
  tell?: (message: string) => void,
): Checked {
  const nothing: Checked = { pages, findings: [], silenced: [], selections: [] }
  const check = (rule: Rule): Rule['check'] => {
    return survey => told([], () => bounded(`rule ${rule.id}`, bounds, () => rule.check(survey)))
  }
  const timed = rules.map(rule => ({ ...rule, check: check(rule) }))
  const survey = (pages: Page[]) =>
    bounded('the documents together', bounds, () => surveyPages(pages, vocabulary))
  return told(nothing, () => checkPages(pages, timed, survey))

  function told<T>(otherwise: T, step: () => T): T {
    try {
      return step()
    } catch (error) {
      if (!(error instanceof InputError) || !tell) throw error
      tell(error.message)
      return otherwise
    }
  }
}
