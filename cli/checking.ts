import { type Checked, checkPages, type Document, type Page, pageOf, type Rule } from '../check/index.ts'
import { surveyPages } from '../check/survey/index.ts'
import { type Bounds, bounded } from './bounds.ts'
import { InputError } from './input.ts'

/**
 * Reads a document within bounds.
 *
 * @throws {InputError} when it goes beyond one
 */
export function pageWithin(document: Document, bounds: Bounds): Page {
  return bounded(document.path, bounds, () => pageOf({ ...document, limits: bounds.limits }))
}

/**
 * Reads and checks documents within bounds.
 *
 * @throws {InputError} when one of them or a rule goes beyond a bound: what is built of them must be whole
 */
export function checkAllWithin(bounds: Bounds): (documents: Document[], rules: Rule[]) => Checked {
  return (documents, rules) =>
    checkWithin(
      documents.map(document => pageWithin(document, bounds)),
      rules,
      bounds,
    )
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
  bounds: Bounds,
  tell?: (message: string) => void,
): Checked {
  const nothing: Checked = { pages, findings: [], silenced: [] }
  const check = (rule: Rule): Rule['check'] => {
    return survey => told([], () => bounded(`rule ${rule.id}`, bounds, () => rule.check(survey)))
  }
  const timed = rules.map(rule => ({ ...rule, check: check(rule) }))
  const survey = () => bounded('the documents together', bounds, () => surveyPages(pages))
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
