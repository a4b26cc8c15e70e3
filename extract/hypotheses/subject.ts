import { directionIn } from '../interpret/fields/direction.ts'
import { canName } from '../interpret/fields/names.ts'
import { findProtocols } from '../interpret/fields/protocols.ts'
import { line, plainText, type Rich } from '../interpret/rich.ts'
import type { Frame } from '../interpret/walk.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { compileWords, group } from '../vocabulary/words.ts'
import { noOutline, type Outline } from './outline.ts'

/** The machine that a table or list is about, when its rows do not say. */
export interface Subject {
  label: string
  /** The words say that it starts the traffic: "X connects to the following ports". */
  starts?: boolean
  /** The listener, when the words name both ends: "between brokers", "workers to control plane". */
  peer: string | null
}

/** What stands around a table or list. */
export interface Surroundings {
  frames: Frame[]
  /** The prose right above. */
  lead: Rich | null
  /** A line in bold farther above. */
  title?: Rich | null
  outline?: Outline
  vocabulary: Vocabulary
}

/** The number of a chapter: `3.2`, `一、`. */
const chapter = /^(?:\d+(?:\.\d+)*[.)]?\s+|[一二三四五六七八九十]+、\s*|step\s+\d+[.:]?\s*)/i

function grammar({ subject, ports }: Vocabulary) {
  const noise = subject.noise.join('|')
  const edge = `[\\s:：,;.，、–—&+*#|/-]|\\p{Extended_Pictographic}\\uFE0F?|[(（](?:${noise}|\\s)*[)）]|${noise}`
  return {
    front: new RegExp(`^(?:${edge})+`, 'iu'),
    back: new RegExp(`(?:${edge})$`, 'iu'),
    portWord: compileWords(ports.nouns),
  }
}

/** Words without a capital letter, a digit or the marks of an identifier, in a script that has capital letters. */
function isLower(label: string): boolean {
  return /\p{Ll}/u.test(label) && !/[\p{Lu}\d]|\p{L}[:_]\p{L}/u.test(label)
}

const captionNumber = /^(?:table|tabelle|tableau|tabla|tabela|таблица|表|図表|표)\s*[\d.-]+[:：.]?\s*/i

/** Longer headings name nobody, and are not worth the search. */
const longest = 120
const longestLead = 400
const longestOpening = 800
/** Sentences above a table that are looked at, from the last. */
const mostLeads = 3
/** A relative clause or an infinitive names nobody. */
const clause = /\b(?:that|which|who|to|whether|via)\b/i
/** What the ports serve is rarely whose they are: "ports used for badges". */
const purpose = /\bused for\b/i
/** What is done with the ports: "badge printing". */
const activity = /\s\p{L}{2,}(?<!th|str|spr|everyth)ing$/iu

/**
 * Finds the machine, role or component that the words around a table or list are about: the sentence above that
 * says who uses or opens the ports, else the nearest heading, tab, caption or title line that names one.
 */
export function subjectOf(surroundings: Surroundings): Subject | null {
  for (const { subject } of consideredSubjects(surroundings)) if (subject) return subject
  return null
}

/** Words that may name the machine, and what became of them. */
export interface ConsideredSubject {
  /** `sentence`: the prose above. */
  from: Frame['kind'] | 'sentence'
  text: string
  /** The name in these words; empty when there is none. */
  label: string
  /** How much speaks for the name; null where a pattern decides. */
  score: number | null
  evidence: Record<string, number>
  /** The machine that these words name; null when they name none. */
  subject: Subject | null
}

/** The words that may name the machine that a table or list is about, in the order in which they are tried. */
export function* consideredSubjects({
  frames,
  lead,
  title: bold = null,
  outline = noOutline,
  vocabulary,
}: Surroundings): Generator<ConsideredSubject> {
  const words = lead ? line(lead) : ''
  const inLead = leadSubject(words, outline, vocabulary)
  if (words) yield byPattern('sentence', words, inLead)
  const above = bold && line(bold) !== words ? titleLine(bold, line(bold)) : null
  const titles = [above, titleLine(lead, words)].flatMap(title => title ?? [])
  const candidates = [...frames, ...titles].reverse()
  let inside = { direction: false, distance: 0 }
  for (const frame of candidates) {
    const pair = pairIn(frame.text, vocabulary)
    const named =
      words && vocabulary.subject.groups.test(frame.text)
        ? group(vocabulary.subject.named.exec(words), 'name')
        : undefined
    const label = bareLabel(frame.text, vocabulary)
    const stated =
      statedSubject(frame.text, outline, vocabulary) ??
      (pair || named ? null : headingSubject(frame.text, outline, vocabulary))
    if (pair || named || stated)
      yield byPattern(frame.kind, frame.text, pair ?? stated ?? { label: named!, peer: null })
    else if (label === '') yield byPattern(frame.kind, frame.text, null)
    else {
      const evidence = subjectEvidence(frame, label, inside, outline, vocabulary)
      const score = subjectScore(evidence, vocabulary)
      const subject = score > 0 && canName(label, vocabulary) ? { label, peer: null } : null
      yield { from: frame.kind, text: frame.text, label, score, evidence, subject }
    }
    if (inside.direction)
      for (const text of outline.paragraphs(frame))
        if (text.length <= longestOpening && portsOrFirewall(text, vocabulary))
          yield byPattern('sentence', text, leadSubject(line(plainText(text)), outline, vocabulary))
    inside = {
      direction: inside.direction || (label === '' && directionIn(frame.text, vocabulary) !== null),
      distance: inside.distance + 1,
    }
  }
}

function byPattern(
  from: ConsideredSubject['from'],
  text: string,
  subject: Subject | null,
): ConsideredSubject {
  return { from, text, label: subject?.label ?? '', score: null, evidence: {}, subject }
}

/** What speaks for and against words as the name of a machine. */
export function subjectEvidence(
  frame: Frame,
  label: string,
  inside: { direction: boolean; distance: number },
  outline: Outline,
  vocabulary: Vocabulary,
): Record<string, number> {
  const words = label.split(/\s+/).length
  return {
    bias: 1,
    node: vocabulary.subject.nodes.test(label) ? 1 : 0,
    trimmed: label.length < frame.text.trim().length ? 1 : 0,
    ports: vocabulary.derive(grammar).portWord.test(frame.text) ? 1 : 0,
    direction: directionIn(frame.text, vocabulary) ? 1 : 0,
    insideDirection: inside.direction ? 1 : 0,
    distance: Math.min(3, inside.distance),
    siblings: outline.siblings(frame) > 1 ? 1 : 0,
    title: outline.isTitle(frame) ? 1 : 0,
    item: frame.kind === 'item' ? 1 : 0,
    mentioned: outline.mentions(label) ? 1 : 0,
    lower: (frame.kind === 'heading' || frame.kind === 'caption') && isLower(label) ? 1 : 0,
    network: networkWord.test(frame.text) ? 1 : 0,
    rulesFor: directionIn(frame.text, vocabulary) && frame.text.trim().endsWith(label) ? 1 : 0,
    bracketed: !isLower(label) && /[(（][^()（）]+[)）]\s*$/.exec(frame.text)?.[0].includes(label) ? 1 : 0,
    caption: frame.kind === 'caption' ? 1 : 0,
    tab: frame.kind === 'tab' ? 1 : 0,
    long: Math.max(0, words - 4) / 4,
    verb:
      vocabulary.subject.verbs.test(label) ||
      variant.test(frame.text) ||
      activity.test(label) ||
      (purpose.test(frame.text) && !vocabulary.subject.nodes.test(label))
        ? 1
        : 0,
    protocol:
      findProtocols(label, vocabulary).length > 0 || vocabulary.applications.has(label.toLowerCase()) ? 1 : 0,
    number: /\d/.test(label) ? 1 : 0,
    sentence:
      /[.!?。]\s|,/.test(label) || (frame.kind === 'item' && vocabulary.sentences.verbs.test(label)) ? 1 : 0,
  }
}

function subjectScore(evidence: Record<string, number>, { weights }: Vocabulary): number {
  return Object.entries(weights.subject).reduce(
    (sum, [name, weight]) => sum + weight * (evidence[name] ?? 0),
    0,
  )
}

function portsOrFirewall(text: string, vocabulary: Vocabulary): boolean {
  return vocabulary.derive(grammar).portWord.test(text) || vocabulary.sentences.firewall.test(text)
}

/** A short line in bold, or one that ends with a colon, stands for a heading. */
function titleLine(lead: Rich | null, words: string): Frame | null {
  if (!lead || words.length > longest) return null
  const isBold = lead.runs.some(
    run => run.kind === 'strong' && run.start === 0 && run.end >= words.replace(/[\s:：]+$/, '').length,
  )
  const isShort =
    /[:：]$/.test(words) && words.split(/\s+/).length <= 6 && words.length <= (unspaced.test(words) ? 14 : 60)
  const isCaption = words.length <= mostCaption && captionStart.test(words)
  return isBold || isShort || isCaption
    ? { kind: 'caption', text: words, level: 0, end: 0, repairs: [] }
    : null
}

/** A title that only selects a variant: "Without a proxy". */
const variant = /^(?:with|without|mit|ohne|avec|sans|con|sin|com|sem)\s/i
/** A network is no machine. */
const networkWord = /\b(?:networks?|networking|netzwerke?|réseaux?|vlans?|subnets?)\s*$/i
/** "Table 3: …" above a table. */
const captionStart = /^(?:table|tabelle|tableau|tabla|tabela|таблица|表|図表|표)\s*\d/i
const mostCaption = 80
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u

/** Whom a heading names as a sentence would: "Ports used by the hub". */
function headingSubject(text: string, outline: Outline, vocabulary: Vocabulary): Subject | null {
  if (text.length > longest || !vocabulary.derive(grammar).portWord.test(text)) return null
  return statedSubject(text, outline, vocabulary)
}

/** Whom the sentence above names: "The hub uses the following ports:". */
function leadSubject(words: string, outline: Outline, vocabulary: Vocabulary): Subject | null {
  const sentences = words.split(/(?<=[.!?])\s+(?=\S)|[。！？\f]/).filter(text => text.trim() !== '')
  const last = sentences.slice(-mostLeads).reverse()
  return (
    last.map(sentence => statedSubject(sentence, outline, vocabulary)).find(subject => subject !== null) ??
    null
  )
}

function statedSubject(sentence: string, outline: Outline, vocabulary: Vocabulary): Subject | null {
  if (sentence.length > longestLead || vocabulary.sentences.denials.test(sentence)) return null
  const ends = pathIn(sentence, outline, vocabulary)
  if (ends) return ends
  const match = vocabulary.subject.leads.exec(sentence)
  const [source, listener, mutual] = ['s', 'x', 'm'].map(name => nameIn(group(match, name)?.trim()))
  if (mutual) return { label: mutual, peer: mutual }
  if (source) return { label: source, peer: listener ?? null, starts: true }
  return listener ? { label: listener, peer: null } : null

  function nameIn(found: string | undefined): string | null {
    if (found === undefined) return null
    const bare = bareLabel(found, vocabulary)
    // A single name may be a word that usually is no part of one: "the Internet".
    const isWord = /^\p{Lu}\p{L}+$/u.test(found) && !sentence.startsWith(found)
    if (bare === '' && !isWord) return null
    return isName(found) ? found : isName(bare) ? bare : null
  }

  function isName(label: string): boolean {
    return (
      canName(label, vocabulary) &&
      !/^\d/.test(label) &&
      // "Messaging servers" begins like a verb, too.
      (!vocabulary.subject.verbs.test(label) || vocabulary.subject.nodes.test(label.split(' ').at(-1)!)) &&
      !clause.test(label) &&
      !activity.test(label) &&
      (!isLower(label) || vocabulary.subject.nodes.test(label) || outline.mentions(label))
    )
  }
}

const path =
  /\bfrom (?<from>[^,.;:()]{2,50}?) to (?<to>[^,.;:()]{2,50}?)(?=\s*(?:[,.;:(—–]|$)|\s(?:on|over|via|using|through|must|should|is|are|for)\b)/i
const among =
  /\b(?:between|among|amongst) (?<one>[^,.;:()]{2,50}?)(?: and (?<other>[^,.;:()]{2,50}?))?(?=\s*(?:[,.;:(—–]|$)|\s(?:on|over|via|using|through|must|should|is|are|for)\b)/i

/** Both ends in a sentence about ports: "open from the lamps to the hub", "between cluster nodes". */
function pathIn(sentence: string, outline: Outline, vocabulary: Vocabulary): Subject | null {
  if (!portsOrFirewall(sentence, vocabulary)) return null
  const name = (text: string | undefined) => {
    const label = text === undefined ? '' : bareLabel(text, vocabulary)
    const isKnown = vocabulary.subject.nodes.test(label) || !isLower(label) || outline.mentions(label)
    return canName(label, vocabulary) &&
      isKnown &&
      !clause.test(label) &&
      !vocabulary.subject.verbs.test(label)
      ? label
      : null
  }
  const ends = path.exec(sentence)?.groups
  const [from, to] = [name(ends?.from), name(ends?.to)]
  if (from && to) return { label: from, peer: to }
  const group = among.exec(sentence)?.groups
  const [one, other] = [name(group?.one), name(group?.other)]
  if (one && group?.other === undefined) return { label: one, peer: one }
  return one && other ? { label: one, peer: other } : null
}

/** Both ends in one heading: "between Rancher nodes", "all-machine to control plane communications". */
function pairIn(text: string, vocabulary: Vocabulary): Subject | null {
  const both = group(vocabulary.subject.among.exec(text), 'both')
  if (both && vocabulary.subject.nodes.test(both))
    return { label: bareLabel(both, vocabulary), peer: bareLabel(both, vocabulary) }
  const found = vocabulary.subject.pair.exec(text)
  const source = bareLabel(group(found, 'source') ?? '', vocabulary)
  const destination = bareLabel(group(found, 'destination') ?? '', vocabulary)
  const named =
    source &&
    destination &&
    vocabulary.subject.nodes.test(source) &&
    vocabulary.subject.nodes.test(destination)
  return named ? { label: source, peer: destination } : null
}

/** A heading without the words that are not part of a name: direction, "rules for", "ports". */
export function bareLabel(text: string, vocabulary: Vocabulary): string {
  const { front, back } = vocabulary.derive(grammar)
  if (text.length > longest) return ''
  let label = text.replace(chapter, '').replace(captionNumber, '').replace(front, '')
  // One by one: an expression for all of them at once would try from each of them on.
  for (let last = back.exec(label); last; last = back.exec(label)) label = label.slice(0, last.index)
  return /^[(（][^()（）]*[)）]?$/.exec(label) ? label.replace(/^[(（]|[)）]$/g, '') : label
}
