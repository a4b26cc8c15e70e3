import { findProtocols } from '../interpret/fields/protocols.ts'
import type { Protocols } from '../interpret/fields/statement.ts'
import { line, type Rich } from '../interpret/rich.ts'
import type { Frame } from '../interpret/walk.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { compileWords } from '../vocabulary/words.ts'

const none: Protocols = { protocols: [], text: null }
const transport = /^(?:tcp|udp|sctp)/
const mostFrames = 2
/** What the words give is the rule; others are exceptions. */
const exceptions = /\b(?:mostly|unless|except|default|otherwise)\b/i

function nouns({ ports }: Vocabulary) {
  return compileWords([...ports.nouns, ...ports.traffic, 'protocol'])
}

/**
 * The protocols that the words above a table or list give to all of its ports: "TCP connections on the following
 * ports", a heading "UDP ports".
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
  const found = findProtocols(text, vocabulary).filter(({ text }) => transport.test(text.toLowerCase()))
  const [mention] = found
  const isOne = found.length === 1 || (found.length > 1 && exceptions.test(text))
  if (!isOne || !mention || /\d/.test(text.slice(mention.end))) return none
  const near = text.slice(Math.max(0, mention.start - 20), mention.end + 30)
  if (!vocabulary.derive(nouns).test(near)) return none
  return { protocols: [...mention.protocols].sort(), text: mention.text }
}
