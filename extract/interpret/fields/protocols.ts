import type { Vocabulary } from '../../vocabulary/index.ts'
import { anyWord } from '../../vocabulary/words.ts'

/** Protocol words at one place of a text: `TCP`, or several joined as in `TCP / UDP`. */
export interface ProtocolMention {
  protocols: string[]
  text: string
  start: number
  end: number
}

function grammar({ protocols }: Vocabulary) {
  const one = anyWord([...protocols.keys()])
  return {
    each: new RegExp(one, 'giu'),
    joined: new RegExp(protocolPattern({ protocols }), 'giu'),
  }
}

/** An expression, as text, for protocol words, those joined by `/`, `and` and the like as one. */
export function protocolPattern({ protocols }: Pick<Vocabulary, 'protocols'>): string {
  const one = anyWord([...protocols.keys()])
  return `${one}(?:\\s*(?:/|,|&|\\+|\\||\\band\\b|\\bor\\b|和|与|或|及|、)\\s*${one})*`
}

/** The protocols that protocol words name, each once, in order of writing. */
export function protocolsNamed(words: string, vocabulary: Vocabulary): string[] {
  const { each } = vocabulary.derive(grammar)
  return [...new Set([...words.matchAll(each)].map(word => vocabulary.protocols.get(word[0].toLowerCase())!))]
}

/** Finds the protocol words of a text, those joined by `/`, `and` and the like as one mention. */
export function findProtocols(text: string, vocabulary: Vocabulary): ProtocolMention[] {
  const { joined } = vocabulary.derive(grammar)
  return [...text.matchAll(joined)].map(m => ({
    protocols: protocolsNamed(m[0], vocabulary),
    text: m[0],
    start: m.index,
    end: m.index + m[0].length,
  }))
}

/**
 * Reads a protocol cell.
 *
 * @returns the canonical protocols in order of writing, `tcp` before `udp` where they are joined, and
 * the words as written; null protocols when the cell names none that is known.
 */
export function parseProtocols(
  text: string,
  vocabulary: Vocabulary,
): { protocols: string[]; text: string | null } {
  const words = text.replace(/\s+/g, ' ').trim()
  if (vocabulary.nobody.has(words.toLowerCase())) return { protocols: [], text: null }
  const named = findProtocols(words, vocabulary).flatMap(mention => mention.protocols)
  const protocols = [...new Set(named.length > 0 ? named : transportsOf(words, vocabulary))]
  return {
    protocols: protocols.length > 1 ? protocols.filter(p => p !== 'all').sort() : protocols,
    text: words,
  }
}

/** The transports of application protocols: `MQTTS`, `WebSocket`. */
function transportsOf(words: string, { applications }: Vocabulary): string[] {
  return words
    .toLowerCase()
    .split(/[\s/,+&、()]+/)
    .flatMap(word => applications.get(word) ?? [])
}

const transports = `(?:tcp|udp|sctp)`
const transportsSaid = `${transports}(?:\\s*(?:/|,|&|\\band\\b|和|、)\\s*${transports})*`
const inBrackets = new RegExp(`[(（]\\s*(${transportsSaid})(?:\\s+only)?\\s*[)）]`, 'iu')
const asSentence = new RegExp(`(?:^|[.。]\\s*)(${transportsSaid})(?:\\s+only)?\\s*[.。]?$`, 'iu')

/** The protocols that a description gives in brackets or as a sentence of their own: `… (TCP and UDP)`. */
export function protocolsSaid(
  description: string,
  vocabulary: Vocabulary,
): { protocols: string[]; text: string | null } {
  const found = inBrackets.exec(description) ?? asSentence.exec(description)
  return parseProtocols(found?.[1] ?? '', vocabulary)
}

/** A row's protocols with those that its description allows besides: "Can use TCP or UDP". */
export function withAlternatives(
  own: { protocols: string[]; text: string | null },
  description: string,
  vocabulary: Vocabulary,
): typeof own {
  const allowed = description
    .split(/[.;。；]/)
    .filter(sentence => vocabulary.sentences.alternatives.test(sentence))
    .flatMap(sentence => findProtocols(sentence, vocabulary))
    .filter(
      ({ protocols }) =>
        protocols.length > 1 && own.protocols.every(protocol => protocols.includes(protocol)),
    )
  return allowed[0] ? { ...own, protocols: [...allowed[0].protocols].sort() } : own
}
