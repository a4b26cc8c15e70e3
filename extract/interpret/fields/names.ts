import type { Vocabulary } from '../../vocabulary/index.ts'

const longest = 60
const mostWords = 8
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u
const longestUnspaced = 30
/** An arrow between ends, an item's mark, a bracket that is never closed, or nothing but a placeholder. */
const noName = /[→⟶⇒←↔⟷]|->|=>|^[-*•+]\s|^<[^<>]*>$|^[^()（）]*[)）]|[(（][^()（）]*$/
/** The end of one sentence or clause and more behind it. */
const sentence = /[.!?;]["”)]?(?:\s|$)|[。！？；，]|[:：]\s+\S|,\s/

/**
 * Whether words can be the name of a machine, role or group: a few words with a letter, no clause, sentence, number or
 * placeholder. An end that a sentence names or that the text around implies must pass; what a cell names is as written.
 */
export function canName(label: string, { subject }: Vocabulary): boolean {
  return (
    /\p{L}/u.test(label) &&
    label.length <= (unspaced.test(label) ? longestUnspaced : longest) &&
    label.split(/\s+/).length <= mostWords &&
    !noName.test(label) &&
    !sentence.test(label) &&
    !subject.clauses.test(label)
  )
}
