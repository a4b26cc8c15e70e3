import { logistic } from '../hypotheses/confidence.ts'
import type { Outline } from '../hypotheses/outline.ts'
import { clauseAround, sentenceEvidence, weighSentence } from '../hypotheses/sentence-evidence.ts'
import type { Reading } from '../read/reading.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import type { Draft } from './claim.ts'
import { clauseConditions } from './fields/conditions.ts'
import { directionIn } from './fields/direction.ts'
import { takeNoteMarks } from './fields/notes.ts'
import type { PortMention } from './fields/ports.ts'
import { findProtocols } from './fields/protocols.ts'
import { findAllEnds, noTopic, type SentenceEnds } from './fields/sentence-ends.ts'
import { findPortPhrases, type PortPhrase } from './fields/sentence-ports.ts'
import { sentencePlaces } from './fields/split.ts'
import { placeOf, type Rich, richText, slice, trim } from './rich.ts'
import type { Block } from './walk.ts'

/** Words are never as sure as a table. */
const mostSure = 0.9

/** A phrase of a sentence that names ports, with what speaks for it as a statement of traffic. */
export interface WeighedPhrase {
  sentence: Rich
  phrase: PortPhrase
  ends: SentenceEnds
  evidence: Record<string, number>
  /** The sum of the evidence: above 0 it is a statement. */
  score: number
}

/** Reads the sentences of a block that say which ports are needed, open or used. */
export function readSentences(block: Block, reading: Reading, outline: Outline): Draft[] {
  const phrases = weighSentences(block, reading).filter(({ score }) => score > 0)
  const seen = new Set<string>()
  // A sentence may name a port twice, but states it once.
  return phrases
    .flatMap(weighed => draftsOf(weighed, block, reading, outline))
    .filter(({ place, protocol, ports }) => {
      const key = `${place.start} ${protocol} ${ports?.first}-${ports?.last}`
      return !seen.has(key) && seen.add(key)
    })
}

/** What marks a quoted paragraph as a note: `[!NOTE]`. */
const admonition = /^\[!\p{L}+\]/u

/** Weighs each phrase of a block's sentences that names ports. */
export function weighSentences(block: Block, { plain, vocabulary }: Reading): WeighedPhrase[] {
  const whole = takeNoteMarks(richText(block.node, plain)).rich
  if (!/\d{2}/.test(whole.text) || isLink(whole)) return []
  let before = noTopic
  return sentencePlaces(whole.text).flatMap(({ start, end }) => {
    const all = trim(slice(whole, start, end))
    const sentence = trim(slice(all, admonition.exec(all.text)?.[0].length ?? 0))
    const text = sentence.text.replace(/\s/g, ' ')
    const phrases = findPortPhrases(text, vocabulary)
    const { ends, topic } = findAllEnds(text, phrases, vocabulary, before)
    before = { subject: topic.subject ?? before.subject, ends: topic.ends }
    return phrases.map((phrase, i) => {
      const evidence = sentenceEvidence({ sentence, text, phrase, ends: ends[i]! }, vocabulary)
      return { sentence, phrase, ends: ends[i]!, evidence, score: weighSentence(evidence, vocabulary) }
    })
  })
}

/** A line that is one link, as in a table of contents, states nothing of its own. */
function isLink({ text, runs }: Rich): boolean {
  return runs.some(run => run.kind === 'link' && run.start === 0 && run.end === text.length)
}

function draftsOf(
  { sentence, phrase, ends, score }: WeighedPhrase,
  block: Block,
  { file, vocabulary }: Reading,
  outline: Outline,
): Draft[] {
  const found = placeOf(sentence)
  if (!found) return []
  const place = found
  const text = sentence.text.replace(/\s/g, ' ')
  const own = transportOf(text, phrase, vocabulary)
  const beside = own.length > 0 ? own : outline.protocols(vocabulary).protocols
  const conditions = clauseConditions(text, phrase, vocabulary)
  const isItem = block.opens && isInList(block, String(file.value)) && isFragment(sentence, vocabulary)
  return phrase.ports.flatMap(port => protocolsOf(port, beside).map(protocol => draft(port, protocol)))

  function draft(port: PortMention, protocol: string | null): Draft {
    return {
      kind: isItem ? 'entry' : 'sentence',
      pattern: ends.pattern,
      protocol,
      protocolText: protocol ? (port.protocolText ?? protocol) : null,
      ports: { first: port.first, last: port.last },
      portText: null,
      source: ends.source.map(label => ({ label, implied: false })),
      destination: ends.destination.map(label => ({ label, implied: false })),
      direction: directionIn(text, vocabulary),
      local: vocabulary.local.test(text),
      conditions,
      description: null,
      frames: block.frames,
      table: null,
      place,
      rests: place,
      spans: {
        ports: placeOf(sentence, port.start, port.end),
        protocol: null,
        source: null,
        destination: null,
      },
      confidence: Math.min(logistic(score), mostSure),
    }
  }
}

/** Containers such as `!!! note` are read as lists of one item, too. */
function isInList({ list }: Block, text: string): boolean {
  const offset = list?.position?.start?.offset ?? -1
  return list !== null && list.tagName !== 'table' && !/[!?:{=]/.test(text.charAt(offset))
}

/** An instruction, or what a name in bold or an unended line opens, is an entry of its list. */
function isFragment({ text, runs }: Rich, { sentences }: Vocabulary): boolean {
  const lead = runs.find(({ kind, start }) => kind === 'strong' && start === 0)
  const isUnended = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]$/u.test(text)
  return (
    sentences.imperatives.test(text) ||
    isUnended ||
    (lead !== undefined &&
      !/[:：]\s*$/.test(text.slice(0, lead.end)) &&
      !/^\s*[:：]/.test(text.slice(lead.end)))
  )
}

/** The one transport that a sentence names elsewhere: "incoming UDP traffic on the ports …". */
function transportOf(text: string, phrase: PortPhrase, vocabulary: Vocabulary): string[] {
  if (phrase.ports.some(({ protocols }) => protocols.length > 0)) return []
  const clause = clauseAround(text, phrase)
  const found = findProtocols(clause, vocabulary).filter(
    ({ text: named, start, end }) =>
      /^(?:tcp|udp|sctp)/i.test(named) &&
      !clause.startsWith('-', end) &&
      !/\d\/$/.test(clause.slice(Math.max(0, start - 2), start)),
  )
  return found.length === 1 ? [...found[0]!.protocols].sort() : []
}

function protocolsOf({ protocols }: PortMention, beside: string[]): (string | null)[] {
  const own = protocols.length > 0 ? [...protocols].sort() : beside
  return own.length > 0 ? own : [null]
}
