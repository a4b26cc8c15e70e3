import type { Location } from '../../../schema/types.ts'
import type { Page, Survey, Text } from '../../survey/index.ts'
import { locateIn } from '../say.ts'

/** A passage of another language's page that says the same, with a bracket whose content is lost in translation. */
export interface Original {
  at: Location
  text: string
  bracket: string
}

/** Names and words left as they are, which a translation shares with its original; at least as many. */
const leastShared = 4
const word = /[\p{Script=Latin}][\p{Script=Latin}\d-]{3,}/gu

/** Finds the passage that a text translates, where it has a bracket that holds something the text lacks. */
export function originalOf(text: Text, { language }: Page, { pages }: Survey): Original | null {
  const own = wordsIn(text)
  const passages = pages
    .filter(page => page.language !== language)
    .flatMap(page => page.texts.filter(({ kind }) => kind === 'prose'))
    .map(passage => ({ passage, shared: [...wordsIn(passage)].filter(one => own.has(one)).length }))
    .filter(({ shared }) => shared >= leastShared)
  const best = passages.sort((a, b) => b.shared - a.shared)[0]?.passage
  if (!best) return null
  const { rich, part } = best
  const lost = [...rich.text.matchAll(/[(（][^()（）]*[)）]/g)].find(({ 0: bracket }) =>
    numbersIn(bracket).some(number => !text.rich.text.includes(number)),
  )
  const at = lost && locateIn(part, rich, lost.index, lost.index + lost[0].length)
  return at ? { at, text: rich.text, bracket: lost[0] } : null
}

function wordsIn({ rich }: Text): Set<string> {
  return new Set(rich.text.toLowerCase().match(word) ?? [])
}

function numbersIn(text: string): string[] {
  return text.match(/\d+/g) ?? []
}
