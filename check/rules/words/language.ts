import { vocabulary } from '../../load.ts'
import type { Page } from '../../survey/index.ts'
import { hasOwnScript } from '../../survey/language.ts'
import { wordsOf } from './words.ts'

interface English {
  functionWords: Record<string, string[]>
}

const languages = vocabulary<English, [string, Set<string>][]>('english', ({ functionWords }) =>
  Object.entries(functionWords).map(([language, words]) => [language, new Set(words)]),
)

const known = new WeakMap<Page, boolean>()

/**
 * Tells whether what stands in Latin letters on a page is English: in Chinese, Japanese and Korean pages it
 * is; pages of other scripts speak the language whose function words they use most.
 */
export function isEnglish(page: Page): boolean {
  const found = known.get(page)
  if (found !== undefined) return found
  const answer = hasOwnScript(page.language) || speaksEnglish(page)
  known.set(page, answer)
  return answer
}

/** Tells whether a word is one of those that every English text uses. */
export function isFunctionWord(word: string): boolean {
  return languages().some(([language, words]) => language === 'en' && words.has(word))
}

function speaksEnglish(page: Page): boolean {
  if (page.source) return page.language === 'en'
  const words = page.texts.flatMap(({ rich }) => wordsOf(rich).map(({ lower }) => lower))
  const counts = languages().map(([language, own]) => ({
    language,
    count: words.filter(word => own.has(word)).length,
  }))
  const most = Math.max(...counts.map(({ count }) => count))
  return counts.some(({ language, count }) => language === 'en' && count === most)
}
