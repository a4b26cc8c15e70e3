import type { Reading } from '../read/reading.ts'
import { vocabulary } from '../vocabulary/index.ts'
import type { Draft } from './claim.ts'
import { conditionsIn } from './fields/conditions.ts'
import { findEnds } from './fields/sentence-ends.ts'
import { findPortPhrases, type PortPhrase } from './fields/sentence-ports.ts'
import { placeOf, type Rich, richText, slice, trim } from './rich.ts'
import type { Block } from './walk.ts'

/** Ends of sentences: not inside `i.e.`, `10.0.0.1` or brackets. */
const sentenceEnd =
  /(?<!\b(?:i\.e|e\.g|etc|vs|resp|no|incl|approx)\.?)[.!?](?=\s+["'(`*]?[\p{Lu}\d]|\s*$|\f)|[。！？]|\f/giu

/** Reads the sentences of a block that say which ports are needed, open or used. */
export function readSentences(block: Block, reading: Reading): Draft[] {
  const whole = richText(block.node, reading.plain)
  if (!/\d{2}/.test(whole.text)) return []
  return sentencesOf(whole).flatMap(sentence => readSentence(sentence, block))
}

function sentencesOf(rich: Rich): Rich[] {
  const parts: Rich[] = []
  let from = 0
  for (const end of rich.text.matchAll(sentenceEnd)) {
    parts.push(trim(slice(rich, from, end.index + end[0].length)))
    from = end.index + end[0].length
  }
  parts.push(trim(slice(rich, from)))
  return parts.filter(part => part.text !== '')
}

function readSentence(sentence: Rich, block: Block): Draft[] {
  const text = sentence.text.replace(/\s/g, ' ')
  const phrases = findPortPhrases(text)
  if (
    phrases.length === 0 ||
    !vocabulary.sentences.needs.test(text) ||
    vocabulary.sentences.denials.test(text)
  )
    return []
  const ends = findEnds(text, phrases)
  return phrases.flatMap(phrase =>
    phrase.ports.flatMap(port =>
      protocolsOf(phrase, port.protocols).map(protocol => draft(phrase, port, protocol)),
    ),
  )

  function draft(phrase: PortPhrase, port: PortPhrase['ports'][number], protocol: string | null): Draft {
    const place = placeOf(sentence, port.start, port.end) ?? placeOf(sentence)!
    return {
      kind: 'sentence',
      pattern: ends.pattern,
      protocol,
      protocolText: protocol ? (port.protocolText ?? phrase.protocolText) : null,
      ports: { first: port.first, last: port.last },
      portText: null,
      source: ends.source.map(label => ({ label, implied: false })),
      destination: ends.destination.map(label => ({ label, implied: false })),
      direction: null,
      local: vocabulary.local.test(text),
      conditions: conditionsIn(text).filter(condition => condition !== text),
      description: null,
      frames: block.frames,
      table: null,
      place: placeOf(sentence) ?? place,
      rests: placeOf(sentence) ?? place,
      spans: {
        ports: placeOf(sentence, port.start, port.end),
        protocol: null,
        source: null,
        destination: null,
      },
    }
  }
}

function protocolsOf(phrase: PortPhrase, own: string[]): (string | null)[] {
  const protocols = own.length > 0 ? [...own].sort() : phrase.protocols
  return protocols.length > 0 ? protocols : [null]
}
