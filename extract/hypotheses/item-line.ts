import { announces, deniesNext } from '../interpret/fields/announce.ts'
import { scanPorts, type Token } from '../interpret/fields/ports.ts'
import { findEnds } from '../interpret/fields/sentence-ends.ts'
import { findPortPhrases } from '../interpret/fields/sentence-ports.ts'
import type { Protocols } from '../interpret/fields/statement.ts'
import { line, type Rich, slice, trim } from '../interpret/rich.ts'
import type { Frame } from '../interpret/walk.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { compileWords } from '../vocabulary/words.ts'

/** How the words of an item are arranged around its ports. */
export type Shape = 'ports-first' | 'name-first' | 'inline'

/** One line of a list that may state ports. */
export interface Item {
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
  /^\s*(?:[#$>]\s*)?(?:sudo\s+)?(?:ip6?tables|ufw|firewall-cmd|nft|aws|gcloud|az|netsh|New-NetFirewallRule|docker|kubectl|curl|telnet|nc|ssh|pass|block|rdr)(?=\s+[\w.@"'/-])(?!\s+(?:-\s|\d|ports?\b|tcp\b|udp\b))|\s--?(?:dport|sport|add-port|permanent|j)\b|\bsemanage\s+port\s/
const longestName = 60
const mostNameWords = 8

export const noProtocols: Protocols = { protocols: [], text: null }

/** A full sentence that names a port on its way, or says who uses it, is read as one; an instruction is not. */
export function isSentence(
  { shape, name, isApart, evidence }: Item,
  text: string,
  vocabulary: Vocabulary,
): boolean {
  if (shape === 'ports-first' && !isApart && evidence.separated === 0 && evidence.noun === 1) {
    const { source, destination } = findEnds(text, findPortPhrases(text, vocabulary), vocabulary)
    return source.length > 0 && destination.length > 0
  }
  if (shape === 'ports-first' || isApart) return false
  const isFull = /[.。]$/.test(text) && name.split(/\s+/).length > 1
  return (isFull || vocabulary.sentences.verbs.test(name)) && !vocabulary.sentences.imperatives.test(text)
}

export function score({ evidence }: Item, { weights }: Vocabulary): number {
  return Object.entries(weights.item).reduce((sum, [name, weight]) => sum + weight * (evidence[name] ?? 0), 0)
}

/** What stands around a line. */
export interface Around {
  frames: Frame[]
  /** The words above the list or the line. */
  intro: Rich | null
  /** It is an item of a list, or a line of one. */
  inList: boolean
  vocabulary: Vocabulary
}

/** Finds the ports of a line by its pieces; null when it has none. */
export function itemIn(words: Rich, around: Around): Item | null {
  const { vocabulary } = around
  const tokens = scanPorts(words.text, vocabulary)
  const first = tokens.findIndex(({ kind }) => kind === 'number')
  if (first < 0 || isOther(words.text.slice(0, tokens[first]!.start), vocabulary)) return null
  if (isMapping(words.text)) return null
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
    isApart: apart.test(name) || tokens.slice(start, first).some(({ kind }) => kind === 'colon'),
    rest,
    evidence: evidenceOf({ shape, numbers, tokens, start, end, rest, name, words }, around),
  }
}

const mapping =
  /\b(?:forward|redirect|translate|remap)\w*\b[^.\n]{0,80}?(?:\bport\s+\d+\s+to\s+(?:port\s+)?\d|\bports?\s*\)?\s+to\s+(?:ports?\s+)?\d|\d\s*\)?\s+to\s+ports?\s+\d)/i

/** "Forward port 80 to 8080": a mapping of ports, which opens none. */
export function isMapping(text: string): boolean {
  return mapping.test(text)
}

const vlans = /\bvlans?(?:\s+ids?)?\s*[(:：]?\s*$/i

/** Words right before a number that make it a number of something else: of a network, of the port that traffic comes from. */
function isOther(name: string, vocabulary: Vocabulary): boolean {
  return vlans.test(name) || vocabulary.derive(clientPorts).test(name)
}

const clientPorts = ({ headers }: Vocabulary) =>
  compileWords([...headers].flatMap(([words, field]) => (field === 'sourcePort' ? [words] : [])))

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
  { frames, intro, inList, vocabulary }: Around,
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
    denied:
      (intro && deniesNext(around, vocabulary)) || deniesNext(`${frames.at(-1)?.text ?? ''}:`, vocabulary)
        ? 1
        : 0,
    known: numbers.every(({ first }) => vocabulary.knownPorts.has(first)) ? 1 : 0,
    small: numbers.every(({ last }) => last < 20) ? 1 : 0,
    year: single && !hasProtocol && numbers.every(({ first }) => first >= 1990 && first <= 2040) ? 1 : 0,
    range: single ? 0 : 1,
    paragraph: inList ? 0 : 1,
    command: commandLine.test(words.text) ? 1 : 0,
    option: /^\s*(?:--?\w|\$|[A-Z_]{3,}=)/.test(words.text) ? 1 : 0,
    link: words.runs.some(run => run.kind === 'link' && run.start === 0 && run.end === words.text.length)
      ? 1
      : 0,
    refused: vocabulary.sentences.denials.test(words.text) ? 1 : 0,
    long: words.text.length > 240 ? 1 : 0,
  }
}

function protocolsFor(numbers: Token[]): Protocols {
  const { protocols, protocolText } = numbers[0]!
  const isSame = numbers.every(number => number.protocols.join() === protocols.join())
  return isSame && !protocols.includes('all')
    ? { protocols: [...protocols].sort(), text: protocolText }
    : noProtocols
}
