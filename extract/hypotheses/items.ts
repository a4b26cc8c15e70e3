import { protocolsWithPorts } from '../../schema/protocols.ts'
import type { Draft } from '../interpret/claim.ts'
import { codeText } from '../interpret/commands/code.ts'
import { conditionsIn } from '../interpret/fields/conditions.ts'
import { directionAround, directionIn } from '../interpret/fields/direction.ts'
import { endsBelow } from '../interpret/fields/following.ts'
import { takeNoteMarks } from '../interpret/fields/notes.ts'
import { scanPorts } from '../interpret/fields/ports.ts'
import { protocolsSaid } from '../interpret/fields/protocols.ts'
import { statePorts } from '../interpret/fields/statement.ts'
import { type Stretch, stretchOf } from '../interpret/lines.ts'
import { line, placeOf, type Rich, richText, split } from '../interpret/rich.ts'
import type { Block } from '../interpret/walk.ts'
import type { Reading } from '../read/reading.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { logistic } from './confidence.ts'
import { itemFrame, readFieldLine } from './fields.ts'
import { type Ends, endsOf } from './item-ends.ts'
import { type Around, type Item, isMapping, isSentence, itemIn, noProtocols, score } from './item-line.ts'
import type { Outline } from './outline.ts'
import { aroundProtocols } from './protocols.ts'
import type { Surroundings } from './subject.ts'

/** Longer items name no machine for those nested in them. */
const longestParent = 80

/** Lines that may state ports, and what stands around them. */
interface Lines {
  lines: Rich[]
  around: Around
  surroundings: Surroundings
  /** Which share of the other lines, or of the other items of the list, names ports explicitly. */
  beside: (index: number) => number
}

/**
 * Reads an item of a list, or lines of a paragraph, that state ports: `443/tcp: API`, `API – 443`, `TCP 443 from
 * the hub`.
 *
 * @returns null when not enough speaks for it; then it may be a sentence
 */
export function readItem(block: Block, reading: Reading, outline: Outline): Draft[] | null {
  const found = linesOf(block, reading, outline)
  if (!found) return null
  const { lines } = found
  if (lines.every(({ text }) => isMapping(text))) return []
  if (!block.list && lines.length < 2 && !isApart(lines[0]!.text, reading.vocabulary)) return null
  const drafts = lines.map((_, i) => readLine(found, i))
  // In a paragraph one line alone is part of a sentence.
  const read = drafts.filter(Boolean).length
  const isEnough = block.list ? drafts[0] !== null : read * 2 >= lines.length
  return read > 0 && isEnough ? drafts.flatMap(draft => draft ?? []) : null
}

/** A paragraph of one line that is no sentence: a definition, fields, or a port that is set apart. */
function isApart(text: string, vocabulary: Vocabulary): boolean {
  return /^\S+\s*[:：]\s/.test(text) || /[|;,].*[:：]/.test(text) || startsWithPort(text, vocabulary)
}

/** Words that begin with a port, explicitly, and set it apart: "Port 22 (SSH): …". */
function startsWithPort(text: string, vocabulary: Vocabulary): boolean {
  const [first, second] = scanPorts(text, vocabulary)
  const isExplicit = first?.kind === 'noun' || first?.kind === 'protocol'
  return isExplicit && second?.kind === 'number' && /^\s*[(（:：–—-]/u.test(text.slice(second.end))
}

/** The lines of a block that may state ports; null when none are looked for in it. */
function linesOf(block: Block, { plain, vocabulary }: Reading, outline: Outline): Lines | null {
  const whole = takeNoteMarks(richText(block.node, plain)).rich
  if (!/\d/.test(whole.text) || (block.list && !block.opens)) return null
  const all = split(whole, /[\n\f]+/g)
  const lines = all.length > 1 ? all : sourceLines(whole, plain, vocabulary)
  // "To open:" and lines of ports below it.
  const own =
    lines.length > 1 && /[:：]$/.test(lines[0]!.text) && !/\d/.test(lines[0]!.text) ? lines[0]! : null
  const intro = own ?? (block.intro ? richText(block.intro, plain) : null)
  const isNested = !own && block.list !== null && block.intro !== block.lead
  const { frames } = block
  const title = block.title && richText(block.title, plain)
  const around = { frames, intro, inList: block.list !== null, vocabulary }
  const parent = isNested && intro && intro.text.length <= longestParent ? [itemFrame(line(intro))] : []
  const rest = own ? lines.slice(1) : lines
  const explicit = rest.map(words => isExplicit(itemIn(words, around)))
  const count = explicit.filter(Boolean).length
  return {
    lines: rest,
    around,
    surroundings: { frames: [...frames, ...parent], lead: intro, title, outline, vocabulary },
    beside: i =>
      rest.length > 1
        ? (count - (explicit[i] ? 1 : 0)) / (rest.length - 1)
        : outline.beside(block, other => {
            const words = takeNoteMarks(richText(other.node, plain)).rich
            return /\d/.test(words.text) && isExplicit(itemIn(split(words, /[\n\f]+/g)[0]!, around))
          }),
  }
}

function isExplicit(item: Item | null): boolean {
  return item !== null && item.evidence.protocol! + item.evidence.noun! > 0
}

/** Lines of the source that a paragraph joins, when each begins with a port: it was written as a list. */
function sourceLines(whole: Rich, plain: string, vocabulary: Vocabulary): Rich[] {
  const marked = { ...whole, text: withBreaks(whole, plain) }
  const lines = split(marked, /\n/g)
  const isPort = ({ text }: Rich) => {
    const [first, second] = scanPorts(text, vocabulary)
    return first?.kind === 'number' ? first.protocols.length > 0 : second?.kind === 'number'
  }
  const own = lines.slice(/[:：]$/.test(lines[0]?.text ?? '') ? 1 : 0)
  return own.length > 1 && own.every(isPort) ? lines : [whole]
}

/** The text with the line ends of the source in place of the blanks that they became. */
function withBreaks({ text, at }: Rich, plain: string): string {
  return text.replace(/ /g, (blank, i: number) => (/[\r\n]/.test(plain[at[i]!] ?? '') ? '\n' : blank))
}

/** A line of code that is a port with its protocol, alone or before words that are set apart. */
const portLine =
  /^(?:(?:tcp|udp|sctp)[ \t]*[/: ][ \t]*\d{1,5}(?:[ \t]*[-–:][ \t]*\d{1,5})?|\d{1,5}(?:[ \t]*[-–:][ \t]*\d{1,5})?[ \t]*\/[ \t]*(?:tcp|udp|sctp)(?:[/,+](?:tcp|udp|sctp))*)(?:[ \t]*(?:[#:–—\t]|[ \t]{2}|-[ \t])[^\n]*)?$/i

/** Reads a block of code that is a list of ports, where the words above or a heading announce ports. */
export function readCodeLines(block: Block, { plain, vocabulary }: Reading, outline: Outline): Draft[] {
  const lines = split(codeText(block.node, plain), /\n/g)
  if (lines.length === 0 || !lines.every(({ text }) => portLine.test(text))) return []
  const intro = block.lead ? richText(block.lead, plain) : null
  const around = { frames: block.frames, intro, inList: true, vocabulary }
  const surroundings = { frames: block.frames, lead: intro, outline, vocabulary }
  return lines.flatMap((words, index) => {
    const { evidence } = weighLine(words, 1, around)
    if (evidence.announced !== 1 && evidence.heading !== 1) return []
    return readLine({ lines, around, surroundings, beside: () => 1 }, index) ?? []
  })
}

/** What the search for the machine that the lines of a block are about goes by. */
export function surroundingsOf(block: Block, reading: Reading, outline: Outline): Surroundings | null {
  return linesOf(block, reading, outline)?.surroundings ?? null
}

/**
 * Reads a heading that states ports: "Indexer port: TCP 9404", "Open port 443". The paragraph below may say who talks
 * to whom over "this port".
 *
 * @param below the block behind the heading
 * @returns none for a heading that only speaks of ports
 */
export function readPortHeading(
  block: Block,
  below: Block | undefined,
  reading: Reading,
  outline: Outline,
): Draft[] {
  const { vocabulary } = reading
  const words = takeNoteMarks(richText(block.node, reading.plain)).rich
  const place = stretchOf(block.node)
  if (!place || !/\d/.test(words.text)) return []
  const around = { frames: block.frames, intro: null, inList: true, vocabulary }
  const item = itemIn(words, around)
  if (!item || !isExplicit(item)) return []
  const isStatement =
    item.shape === 'ports-first' || item.isApart || vocabulary.sentences.imperatives.test(words.text)
  if (!isStatement || score(item, vocabulary) <= 0) return []
  const frames = block.frames.slice(0, -1)
  const drafts = draftsOf(item, { ...around, frames }, place, { frames, lead: null, outline, vocabulary })
  const isOpen = drafts.every(({ source, destination }) => [...source, ...destination].every(isImplied))
  if (!isOpen || below?.kind !== 'prose' || below.list) return drafts
  const said = endsBelow(line(richText(below.node, reading.plain)), vocabulary)
  return said.source.length + said.destination.length > 0
    ? drafts.map(draft => ({ ...draft, ...said }))
    : drafts
}

function isImplied({ implied }: { implied: boolean }): boolean {
  return implied
}

/** A line with what speaks for it as one that states ports. */
export interface WeighedLine {
  words: Rich
  evidence: Record<string, number>
  /** The sum of the evidence; null for a line without a number. */
  score: number | null
  /** It reads as a full sentence: the patterns of sentences decide. */
  isSentence: boolean
}

/** Weighs each line of a block without reading it; none for a block that no lines are looked for in. */
export function weighLines(block: Block, reading: Reading, outline: Outline): WeighedLine[] {
  const found = linesOf(block, reading, outline)
  if (!found) return []
  return found.lines.map((words, i) => weighLine(words, found.beside(i), found.around))
}

function weighLine(words: Rich, beside: number, around: Around): WeighedLine & { item: Item | null } {
  const found = itemIn(words, around)
  if (!found) return { words, item: null, evidence: {}, score: null, isSentence: false }
  const { vocabulary } = around
  const item = { ...found, evidence: { ...found.evidence, beside } }
  return {
    words,
    item,
    evidence: item.evidence,
    score: score(item, vocabulary),
    isSentence: isSentence(item, words.text, vocabulary),
  }
}

function readLine({ lines, around, surroundings, beside }: Lines, index: number): Draft[] | null {
  const words = lines[index]!
  const place = placeOf(words)
  if (!place) return null
  const fields = readFieldLine(words, place, around.frames, surroundings)
  if (fields) return fields
  const { item, score, isSentence } = weighLine(words, beside(index), around)
  if (!item || isSentence || score! <= 0) return null
  const confidence = logistic(score!)
  return draftsOf(item, around, place, surroundings).map(draft => ({ ...draft, confidence }))
}

function draftsOf(item: Item, around: Around, place: Stretch, surroundings: Surroundings): Draft[] {
  const { frames, intro, vocabulary } = around
  const words = `${item.name} ${item.rest}`
  const beside =
    [item.protocols, protocolsSaid(item.rest, vocabulary), aroundProtocols(frames, intro, vocabulary)].find(
      ({ protocols }) => protocols.some(one => protocolsWithPorts.has(one) || one === 'all'),
    ) ?? noProtocols
  const direction = directionIn(words, vocabulary) ?? directionAround(frames, intro, vocabulary)
  const description = descriptionOf(item)
  const ends = endsOf(item, surroundings, direction)
  const ways = isBothWays(words, vocabulary) ? bothWays(ends) : [{ ...ends, direction }]
  return statePorts(item.ports, beside, vocabulary).flatMap(statement =>
    ways.map(way => ({
      kind: 'entry',
      pattern: 'port-item',
      ...statement.values,
      ...way,
      local: [words, intro?.text ?? ''].some(text => vocabulary.local.test(text)),
      conditions: conditionsIn(item.rest.replace(/^[\s:：–—-]+/u, ''), vocabulary),
      description: description || statement.note,
      frames,
      table: null,
      place,
      rests: place,
      spans: { ports: statement.place, protocol: null, source: null, destination: null },
    })),
  )
}

/** Words that name both directions; "both" alone may be about protocols. */
function isBothWays(words: string, { directions }: Vocabulary): boolean {
  const found = directions.both.exec(words)?.[0]
  const isPronoun = /^(?:both|ambos|les deux|оба)$/i.test(found ?? '')
  return (
    (found !== undefined && !isPronoun) || (directions.inbound.test(words) && directions.outbound.test(words))
  )
}

/** "Inbound and outbound": each way, when one end is named; else one statement without a direction. */
function bothWays({ source, destination }: Ends): (Ends & Pick<Draft, 'direction'>)[] {
  if (source.length + destination.length === 0) return [{ source, destination, direction: null }]
  return [
    { source, destination, direction: null },
    { source: destination, destination: source, direction: null },
  ]
}

function descriptionOf({ name, rest }: Item): string {
  const plain = rest
    .replace(/\s+/g, ' ')
    .replace(/^[\s:：.,;)）–—→>=-]+/u, '')
    .trim()
  const inner = /^[(（]([^()（）]*)[)）]\.?$/.exec(plain)?.[1] ?? plain
  return name && inner ? `${name}: ${inner}` : name || inner
}
