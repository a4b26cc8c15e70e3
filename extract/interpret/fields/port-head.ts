import type { Vocabulary } from '../../vocabulary/index.ts'
import { wholeWord } from '../../vocabulary/words.ts'

/** The ports that an item of a list begins with. */
export interface PortHead {
  /** Where the words about the ports end, and where the description begins. */
  end: number
  rest: number
  /** A protocol or the word "port" stands beside the numbers, so that they cannot be anything else. */
  explicit: boolean
}

const either = (words: string[]) =>
  `(?:${[...words]
    .sort((a, b) => b.length - a.length)
    .map(wholeWord)
    .join('|')})`
function grammar({ protocols, ports }: Vocabulary) {
  const word = either([...protocols].filter(([, name]) => name !== 'all').map(([text]) => text))
  /** There are few protocols; of a long row of them each part could be taken in many ways. */
  const words = `${word}(?:\\s*(?:[/&+,、]|${either(ports.joiners)})\\s*${word}){0,7}`
  const noun = either(ports.nouns)
  const dash = `\\s*(?:[-–—~]|${either(ports.ranges)})\\s*`
  const number = `\\d{2,5}(?:${dash}\\d{2,5})?(?!\\d|[.:]\\d)`
  const port = `${number}(?:\\s*/\\s*${words}|\\s*[(（]\\s*${words}\\s*[)）]|\\s+${words})?(?:\\s*${noun})?`
  const joiner = `\\s*(?:[,、，/&]|[,、，]?\\s*${either(ports.joiners)})\\s*`
  const list = `${port}(?:${joiner}(?:${words}\\s*)?(?:${noun}\\s*)?${port})*`
  const before = `(?:${words}\\s*)?(?:${noun}\\s*)?[:：]?\\s*(?:${noun}\\s*)?(?:${words}[\\s/:：]*)?`
  /** What parts the ports from what is said of them; a blank does when nothing else can be meant. */
  const stop = '\\s*(?:$|[\\n\\f]|[:：]|[–—=→]|-+>?\\s|[.,;，；。](?:\\s|$)|(?=[(（]))\\s*'
  const atFront = new RegExp(`^(?<head>${before}${list})(?:(?<stop>${stop})|(?<blank>\\s+))`, 'iu')
  const behindName = new RegExp(
    `^(?<label>[^\\d\\n\\f.:：(（][^\\n\\f.:：(（]{0,60}?)\\s*(?<open>[:：(（–—]|\\s-\\s)\\s*` +
      `(?:${either(ports.defaults)}\\s*[:：]?\\s*)?(?<head>${before}${list})\\s*(?:$|[\\n\\f.,;)）(（]|\\s[-–—])`,
    'iu',
  )
  const telling = new RegExp(`${word}|${noun}`, 'iu')
  return { atFront, behindName, telling }
}

/**
 * Reads the ports at the front of an item: `2377/tcp: …`, `22 (TCP)`, `TCP ports: 80, 443`, `5672, 5671 - …`.
 *
 * @param apart how many characters at the front are set apart by markup
 */
export function portsFirst(text: string, vocabulary: Vocabulary, apart = 0): PortHead | null {
  const { atFront, telling } = vocabulary.derive(grammar)
  const found = atFront.exec(text)
  if (!found) return null
  const end = found.groups!.head!.length
  const explicit = telling.test(found.groups!.head!)
  return found.groups!.stop !== undefined || explicit || end === apart
    ? { end, rest: found[0].length, explicit }
    : null
}

/** Reads the ports behind the name of a service: `Grafana: 3000`, `HTTP API (default 4646)`. */
export function portsBehindName(
  text: string,
  vocabulary: Vocabulary,
): { start: number; end: number; label: string } | null {
  const found = vocabulary.derive(grammar).behindName.exec(text)
  if (!found) return null
  const { head, label } = found.groups as { head: string; label: string }
  const start = found[0].indexOf(head, label.length)
  return { start, end: start + head.length, label: label.trim() }
}
