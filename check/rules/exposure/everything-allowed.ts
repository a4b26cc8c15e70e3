import { placeOf } from '../../../extract/trees.ts'
import type { Problem } from '../../rule.ts'
import { locate, type Page, type Text } from '../../survey/index.ts'
import { exposures } from './vocabulary.ts'

/** A sentence that speaks of one port, or forbids, lets in no more than it says. */
const limits = /\d{2,5}|\bports? [`"“]?\d|\b(?:not|never|cannot|without|don['’]t)\b|不|勿/i

/** Sentences that let in everything, on a page that lists ports. */
export function everythingAllowed(page: Page): Problem[] {
  if (page.claims.length === 0) return []
  return page.texts.filter(({ kind }) => kind === 'prose').flatMap(inText)
}

function inText({ rich, part }: Text): Problem[] {
  return [...rich.text.matchAll(/[^.;。；\n\f]+/g)].flatMap(({ 0: sentence, index }) => {
    const match = limits.test(sentence) ? null : exposures().everything.exec(sentence.toLowerCase())
    const start = index + (match?.index ?? 0)
    const place = match && placeOf(rich, start, start + match[0].length)
    if (!match || !place) return []
    const words = rich.text.slice(start, start + match[0].length)
    return [
      {
        at: locate(part, place),
        message: `“${words}” lets in everything, whatever ports the page lists`,
        severity: 'info' as const,
      },
    ]
  })
}
