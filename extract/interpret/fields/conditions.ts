import type { Vocabulary } from '../../vocabulary/index.ts'

const brackets = /[(（]([^()（）]*)(?:[)）]|$)/g

/** The parts of a description that limit when its claim holds: `(only needed if …)`, `when … is used`. */
export function conditionsIn(description: string, { conditions }: Vocabulary): string[] {
  const inside = [...description.matchAll(brackets)]
    .map(m => m[1]!.trim())
    .filter(text => conditions.bracketed.test(text))
  if (inside.length > 0) return inside
  const outside = description.replace(brackets, ' ').replace(/\s+/g, ' ').trim()
  const leading = conditions.leading.exec(outside)?.[0]
  if (leading) return [leading]
  const trailing = conditions.trailing
    .exec(outside)?.[0]
    .trim()
    .replace(/(?<![).,;])[).,;]+$/, '')
  return trailing ? [trailing] : []
}

/** Words before a clause that limit nothing. */
const adverb = /^\p{L}+[,，]\s*(?=\p{L})/u

/** The clause that opens the sentence above a table and limits all of its rows: "When the cache is on, these ports …". */
export function leadConditions(lead: string, { conditions, ...vocabulary }: Vocabulary): string[] {
  const sentences = lead.split(/(?<=[.!?])\s+(?=\S)|[。！？\f]/)
  const text = sentences.at(-1)!.trim().replace(adverb, '')
  const clause = /^[^,，.;:：]{4,120}(?=[,，])/.exec(text)?.[0]
  const isLimit = clause !== undefined && conditions.leading.test(clause)
  return isLimit && vocabulary.sentences.refers.test(text.slice(clause.length)) ? [clause] : []
}

/**
 * What limits a phrase of a sentence: clauses before it that open a condition ("On clusters with a proxy, …"), and
 * the conditions of its own clause and of the clause behind it.
 */
export function clauseConditions(
  text: string,
  { start, end }: { start: number; end: number },
  vocabulary: Vocabulary,
): string[] {
  const { clauses } = vocabulary.conditions
  const places = clausePlaces(text)
  return places.flatMap(place => {
    const words = text
      .slice(place.start, place.end)
      .trim()
      .replace(/^[,，;；]\s*|[,.;。，]$/g, '')
      .trim()
    if (place.start <= start && end <= place.end) return conditionsIn(words, vocabulary)
    const isNear = place.end <= start || places.find(({ start }) => start > end) === place
    return isNear && clauses.test(words) ? [words] : []
  })
}

/** Clauses between commas outside brackets; one with fewer than two words belongs to the next. */
function clausePlaces(text: string): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = []
  let start = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if ('(（'.includes(char)) depth++
    if (')）'.includes(char)) depth = Math.max(0, depth - 1)
    if (depth > 0 || !/[,，;；]/.test(char) || /\d\s*$/.test(text.slice(Math.max(0, i - 2), i))) continue
    places.push({ start, end: i })
    start = i + 1
  }
  return [...places, { start, end: text.length }]
}
