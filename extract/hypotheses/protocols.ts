import { findProtocols, type ProtocolMention } from '../interpret/fields/protocols.ts'
import type { Protocols } from '../interpret/fields/statement.ts'
import { line, type Rich } from '../interpret/rich.ts'
import type { Frame } from '../interpret/walk.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { anyWord, compileWords, escapeTerm } from '../vocabulary/words.ts'

const none: Protocols = { protocols: [], text: null }
const transport = /^(?:tcp|udp|sctp)/
const mostFrames = 2
/** What the words give is the rule; others are exceptions. */
const exceptions = /\b(?:mostly|unless|except|default|otherwise)\b/i

/** The protocols that a sentence anywhere on the page gives to all of its ports: "All ports are TCP". */
export function pageProtocols(prose: string, vocabulary: Vocabulary): Protocols {
  const { everyPort } = vocabulary.derive(grammar)
  for (const sentence of prose.split(/[.!?。！？\n]/)) {
    const every = everyPort.exec(sentence)
    const behind = every ? sentence.slice(every.index + every[0].length) : ''
    const found = transportsIn(behind, vocabulary)
    if (found.length === 1 && !/\d/.test(behind))
      return { protocols: [...found[0]!.protocols].sort(), text: found[0]!.text }
  }
  return none
}

function transportsIn(text: string, vocabulary: Vocabulary): ProtocolMention[] {
  return findProtocols(text, vocabulary).filter(({ text }) => transport.test(text.toLowerCase()))
}

function grammar({ ports, protocols }: Vocabulary) {
  const every = [...protocols].filter(([, name]) => name === 'all').map(([word]) => escapeTerm(word))
  return {
    near: compileWords([...ports.nouns, ...ports.traffic, 'protocol']),
    everyPort: new RegExp(
      `(?<!\\p{L})(?:${every.join('|')})(?!\\p{L})[^.]{0,30}?${anyWord(ports.nouns)}`,
      'iu',
    ),
  }
}

/**
 * The protocols that the words above a table or list give to all of its ports: "TCP connections on the following
 * ports", a heading "UDP ports" or "UDP".
 */
export function aroundProtocols(frames: Frame[], lead: Rich | null, vocabulary: Vocabulary): Protocols {
  const sentences = lead ? line(lead).split(/(?<=[.!?])\s+(?=\S)|[。！？]/) : []
  const texts = [
    ...sentences.slice(-2).reverse(),
    ...frames
      .slice(-mostFrames)
      .map(({ text }) => text)
      .reverse(),
  ]
  return texts.map(text => inText(text, vocabulary)).find(({ protocols }) => protocols.length > 0) ?? none
}

function inText(text: string, vocabulary: Vocabulary): Protocols {
  const found = transportsIn(text, vocabulary)
  const [mention] = found
  const isOne = found.length === 1 || (found.length > 1 && exceptions.test(text))
  if (!isOne || !mention || /\d/.test(text.slice(mention.end))) return none
  const near = text.slice(Math.max(0, mention.start - 20), mention.end + 30)
  const isAlone = mention.text.length === text.trim().length
  if (!isAlone && !vocabulary.derive(grammar).near.test(near)) return none
  return { protocols: [...mention.protocols].sort(), text: mention.text }
}
