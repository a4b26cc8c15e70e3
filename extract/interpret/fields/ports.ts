import type { Vocabulary } from '../../vocabulary/index.ts'
import { anyWord, escapeTerm } from '../../vocabulary/words.ts'
import { protocolPattern, protocolsNamed } from './protocols.ts'

/** A port or a range, at its place in a text (indices, end exclusive). */
export interface PortMention {
  first: number
  last: number
  /** Protocols written beside it; empty when none are. */
  protocols: string[]
  protocolText: string | null
  /** Words in brackets behind it: `(nodeport)`. */
  note: string | null
  start: number
  end: number
}

/** What a short text, such as a table cell, says about ports. */
export interface PortText {
  ports: PortMention[]
  /**
   * Which part of its letters and digits (0 to 1) are ports, protocols and the words that join them; words in
   * brackets do not count.
   */
  share: number
}

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
/** Things with digits that are no ports: dates, addresses, prefixes, host names, versions, identifiers, sizes. */
const notPorts =
  `\\d*#+\\d*|` +
  `\\b\\d{1,2}\\.?\\s(?:${months})\\b(?:,?\\s\\d{4})?|\\b(?:${months})\\s\\d{1,2}(?:,\\s\\d{4}|\\b)|\\b\\d{4}-\\d{2}-\\d{2}\\b|` +
  '\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+|\\/\\d{1,2})?|(?<![\\w.])(?:[\\da-f]{1,4}:)(?:[\\da-f]{0,4}:){1,6}[\\da-f]{0,4}(?:\\/\\d{1,3})?|(?<!\\w)::(?:[\\da-f]{1,4})?(?:\\/\\d{1,3})?|\\bv\\d+(?:\\.\\d+)*\\b|\\b\\d+(?:\\.\\d+){2,}\\b|\\b[a-z][\\w-]{0,62}(?:\\.[\\w-]{1,63}){1,30}(?=[\\s,;:)/]|$)|https?:\\/\\/\\S+|(?<!\\w)(?!(?:tcp|udp|sctp)[-_]?\\d)[a-z_][a-z_-]{0,80}\\d\\w*|(?<!\\d{6})\\d+(?:\\.\\d+)?\\s*(?:%|[kmgt]i?b\\b|ms\\b)'

/** Firewalls write ranges with a colon; with fewer digits it is a time or a mapping of containers. */
const colon = '(?<=\\d{4}):(?=\\d{4,5}(?!\\d))'
const separator = "[,.'’ \\u00a0\\u2009\\u202f]"
/** A number with a separator of thousands. */
const grouped = `\\d{1,2}${separator}\\d{3}(?!\\d)`
const plain = '\\d{1,5}'
/** A script that puts no blanks between words: any of its letters may begin one. */
const unspaced = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]'

function grammar(vocabulary: Vocabulary) {
  const { ports } = vocabulary
  const rangeWords = ports.ranges.map(word =>
    /^\p{Script=Latin}/u.test(word) ? `\\s${escapeTerm(word)}\\s` : escapeTerm(word),
  )
  const dash = `\\s*(?:[-‐‑–—−~〜～]{1,2}|\\.{2,3}|…|${colon}|${rangeWords.join('|')})\\s*`
  const above = anyWord(ports.above)
  const numbers = [
    `(?<first1>${grouped})${dash}(?<last1>${grouped})`,
    `(?<first2>\\d{4,5})${dash}(?<last2>\\d{1,2}[,.'’]\\d{3}(?!\\d))`,
    `(?<first3>\\d{1,2}[,'’ \\u00a0\\u2009\\u202f]0\\d{2}(?!\\d))`,
    `(?<first4>${plain})${dash}(?<last4>${plain})`,
    `(?<over>[>≥]\\s*=?\\s*)(?<first5>${plain})`,
    `(?<first6>${plain})\\s*(?<open>\\+|${above})`,
    `(?<first7>${plain})`,
  ]
  const number = `(?<![\\w.])(?:${numbers.join('|')})(?!\\w|\\.\\d)`
  const nouns = anyWord(ports.nouns)
  const protocol = anyWord([...vocabulary.protocols.keys()])
  // `443/udp, TCP port 22`: the second protocol is that of the next port.
  const ended = `(?<=\\d\\s?/\\s?)${protocol}(?=,\\s*${protocol}\\s+(?:${nouns}|\\d))`
  const joiners = `[,、，/&;；|]|${anyWord(ports.joiners)}`
  const scanner = new RegExp(
    [
      `(?<any>(?:0\\.0\\.0\\.0|(?<![\\w.])\\*|\\[::\\]):(?=\\d))`,
      `(?<skip>${notPorts})`,
      `(?<protocol>${ended}|${protocolPattern(vocabulary)})`,
      `(?<number>${number})`,
      `(?<noun>${nouns})`,
      `(?<joiner>${joiners})`,
      '(?<bracket>[()（）[\\]])',
      '(?<break>[\\n\\f])',
      `(?<word>${unspaced}|[\\p{L}\\p{N}](?:(?!${unspaced})[\\p{L}\\p{N}'_.-])*)`,
      '(?<colon>[:：=])',
    ].join('|'),
    'giu',
  )
  const isProtocol = new RegExp(`^\\s*(?:${protocolPattern(vocabulary)})\\s*$`, 'iu')
  return { scanner, isProtocol }
}

/** A piece of a short text: a port, a protocol, or what stands between them. */
export interface Token {
  kind: 'skip' | 'protocol' | 'number' | 'noun' | 'joiner' | 'open' | 'close' | 'break' | 'word' | 'colon'
  start: number
  end: number
  text: string
  /** Of a number: the range. */
  first: number
  last: number
  /** Of a protocol: what is named. Of a number: what it is given. */
  protocols: string[]
  protocolText: string | null
}

/**
 * Finds the ports and ranges of a text.
 *
 * Ranges may be broken over lines (`30000-⏎32767`), numbers may have separators of thousands. Protocols stand
 * before their ports (`UDP 500 and 4500`) or behind them (`80, 443 TCP`, `6641/tcp`, `22, 80, UDP 69`).
 */
export function findPorts(text: string, vocabulary: Vocabulary): PortMention[] {
  return /\d/.test(text) ? readPorts(text, vocabulary).ports : []
}

/** Reads a short text as ports: see {@link findPorts}. */
export function readPorts(text: string, vocabulary: Vocabulary): PortText {
  const tokens = scanPorts(text, vocabulary)
  const found = tokens.filter(({ kind }) => kind === 'number')
  const ports = found.map(({ first, last, protocols, protocolText, start, end }) => ({
    first,
    last,
    protocols,
    protocolText,
    note: noteBehind(text, endWithProtocol(tokens, start, end), vocabulary),
    start,
    end,
  }))
  return { ports, share: shareOf(tokens) }
}

/** Splits a short text into pieces and gives each port the protocol that is written for it. */
export function scanPorts(text: string, vocabulary: Vocabulary): Token[] {
  const tokens = tokensOf(text, vocabulary)
  assignProtocols(tokens)
  return tokens
}

function tokensOf(text: string, vocabulary: Vocabulary): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(vocabulary.derive(grammar).scanner)) {
    const groups = match.groups!
    const range = groups.number === undefined ? null : rangeOf(groups)
    tokens.push({
      kind: kindOf(groups, range !== null),
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      first: range?.first ?? 0,
      last: range?.last ?? 0,
      protocols: groups.protocol === undefined ? [] : protocolsNamed(match[0], vocabulary),
      protocolText: groups.protocol ?? null,
    })
  }
  return tokens
}

function kindOf(groups: Record<string, string | undefined>, isRange: boolean): Token['kind'] {
  if (groups.number !== undefined) return isRange ? 'number' : 'word'
  // An address that stands for all of a machine's: `0.0.0.0:443`.
  if (groups.any !== undefined) return 'noun'
  if (groups.bracket !== undefined) return /[(（[]/.test(groups.bracket) ? 'open' : 'close'
  const kinds = ['skip', 'protocol', 'noun', 'joiner', 'break', 'word', 'colon'] as const
  return kinds.find(kind => groups[kind] !== undefined)!
}

const highest = 65535

/** The range that a number's groups stand for; null when it goes beyond the last port. */
function rangeOf(groups: Record<string, string | undefined>): { first: number; last: number } | null {
  const value = (name: string) => {
    const found = [1, 2, 3, 4, 5, 6, 7].map(i => groups[`${name}${i}`]).find(text => text !== undefined)
    return found === undefined ? undefined : Number(found.replace(/\D/g, ''))
  }
  const first = value('first')!
  const last = value('last')
  if (first > highest || (last ?? 0) > highest) return null
  if (groups.over !== undefined) return { first: /[≥=]/.test(groups.over) ? first : first + 1, last: highest }
  if (groups.open !== undefined) return { first, last: highest }
  // `8443:8080` maps one port to another.
  const isMapping = groups.number!.includes(':') && last !== undefined && last <= first
  return { first, last: isMapping ? first : (last ?? first) }
}

/** Gives each number the protocol that is written for it. */
function assignProtocols(tokens: Token[]): void {
  let carried: Token | null = null
  let waiting: Token[] = []
  for (const segment of segmentsOf(tokens)) {
    const leads = segment.find(({ kind }) => kind === 'protocol' || kind === 'number')?.kind === 'protocol'
    let forward: Token | null = carried
    for (const [i, token] of segment.entries()) {
      if (token.kind === 'number' && token.protocols.length === 0 && forward) give(token, forward)
      if (token.kind !== 'protocol') continue
      if (isForward(segment, i, leads)) forward = token
      else {
        for (const number of [...waiting, ...numbersEndedBy(segment, i)]) give(number, token)
        forward = null
      }
      waiting = []
    }
    if (segment.some(({ kind }) => kind === 'protocol')) carried = forward
    else if (!carried) waiting.push(...segment.filter(({ kind }) => kind === 'number'))
  }
}

/** Lines and parts between semicolons: a protocol rarely reaches over them. */
function segmentsOf(tokens: Token[]): Token[][] {
  const segments: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'break' || /^[;；]$/.test(token.text)) segments.push([])
    else segments.at(-1)!.push(token)
  }
  return segments.filter(segment => segment.length > 0)
}

/** Whether a protocol speaks of the numbers behind it rather than of those before it. */
function isForward(segment: Token[], index: number, leads: boolean): boolean {
  const before = segment[index - 1]
  const behind = segment
    .slice(index + 1)
    .find(({ kind }) => !['colon', 'noun', 'close', 'open'].includes(kind))
  const touches = nextMeaningful(segment, index, 1)?.kind === 'number' && behind?.kind !== 'joiner'
  const isMarked = before?.kind === 'open' || before?.text === '/'
  const numberBefore = nextMeaningful(segment, index, -1)?.kind === 'number'
  if (isMarked && segment.slice(0, index).some(({ kind }) => kind === 'number')) return false
  if (touches && (before === undefined || before.kind === 'joiner' || before.kind === 'word')) return true
  if (touches && !numberBefore) return true
  if (!touches && numberBefore && before?.kind !== 'joiner') return false
  if (!segment.slice(0, index).some(({ kind }) => kind === 'number')) return leads
  return leads && segment.slice(index + 1).some(({ kind }) => kind === 'number')
}

/** The nearest token on one side that is no bracket, colon or noun. */
function nextMeaningful(segment: Token[], index: number, step: 1 | -1): Token | undefined {
  let i = index + step
  while (segment[i] && ['open', 'close', 'colon', 'noun'].includes(segment[i]!.kind)) i += step
  if (segment[i]?.text === '/') i += step
  return segment[i]
}

/** The run of numbers that a protocol ends: `80, 443 TCP`; of `8300, 8301(TCP)` only the last. */
function numbersEndedBy(segment: Token[], index: number): Token[] {
  const numbers: Token[] = []
  const opening = segment[index - 1]
  for (let i = index - 1; i >= 0; i--) {
    const token = segment[i]!
    if (token.kind === 'protocol' || (token.kind === 'word' && numbers.length > 0)) break
    if (token.kind !== 'number') continue
    if (token.protocols.length > 0) break
    numbers.push(token)
    if (opening?.kind === 'open' && token.end === opening.start) break
  }
  return numbers
}

function give(number: Token, protocol: Token): void {
  number.protocols = protocol.protocols
  number.protocolText = protocol.protocolText
}

function shareOf(tokens: Token[]): number {
  let depth = 0
  let own = 0
  let all = 0
  for (const { kind, text } of tokens) {
    if (kind === 'open') depth++
    else if (kind === 'close') depth = Math.max(0, depth - 1)
    const size = text.replace(/[^\p{L}\p{N}]/gu, '').length
    const counts = kind === 'number' || kind === 'protocol' || kind === 'noun' || kind === 'joiner'
    if (counts) own += size
    if (counts || depth === 0) all += size
  }
  return all === 0 ? 0 : own / all
}

/** Where a number ends with the protocol that is written right behind it. */
function endWithProtocol(tokens: Token[], start: number, end: number): number {
  const at = tokens.findIndex(token => token.start === start)
  for (let i = at + 1; i <= at + 3 && i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.kind === 'protocol') return tokens[i + 1]?.kind === 'close' ? tokens[i + 1]!.end : token.end
    if (token.kind !== 'open' && token.text !== '/') return end
  }
  return end
}

function noteBehind(text: string, end: number, vocabulary: Vocabulary): string | null {
  const found = /^\s*[(（]([^()（）]*)[)）]/.exec(text.slice(end, end + 200))
  return found && !vocabulary.derive(grammar).isProtocol.test(found[1]!) ? found[1]!.trim() : null
}
