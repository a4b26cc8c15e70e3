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
