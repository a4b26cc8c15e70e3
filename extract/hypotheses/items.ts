import type { Endpoint } from '../../schema/types.ts'
import type { Draft } from '../interpret/claim.ts'
import { announces, deniesNext } from '../interpret/fields/announce.ts'
import { conditionsIn } from '../interpret/fields/conditions.ts'
import { directionAround, directionIn } from '../interpret/fields/direction.ts'
import { parseEndpoints } from '../interpret/fields/endpoints.ts'
import { endsOfFollowing } from '../interpret/fields/following.ts'
import { takeNoteMarks } from '../interpret/fields/notes.ts'
import { scanPorts, type Token } from '../interpret/fields/ports.ts'
import { findProtocols, parseProtocols, protocolsSaid } from '../interpret/fields/protocols.ts'
import { findEnds } from '../interpret/fields/sentence-ends.ts'
import { findPortPhrases } from '../interpret/fields/sentence-ports.ts'
import { type Protocols, statePorts } from '../interpret/fields/statement.ts'
import { type Stretch, stretchOf } from '../interpret/lines.ts'
import { line, placeOf, type Rich, richText, slice, split, trim } from '../interpret/rich.ts'
import type { Block, Frame } from '../interpret/walk.ts'
import { fieldOf } from '../profile/words.ts'
import type { Reading } from '../read/reading.ts'
import type { Field, Vocabulary } from '../vocabulary/index.ts'
import { logistic } from './confidence.ts'
import type { Outline } from './outline.ts'
import { aroundProtocols } from './protocols.ts'
import { type Subject, type Surroundings, subjectOf } from './subject.ts'

/** How the words of an item are arranged around its ports. */
type Shape = 'ports-first' | 'name-first' | 'inline'

/** One line of a list that may state ports. */
interface Item {
  shape: Shape
  /** The piece that holds the ports. */
  ports: Rich
  /** The whole line. */
  text: string
  /** Protocols written for the ports outside of that piece: "TCP traffic to port 2377". */
  protocols: Protocols
  /** Words before the ports. */
  name: string
  /** A mark sets these words apart from the ports. */
  isApart: boolean
  /** Words behind them. */
  rest: string
  evidence: Record<string, number>
}

const commandLine =
  /^\s*(?:[#$>]\s*)?(?:sudo\s+)?(?:ip6?tables|ufw|firewall-cmd|nft|aws|gcloud|az|netsh|New-NetFirewallRule|docker|kubectl|curl|telnet|nc|ssh|pass|block|rdr)\b|\s--?(?:dport|sport|add-port|permanent|j)\b/i
const longestName = 60
const mostNameWords = 8
const longestParent = 80

/**
 * Reads an item of a list, or a line of a paragraph, that states ports: `443/tcp: API`, `API – 443`, `TCP 443 from
 * the hub`.
 *
 * @returns null when not enough speaks for it; then it may be a sentence
 */
export function readItem(block: Block, reading: Reading, outline: Outline): Draft[] | null {
  const whole = takeNoteMarks(richText(block.node, reading.plain)).rich
  if (!/\d/.test(whole.text)) return null
  const lines = split(whole, /[\n\f]+/g)
  if (!block.opens && block.list) return null
  if (
    !block.list &&
    lines.length < 2 &&
    !isDefinition(whole.text) &&
    !startsWithPort(whole.text, reading.vocabulary) &&
    !/[|;,].*[:：]/.test(whole.text)
  )
    return null
  const intro = block.intro ? richText(block.intro, reading.plain) : null
  const drafts = lines.map(words => readLine(words, block, intro, outline, reading.vocabulary))
  const found = drafts.flatMap(draft => draft ?? [])
  // In a paragraph one line alone is part of a sentence.
  const isEnough = block.list ? drafts[0] != null : drafts.filter(Boolean).length * 2 >= lines.length
  return found.length > 0 && isEnough ? found : null
}

/** The definition of a term in Markdown that knows no such lists: `443/tcp⏎: what it is for`. */
function isDefinition(text: string): boolean {
  return /^\S+\s*[:：]\s/.test(text)
}

/**
 * Reads a heading that states ports: "Indexer port: TCP 9404", "Open port 443".
 *
 * @returns none for a heading that only speaks of ports
 */
export function readPortHeading(block: Block, reading: Reading, outline: Outline): Draft[] {
  const { vocabulary } = reading
  const words = takeNoteMarks(richText(block.node, reading.plain)).rich
  if (!/\d/.test(words.text)) return []
  const item = itemIn(words, block, null, vocabulary)
  const place = stretchOf(block.node)
  if (!item || !place) return []
  const isExplicit = item.evidence.protocol === 1 || item.evidence.noun === 1
  const isStatement =
    item.shape === 'ports-first' || item.isApart || vocabulary.sentences.imperatives.test(words.text)
  if (!isExplicit || !isStatement || score(item, vocabulary) <= 0) return []
  return draftsOf(item, block, null, place, outline, vocabulary)
}

/** A paragraph that begins with a port, explicitly, and sets it apart: "Port 22 (SSH): …". */
function startsWithPort(text: string, vocabulary: Vocabulary): boolean {
  const [first, second] = scanPorts(text, vocabulary)
  const isExplicit = first?.kind === 'noun' || first?.kind === 'protocol'
  return isExplicit && second?.kind === 'number' && /^\s*[(（:：–—-]/u.test(text.slice(second.end))
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
export function weighLines(block: Block, { plain, vocabulary }: Reading): WeighedLine[] {
  const whole = takeNoteMarks(richText(block.node, plain)).rich
  if (!/\d/.test(whole.text) || (block.list && !block.opens)) return []
  const intro = block.intro ? richText(block.intro, plain) : null
  return split(whole, /[\n\f]+/g).map(words => {
    const { item, score, isSentence } = weighLine(words, block, intro, vocabulary)
    return { words, evidence: item?.evidence ?? {}, score: item && score, isSentence }
  })
}

function weighLine(
  words: Rich,
  block: Block,
  intro: Rich | null,
  vocabulary: Vocabulary,
): { item: Item | null; score: number; isSentence: boolean } {
  const item = itemIn(words, block, intro, vocabulary)
  if (!item) return { item, score: 0, isSentence: false }
  return { item, score: score(item, vocabulary), isSentence: isSentence(item, words.text, vocabulary) }
}

function readLine(
  words: Rich,
  block: Block,
  intro: Rich | null,
  outline: Outline,
  vocabulary: Vocabulary,
): Draft[] | null {
  const place = placeOf(words)
  const fields = place && readFields(words, block, place, vocabulary)
  if (fields) return fields
  const { item, score, isSentence } = weighLine(words, block, intro, vocabulary)
  if (!item || !place || isSentence || score <= 0) return null
  const confidence = logistic(score)
  return draftsOf(item, block, intro, place, outline, vocabulary).map(draft => ({ ...draft, confidence }))
}

/** Fields of one statement on one line: `Type: SSH | Port range: 22 | Source: anywhere`; null when it has none. */
function readFields(words: Rich, block: Block, place: Stretch, vocabulary: Vocabulary): Draft[] | null {
  const fields = new Map<Field, Rich>()
  for (const part of split(words, /\s*[|;]\s*|,\s*(?=\p{L}[\p{L} ]{2,24}[:：])/gu)) {
    const key = /^[^:：]{1,40}[:：]\s*/.exec(part.text)
    const field = key && fieldOf(key[0], vocabulary)
    if (field && !fields.has(field)) fields.set(field, trim(slice(part, key[0].length)))
  }
  const ports = fields.get('ports')
  if (!ports || fields.size < 2) return null
  const own = parseProtocols(fields.get('protocol')?.text ?? '', vocabulary)
  const protocols = own.protocols.length > 0 ? own : transportIn(words.text, vocabulary)
  const source = parseEndpoints(fields.get('source') ?? nothing, vocabulary)
  const destination = parseEndpoints(fields.get('destination') ?? nothing, vocabulary)
  const end = ({ labels }: typeof source) => labels.map(label => ({ label, implied: false }))
  return statePorts(ports, protocols, vocabulary).map(statement => ({
    kind: 'entry',
    pattern: 'fields',
    ...statement.values,
    source: end(source),
    destination: end(destination),
    direction: directionAround(block.frames, null, vocabulary),
    local: source.local || destination.local,
    conditions: [...source.conditions, ...destination.conditions],
    description: line(fields.get('description') ?? nothing) || statement.note,
    frames: block.frames,
    table: null,
    place,
    rests: place,
    spans: { ports: statement.place, protocol: null, source: source.place, destination: destination.place },
  }))
}

const nothing: Rich = { text: '', at: [], runs: [] }

/** The one transport that a line names. */
function transportIn(text: string, vocabulary: Vocabulary): Protocols {
  const found = findProtocols(text, vocabulary).filter(({ text }) => /^(?:tcp|udp|sctp)/i.test(text))
  return found.length === 1
    ? { protocols: [...found[0]!.protocols].sort(), text: found[0]!.text }
    : noProtocols
}

/** A full sentence that names a port on its way is read as one; an instruction is not. */
function isSentence({ shape, name, isApart }: Item, text: string, vocabulary: Vocabulary): boolean {
  if (shape === 'ports-first' || isApart) return false
  const isFull = /[.。]$/.test(text) && name.split(/\s+/).length > 1
  return (isFull || vocabulary.sentences.verbs.test(name)) && !vocabulary.sentences.imperatives.test(text)
}

function score({ evidence }: Item, { weights }: Vocabulary): number {
  return Object.entries(weights.item).reduce((sum, [name, weight]) => sum + weight * (evidence[name] ?? 0), 0)
}

/** Finds the ports of a line by its pieces. */
function itemIn(words: Rich, block: Block, intro: Rich | null, vocabulary: Vocabulary): Item | null {
  const tokens = scanPorts(words.text, vocabulary)
  const first = tokens.findIndex(({ kind }) => kind === 'number')
  if (first < 0) return null
  const head = tokens.slice(0, first)
  const isFirst = head.every(({ kind }) =>
    ['protocol', 'noun', 'open', 'colon', 'joiner', 'close'].includes(kind),
  )
  const end = endOfPorts(tokens, first)
  const start = startOfPorts(tokens, first)
  const name = words.text.slice(0, tokens[start]!.start)
  const shape: Shape = isFirst ? 'ports-first' : isName(name) ? 'name-first' : 'inline'
  const ports = slice(words, isFirst ? 0 : tokens[start]!.start, tokens[end]!.end)
  const rest = words.text.slice(tokens[end]!.end)
  const numbers = tokens.slice(start, end + 1).filter(({ kind }) => kind === 'number')
  return {
    shape,
    ports: trim(ports),
    protocols: protocolsFor(numbers),
    text: words.text,
    name: cleanName(name),
    isApart: apart.test(name),
    rest,
    evidence: evidenceOf({ shape, numbers, tokens, start, end, rest, name, words }, block, intro, vocabulary),
  }
}

const portKinds = new Set(['number', 'protocol', 'noun', 'joiner', 'open', 'close', 'colon'])

/** The last piece of the run of ports: words end it, unless they stand in brackets and another port follows. */
function endOfPorts(tokens: Token[], first: number): number {
  let last = first
  let depth = 0
  for (let i = first; i < tokens.length; i++) {
    const { kind } = tokens[i]!
    if (kind === 'open') depth++
    if (kind === 'close') {
      depth--
      if (depth === 0 && tokens[i - 1]?.kind === 'protocol') last = i
    }
    if (kind === 'number' && depth === 0) last = i
    if ((kind === 'protocol' || kind === 'noun') && i - last <= 2) last = i
    if (!portKinds.has(kind) && depth === 0) break
  }
  return last
}

/** The first piece of the run of ports: protocols and the word "port" before the first number belong to it. */
function startOfPorts(tokens: Token[], first: number): number {
  let start = first
  for (let i = first - 1; i >= 0; i--) {
    const { kind } = tokens[i]!
    if (kind === 'protocol' || kind === 'noun') start = i
    else if (kind !== 'joiner' && kind !== 'colon' && kind !== 'open') break
  }
  return start
}

const apart = /(?:[:：=（([–—→]|\s-+|->)\s*$/u
const unmarked = /(?:\bports?|\s)\s*$/iu

/** Words that name a service: few, and set apart from the ports. */
function isName(text: string): boolean {
  return (
    text.length <= longestName &&
    text.trim().split(/\s+/).length <= mostNameWords &&
    (apart.test(text) || unmarked.test(text)) &&
    !/[.;,。；]\s/.test(text)
  )
}

function cleanName(text: string): string {
  return text.replace(/[\s:：=（([–—→>-]+$/u, '').trim()
}

interface Parts {
  shape: Shape
  numbers: Token[]
  tokens: Token[]
  start: number
  end: number
  rest: string
  name: string
  words: Rich
}

/** What speaks for and against a line that states ports. */
function evidenceOf(
  { shape, numbers, tokens, start, end, rest, name, words }: Parts,
  { frames, list }: Block,
  intro: Rich | null,
  vocabulary: Vocabulary,
): Record<string, number> {
  const run = tokens.slice(start, end + 1)
  const hasProtocol = numbers.some(({ protocols }) => protocols.some(one => one !== 'all'))
  const hasNoun = run.some(({ kind }) => kind === 'noun')
  const around = intro ? line(intro) : ''
  const isSeparated =
    /^\s*(?:$|[:：–—,;.)）(（=|]|-+>?\s|→)/u.test(rest) || /[:：=（(–—]\s*$|\s-\s*$/u.test(name)
  const single = numbers.every(({ first, last }) => first === last)
  return {
    bias: 1,
    protocol: hasProtocol ? 1 : 0,
    noun: hasNoun ? 1 : 0,
    first: shape === 'ports-first' ? 1 : 0,
    name: shape === 'name-first' ? 1 : 0,
    inline: shape === 'inline' ? 1 : 0,
    separated: isSeparated ? 1 : 0,
    marked: words.runs.some(
      run =>
        run.start <= tokens[start]!.start &&
        run.end >= tokens[end]!.end &&
        run.kind !== 'link' &&
        run.end < words.text.length,
    )
      ? 1
      : 0,
    announced: announces(around, vocabulary) ? 1 : 0,
    heading: frames.slice(-2).some(({ text }) => announces(`${text}:`, vocabulary)) ? 1 : 0,
    denied: intro && deniesNext(around, vocabulary) ? 1 : 0,
    known: numbers.every(({ first }) => vocabulary.knownPorts.has(first)) ? 1 : 0,
    small: numbers.every(({ last }) => last < 20) ? 1 : 0,
    year: single && !hasProtocol && numbers.every(({ first }) => first >= 1990 && first <= 2040) ? 1 : 0,
    range: single ? 0 : 1,
    paragraph: list ? 0 : 1,
    command: commandLine.test(words.text) ? 1 : 0,
    option: /^\s*(?:--?\w|\$|[A-Z_]{3,}=)/.test(words.text) ? 1 : 0,
    link: words.runs.some(run => run.kind === 'link' && run.start === 0 && run.end === words.text.length)
      ? 1
      : 0,
    refused: vocabulary.sentences.denials.test(words.text) ? 1 : 0,
    long: words.text.length > 240 ? 1 : 0,
  }
}

function draftsOf(
  item: Item,
  block: Block,
  intro: Rich | null,
  place: Stretch,
  outline: Outline,
  vocabulary: Vocabulary,
): Draft[] {
  const words = `${item.name} ${item.rest}`
  const around = aroundProtocols(block.frames, intro, vocabulary)
  const beside =
    [item.protocols, protocolsSaid(item.rest, vocabulary), around].find(
      ({ protocols }) => protocols.length > 0,
    ) ?? noProtocols
  const statements = statePorts(item.ports, beside, vocabulary)
  const direction = directionIn(words, vocabulary) ?? directionAround(block.frames, intro, vocabulary)
  const description = descriptionOf(item)
  const ends = endsOf(item, block, intro, direction, outline, vocabulary)
  return statements.map(statement => ({
    kind: 'entry',
    pattern: 'port-item',
    ...statement.values,
    ...ends,
    direction,
    local: [words, intro?.text ?? ''].some(text => vocabulary.local.test(text)),
    conditions: conditionsIn(item.rest.replace(/^[\s:：–—-]+/u, ''), vocabulary),
    description: description || statement.note,
    frames: block.frames,
    table: null,
    place,
    rests: place,
    spans: { ports: statement.place, protocol: null, source: null, destination: null },
  }))
}

const noProtocols: Protocols = { protocols: [], text: null }

function protocolsFor(numbers: Token[]): Protocols {
  const { protocols, protocolText } = numbers[0]!
  const isSame = numbers.every(number => number.protocols.join() === protocols.join())
  return isSame && !protocols.includes('all')
    ? { protocols: [...protocols].sort(), text: protocolText }
    : noProtocols
}

function descriptionOf({ name, rest }: Item): string {
  const plain = rest
    .replace(/\s+/g, ' ')
    .replace(/^[\s:：.,;)）–—→>=-]+/u, '')
    .trim()
  const inner = /^[(（]([^()（）]*)[)）]\.?$/.exec(plain)?.[1] ?? plain
  return name && inner ? `${name}: ${inner}` : name || inner
}

/** Who talks to whom: the item's own words, then the item around it and the words above, then the headings. */
function endsOf(
  item: Item,
  block: Block,
  intro: Rich | null,
  direction: Draft['direction'],
  outline: Outline,
  vocabulary: Vocabulary,
): Pick<Draft, 'source' | 'destination'> {
  const given = ownEnds(item, vocabulary)
  if (given.source.length > 0 && given.destination.length > 0) return given
  const stated =
    intro && given.source.length + given.destination.length === 0
      ? endsOfFollowing(line(intro), vocabulary)
      : null
  if (stated && stated.source.length + stated.destination.length > 0) return stated
  const subject = subjectOf(surroundingsOf(block, intro, outline, vocabulary))
  return subject ? withSubject(given, subject, direction) : given
}

function withSubject(
  { source, destination }: Pick<Draft, 'source' | 'destination'>,
  subject: Subject,
  direction: Draft['direction'],
): Pick<Draft, 'source' | 'destination'> {
  const end: Endpoint[] = [{ label: subject.label, implied: true }]
  if (source.length + destination.length === 0 && subject.peer)
    return { source: end, destination: [{ label: subject.peer, implied: true }] }
  if (source.length > 0) return { source, destination: end }
  if (destination.length > 0 || direction === 'outbound' || subject.starts)
    return { source: end, destination }
  return { source, destination: end }
}

/** What stands around an item: the item that it is nested in, the words above its list, the headings. */
export function surroundingsOf(
  block: Block,
  intro: Rich | null,
  outline: Outline,
  vocabulary: Vocabulary,
): Surroundings {
  const parent = parentFrame(block, intro)
  return { frames: parent ? [...block.frames, parent] : block.frames, lead: intro, outline, vocabulary }
}

/** The item around a nested list, when it is short: it names the machine or the direction. */
function parentFrame({ intro: node, lead, list }: Block, intro: Rich | null): Frame | null {
  if (!intro || !list || node === lead) return null
  const text = line(intro)
  return text.length <= longestParent ? { kind: 'item', text, level: 0, end: 0, repairs: [] } : null
}

const stop =
  '(?=\\s*(?:$|[,.;:()（）]|\\b(?:for|to|from|via|over|on|if|when|and|is|are|must|should|which|that)\\b))'
const article = '(?:the |an? |your |any |all )?'
const fromWords = new RegExp(`\\bfrom ${article}([\\p{L}\\d][^,.;:()（）]{1,50}?)${stop}`, 'iu')
const toWords = new RegExp(
  `\\bto (?:the |an? |your )?((?:[\\p{Lu}\\d]|(?<=the ))[^,.;:()（）]{1,50}?)${stop}`,
  'u',
)

/** Ends that the line itself names: as a sentence would, else behind "from" and "to". */
function ownEnds({ shape, text, rest }: Item, vocabulary: Vocabulary): Pick<Draft, 'source' | 'destination'> {
  const stated = shape === 'inline' ? findEnds(text, findPortPhrases(text, vocabulary), vocabulary) : null
  const behind = (words: RegExp) => words.exec(rest)?.[1]?.trim()
  const named = (found: string[] | undefined, other: string | undefined) =>
    (found && found.length > 0 ? found : other ? [other] : []).map(label => ({ label, implied: false }))
  return {
    source: named(stated?.source, behind(fromWords)),
    destination: named(stated?.destination, behind(toWords)),
  }
}
