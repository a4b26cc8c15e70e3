import { vocabulary } from '../../vocabulary/index.ts'
import { wholeWord } from '../../vocabulary/words.ts'

const noun = new RegExp(vocabulary.ports.nouns.map(wholeWord).join('|'), 'iu')
const { firewall, needs, denials, refers } = vocabulary.sentences
const aside = /[(（][^()（）]*[)）]/g

/**
 * Tests whether words announce the ports that follow them: "The following ports must be open:". What
 * stands in brackets is left out, for it may speak of the contrary.
 */
export function announces(text: string): boolean {
  return !deniesNext(text) && sentencesOf(text).some(isAnnouncement)
}

/** Tests whether the last words about ports say that these are not needed, or are blocked. */
export function denies(text: string): boolean {
  const last = sentencesOf(text).findLast(sentence => noun.test(sentence))
  return last !== undefined && denials.test(last)
}

/** Tests whether words deny the ports that follow them: "The following ports must not be exposed:". */
export function deniesNext(text: string): boolean {
  const last = sentencesOf(text).at(-1) ?? ''
  return denies(last) && (refers.test(last) || /[:：]\s*$/.test(last))
}

function isAnnouncement(sentence: string): boolean {
  if (denials.test(sentence)) return false
  return (
    (noun.test(sentence) &&
      (needs.test(sentence) || firewall.test(sentence) || /[:：]\s*$/.test(sentence))) ||
    (firewall.test(sentence) && needs.test(sentence))
  )
}

function sentencesOf(text: string): string[] {
  return text
    .replace(aside, ' ')
    .split(/(?<=[.!?])\s+(?=\S)|[。！？\f]/)
    .filter(sentence => sentence.trim() !== '')
}
