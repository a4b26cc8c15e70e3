import type { Vocabulary, Words } from '../../vocabulary/index.ts'
import { compileWords } from '../../vocabulary/words.ts'
import { splitSentences } from './split.ts'

const grammar = ({ ports, sentences }: Vocabulary) => ({
  noun: compileWords(ports.nouns),
  ...sentences,
})
const aside = /[(（][^()（）]*[)）]/g

/**
 * Tests whether words announce the ports that follow them: "The following ports must be open:". What
 * stands in brackets is left out, for it may speak of the contrary.
 */
export function announces(text: string, vocabulary: Vocabulary): boolean {
  return (
    !deniesNext(text, vocabulary) && sentencesOf(text).some(sentence => isAnnouncement(sentence, vocabulary))
  )
}

/** Tests whether the last words about ports say that these are not needed, or are blocked. */
export function denies(text: string, vocabulary: Vocabulary): boolean {
  const { noun, denials } = vocabulary.derive(grammar)
  const last = sentencesOf(text)
    .flatMap(clausesOf)
    .findLast(clause => noun.test(clause))
  return last !== undefined && denials.test(last)
}

/** Tests whether words deny the ports that follow them: "The following ports must not be exposed:". */
export function deniesNext(text: string, vocabulary: Vocabulary): boolean {
  const last = sentencesOf(text).at(-1) ?? ''
  return denies(last, vocabulary) && (vocabulary.sentences.refers.test(last) || /[:：]\s*$/.test(last))
}

function isAnnouncement(sentence: string, vocabulary: Vocabulary): boolean {
  const { noun, firewall, needs, denials } = vocabulary.derive(grammar)
  const speaks = (words: Words) =>
    clausesOf(sentence).some(clause => words.test(clause) && !denials.test(clause))
  const names = speaks(noun)
  if (!names && !speaks(firewall)) return false
  return needs.test(sentence) || (names && (firewall.test(sentence) || /[:：]\s*$/.test(sentence)))
}

function sentencesOf(text: string): string[] {
  return splitSentences(text.replace(aside, ' '))
}

/** "If your firewall does not …, the following ports must be open": each clause denies for itself. */
function clausesOf(sentence: string): string[] {
  return sentence.split(/[,;，；]\s*/)
}
