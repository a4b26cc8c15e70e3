import type { Reading } from '../read/reading.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import type { Draft } from './claim.ts'
import { conditionsIn } from './fields/conditions.ts'
import { directionIn } from './fields/direction.ts'
import { takeNoteMarks } from './fields/notes.ts'
import type { PortMention } from './fields/ports.ts'
import { findEnds } from './fields/sentence-ends.ts'
import { findPortPhrases, type PortPhrase } from './fields/sentence-ports.ts'
import { states } from './headings.ts'
import type { Stretch } from './lines.ts'
import { placeOf, type Rich, richText, slice, trim } from './rich.ts'
import type { Block } from './walk.ts'

/** Ends of sentences: not inside `i.e.`, `10.0.0.1` or brackets. */
const sentenceEnd =
  /(?<!\b(?:i\.e|e\.g|etc|vs|resp|no|incl|approx)\.?)[.!?](?=\s+["'(`*]?[\p{Lu}\d]|\s*$|\f)|[。！？]|\f/giu

/** Reads the sentences of a block that say which ports are needed, open or used. */
export function readSentences(block: Block, reading: Reading): Draft[] {
  const whole = takeNoteMarks(richText(block.node, reading.plain)).rich
  if (!/\d{2}/.test(whole.text) || isLink(whole)) return []
  return sentencesOf(whole).flatMap(sentence => readSentence(sentence, block, reading.vocabulary))
}

/** A line that is one link, as in a table of contents, states nothing of its own. */
function isLink({ text, runs }: Rich): boolean {
  return runs.some(run => run.kind === 'link' && run.start === 0 && run.end === text.length)
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

function readSentence(sentence: Rich, block: Block, vocabulary: Vocabulary): Draft[] {
  const text = sentence.text.replace(/\s/g, ' ')
  const phrases = findPortPhrases(text, vocabulary)
  const found = placeOf(sentence)
  if (phrases.length === 0 || !found || !states(text, vocabulary)) return []
  const place: Stretch = found
  const ends = findEnds(text, phrases, vocabulary)
  const conditions = conditionsIn(text, vocabulary)
  const direction = directionIn(text, vocabulary)
  const local = vocabulary.local.test(text)
  const drafts = phrases.flatMap(phrase =>
    phrase.ports.flatMap(port => protocolsOf(phrase, port).map(protocol => draft(phrase, port, protocol))),
  )
  // A sentence may name a port twice, but states it once.
  const seen = new Set<string>()
  return drafts.filter(({ protocol, ports }) => {
    const key = `${protocol} ${ports?.first}-${ports?.last}`
    return !seen.has(key) && seen.add(key)
  })

  function draft(phrase: PortPhrase, port: PortMention, protocol: string | null): Draft {
    const ports = placeOf(sentence, port.start, port.end)
    return {
      kind: 'sentence',
      pattern: ends.pattern,
      protocol,
      protocolText: protocol ? (port.protocolText ?? phrase.protocolText) : null,
      ports: { first: port.first, last: port.last },
      portText: null,
      source: ends.source.map(label => ({ label, implied: false })),
      destination: ends.destination.map(label => ({ label, implied: false })),
      direction,
      local,
      conditions,
      description: null,
      frames: block.frames,
      table: null,
      place,
      rests: place,
      spans: { ports, protocol: null, source: null, destination: null },
    }
  }
}

function protocolsOf(phrase: PortPhrase, port: PortMention): (string | null)[] {
  const protocols = port.protocols.length > 0 ? [...port.protocols].sort() : phrase.protocols
  return protocols.length > 0 ? protocols : [null]
}
