import type { Stretch } from '../lines.ts'
import type { Rich } from '../rich.ts'
import { wordPlace } from './code.ts'

/** Where words stand in the document; several only when they stand together, as a list. */
export function spanOf(words: Rich[], source: string): Stretch | null {
  const places = words.map(wordPlace)
  const together = places.every((place, i) => {
    const before = places[i - 1]
    return place && (i === 0 || (before && place.start >= before.end && place.start - before.end <= 2))
  })
  if (!together || !places[0]) return null
  const { end } = places.at(-1)!
  return { start: places[0].start, end: entityEnd(source, end - 1) ?? end }
}

/** A word's last character may be written as an entity, longer than itself. */
function entityEnd(source: string, at: number): number | null {
  const found = source[at] === '&' ? /^&#?\w{1,31};/.exec(source.slice(at, at + 40)) : null
  return found && at + found[0].length
}
