import { transports } from '../../../schema/protocols.ts'
import { isIdle } from '../../anchors.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { anyWord } from '../../vocabulary/words.ts'
import { type PortMention, scanPorts, type Token } from './ports.ts'

/** A phrase of a sentence that names ports: `UDP port 8472`, `ports 2379, 2380, and 2381`. */
export interface PortPhrase {
  /** Each with the protocols that are written for it. */
  ports: PortMention[]
  /** Places in the sentence, with the words for ports and the protocols around the numbers. */
  start: number
  end: number
}

const transportNames: ReadonlySet<string> = new Set(transports)

function grammar({ ports }: Vocabulary) {
  const within = `(?:\\s|[(（:：'"“/=-]|${anyWord([...ports.defaults, ...ports.within, ...ports.between])})*`
  return {
    before: new RegExp(`^${within}$`, 'iu'),
    listening: new RegExp(`${anyWord(ports.before)}\\s*$`, 'iu'),
    listened: ports.behind.length > 0 ? new RegExp(`^\\s*${anyWord(ports.behind)}`, 'iu') : /^(?!)/,
    between: new RegExp(`${anyWord(ports.between)}\\s*$`, 'iu'),
    noun: new RegExp(anyWord(ports.nouns), 'iu'),
    endsInNoun: new RegExp(`(${anyWord(ports.nouns)})\\s*$`, 'iu'),
  }
}

/** Whether a noun that follows a single number makes it a count: "48 ports". */
const plural = /[a-z]s$/i

/**
 * Finds the phrases of a sentence that name ports. A number is one only with a word for ports, a transport, or the
 * words of listening beside it, or in one list with such a number.
 */
export function findPortPhrases(text: string, vocabulary: Vocabulary): PortPhrase[] {
  if (!/\d/.test(text) || isIdle(text, vocabulary)) return []
  const tokens = scanPorts(text, vocabulary)
  const phrases: PortPhrase[] = []
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.kind !== 'number') continue
    const run = runFrom(tokens, i)
    const phrase = phraseOf(text, tokens, run, vocabulary)
    if (phrase) phrases.push(phrase)
    i = run.at(-1)!
  }
  return phrases
}

/** The indices of the numbers that are listed together, from one on. */
function runFrom(tokens: Token[], first: number): number[] {
  const run = [first]
  let isJoined = true
  let depth = 0
  for (let i = first + 1; i < tokens.length; i++) {
    const { kind, text } = tokens[i]!
    if (kind === 'open') depth++
    else if (kind === 'close') depth = Math.max(0, depth - 1)
    else if (kind === 'joiner') isJoined = !/^[;；|]$/.test(text)
    else if (kind === 'number') {
      if (!isJoined && i > run.at(-1)! + 1) break
      if (depth > 0 && tokens[i - 1]!.kind !== 'joiner' && tokens[i - 1]!.kind !== 'noun') continue
      run.push(i)
      isJoined = false
    } else if (kind === 'protocol' || kind === 'noun') continue
    // Words in brackets remark on a number; others end the list.
    else if (depth === 0) break
    if (kind !== 'joiner' && kind !== 'open' && kind !== 'close') isJoined = isJoined && depth > 0
  }
  return run
}

const nearby = 60

/** The words right before a place; looking at all of them for each number would take too long. */
function front(text: string, at: number): string {
  return text.slice(Math.max(0, at - nearby), at)
}

function back(text: string, at: number): string {
  return text.slice(at, at + nearby)
}

function phraseOf(text: string, tokens: Token[], run: number[], vocabulary: Vocabulary): PortPhrase | null {
  const { before, listening, listened, between, noun, endsInNoun } = vocabulary.derive(grammar)
  const numbers = run.map(index => tokens[index]!)
  const [first, last] = [numbers[0]!, numbers.at(-1)!]
  // Port 0 asks for any free port.
  if (numbers.every(({ last }) => last === 0)) return null
  let start = first.start
  let isNamed = numbers.some(({ start, end, protocols }) => {
    const isBeside =
      /(?:tcp|udp|sctp)[\s/:(（]*$/i.test(front(text, start)) ||
      /^\s*[/(（[]?\s*(?:tcp|udp|sctp)(?![\p{L}\d])/iu.test(back(text, end))
    return isBeside && protocols.some(one => transportNames.has(one))
  })
  for (let i = run[0]! - 1; i >= 0; i--) {
    const token = tokens[i]!
    const isAnchor =
      token.kind === 'noun' ||
      (token.kind === 'protocol' && token.protocols.every(one => transportNames.has(one)))
    if (isAnchor && before.test(text.slice(token.end, start))) {
      start = token.start
      isNamed = true
    } else if (!['word', 'open', 'colon', 'joiner'].includes(token.kind) || first.start - token.start > 40)
      break
  }
  let end = last.end
  for (let i = run.at(-1)! + 1; i < Math.min(tokens.length, run.at(-1)! + 5); i++) {
    const token = tokens[i]!
    if (
      /[^\s/()（）[\]]/.test(text.slice(end, token.start)) ||
      (!['noun', 'protocol', 'open', 'close'].includes(token.kind) && token.text !== '/')
    )
      break
    if (token.kind === 'protocol') end = token.end
    else if (token.kind === 'noun') {
      const isCount = numbers.length === 1 && last.first === last.last && plural.test(token.text)
      if (isCount && start === first.start) return null
      isNamed = true
      end = token.end
    }
  }
  if (!isNamed && first.last >= 20 && listening.test(front(text, first.start)))
    isNamed = noun.test(text) || !/^\s+\p{L}/u.test(back(text, last.end))
  // "these TCP ports: 4063 (plain) and 4064".
  if (!isNamed && numbers.length > 1 && /[:：(（]\s*$/.test(front(text, first.start)))
    isNamed = tokens
      .slice(Math.max(0, run[0]! - 20), run[0])
      .some(({ kind, start }) => kind === 'noun' && first.start - start < 100)
  if (!isNamed && listened.test(back(text, last.end))) isNamed = noun.test(text)
  if (!isNamed) return null
  // "port 10000+" is one port, "ports 10000+" are all from there on.
  const isOne = ({ text: words, start }: Token) => {
    const named = words.endsWith('+') ? endsInNoun.exec(front(text, start))?.[1] : undefined
    return named !== undefined && /^\p{Script=Latin}+$/u.test(named) && !plural.test(named)
  }
  // A protocol farther away is that of other words.
  const written = text.slice(start, Math.min(text.length, end + 1))
  const isOwn = ({ protocolText }: Token) => protocolText !== null && written.includes(protocolText)
  const mention = (number: Token) =>
    mentionOf(isOne(number) ? { ...number, last: number.first } : number, isOwn(number))
  // "between 5000 and 6000" is a range.
  if (numbers.length === 2 && between.test(front(text, first.start)) && first.first < last.first)
    return { ports: [mention({ ...first, last: last.last, end: last.end })], start, end }
  return { ports: numbers.map(mention), start, end }
}

function mentionOf({ first, last, protocols, protocolText, start, end }: Token, isOwn: boolean): PortMention {
  const named = isOwn ? protocols.filter(one => one !== 'all') : []
  return {
    first,
    last,
    protocols: named,
    protocolText: named.length > 0 ? protocolText : null,
    note: null,
    start,
    end,
  }
}
