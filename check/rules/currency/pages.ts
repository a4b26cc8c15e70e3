import type { Suggestion } from '../../../schema/types.ts'
import type { Page } from '../../survey/index.ts'
import type { Deprecation } from './vocabulary.ts'

/** Tells which deprecations a page may be about, asking each page once. */
export function aboutPages(): (page: Page, deprecation: Deprecation) => boolean {
  const known = new Map<Page, Map<Deprecation, boolean>>()
  return (page, deprecation) => {
    const { about } = deprecation
    if (about === null) return true
    const ofPage = known.get(page) ?? new Map<Deprecation, boolean>()
    known.set(page, ofPage)
    const told = ofPage.get(deprecation) ?? textsOf(page).some(text => about.test(text))
    ofPage.set(deprecation, told)
    return told
  }
}

/** Since when, in a year and a month. */
export function monthOf({ date }: Deprecation): string {
  return date.slice(0, 7)
}

/** The mend in words, with the places that say so. */
export function mendOf(deprecations: Deprecation[]): Suggestion {
  const instead = [...new Set(deprecations.map(one => one.instead))].join('; ')
  const references = [...new Set(deprecations.map(({ reference }) => reference))].join(', ')
  const text = `${instead[0]!.toUpperCase()}${instead.slice(1)} (${references})`
  return { text, replacement: null, span: null }
}

/** A page with what it includes. */
function textsOf(page: Page): string[] {
  return [page.text, ...page.parts.map(({ reading }) => String(reading.file.value))]
}
