import { transports } from '../schema/protocols.ts'
import type { Vocabulary } from './vocabulary/index.ts'
import { escapeTerm } from './vocabulary/words.ts'

/** Words without which there is no firewall command; those that hold `port` are found by that. */
const commandWords = [
  'firewall',
  'ufw',
  'iptables',
  'ip6tables',
  'saddr',
  'daddr',
  'l4proto',
  'fw_',
  'security-group',
  'nsg',
  '<rule',
  '&lt;rule',
  '<source',
  '&lt;source',
  '<protocol',
  '&lt;protocol',
]
/** What makes of `port` a word of a command: `--dport`, `open-port`, `<port`, `TCP Ports`. */
const commandBefore = /(?:[-<d]|\b(?:tcp|udp) )$/i

/** The words by which a text is found to speak of ports. */
interface Words {
  /** Words of a table's header that make it a table about ports. */
  heads: string[]
  /** Words before, and words behind a number that is a port. */
  before: string[]
  behind: string[]
  /** Finds every place worth a closer look: it knows no word edges, which would slow it down. */
  scan: RegExp
}

export function anchorWords({ headers, ports }: Vocabulary): Words {
  const heads = [...headers]
    .filter(([, field]) => field === 'ports' || field === 'matrix')
    .map(([term]) => term)
  const before = [...ports.nouns, ...transports, ...ports.before]
  const behind = [...ports.nouns, ...transports, ...ports.behind]
  const all = [...shortest([...heads, ...before, ...behind]), ...commandWords]
  return { heads, before, behind, scan: new RegExp(all.map(escapeTerm).join('|'), 'gi') }
}

/** A place in a text where something about ports may be said. */
export interface Anchor {
  start: number
  end: number
  /** A word of prose or of a table's header. */
  word: boolean
  /** A word of a firewall command. */
  command: boolean
}

/** Finds, cheaply, every place where something about ports may be said. */
export function* anchorsIn(text: string, vocabulary: Vocabulary): Generator<Anchor> {
  for (const { 0: found, index } of text.matchAll(vocabulary.derive(anchorWords).scan)) {
    const command =
      commandWords.includes(found.toLowerCase()) ||
      commandBefore.test(text.slice(Math.max(0, index - 5), index))
    const word = !commandWords.includes(found.toLowerCase()) && !isInsideWord(text, index)
    if (word || command) yield { start: index, end: index + found.length, word, command }
  }
}

/** Tests whether a text says nothing about ports. */
export function isIdle(text: string, vocabulary: Vocabulary): boolean {
  const isSilent = (words: string) => anchorsIn(words, vocabulary).next().done === true
  const whole = unbroken(text)
  return isSilent(text) && (whole === text || isSilent(whole))
}

/** Marks, tags, entities and {@link filler} within a word: readers see it whole. */
const within =
  /[`*_~\\<&\u200b](?<=\p{L}.)(?:(?<=<)[^<>\n]{0,200}>|(?<=&)#?\w{1,10};|(?<![<&])[`*_~\\\u200b]*)(?=\p{L})/gu

/** A text whose words have no marks in them. */
export function unbroken(text: string): string {
  return text.replace(within, '')
}

/** `support` holds a `port` that is none. */
function isInsideWord(text: string, index: number): boolean {
  return index > 0 && /\p{Script=Latin}/u.test(text[index]!) && /\p{Script=Latin}/u.test(text[index - 1]!)
}

/** Of words of which one is part of another only the part: finding it is enough. */
function shortest(words: string[]): string[] {
  const unique = [...new Set(words.map(word => word.toLowerCase()))]
  return unique.filter(word => !unique.some(other => other !== word && word.includes(other)))
}
