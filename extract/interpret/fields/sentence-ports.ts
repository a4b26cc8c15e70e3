import { transports } from '../../../schema/protocols.ts'
import { isIdle } from '../../anchors.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { wholeWord } from '../../vocabulary/words.ts'
import { findPorts, type PortMention } from './ports.ts'
import { findProtocols } from './protocols.ts'

/** A phrase of a sentence that names ports: `UDP port 8472`, `ports 2379, 2380, and 2381`. */
export interface PortPhrase {
  ports: PortMention[]
  protocols: string[]
  protocolText: string | null
  start: number
  end: number
}

const longestFirst = (words: string[]) => [...words].sort((a, b) => b.length - a.length)
const either = (words: string[]) => `(?:${longestFirst(words).map(wholeWord).join('|')})`
function grammar({ ports: words }: Vocabulary) {
  /** In prose only these words tell a number to be a port: "HTTPS 443" may be anything. */
  const protocol = either([...transports])
  const noun = either(words.nouns)
  const joiner = `(?:\\s*(?:[,、，/&(（]\\s*)?${either(words.joiners)}\\s*|\\s*[,、，/&]\\s*)`
  const dash = `\\s*(?:[-–—~]|${either(words.ranges)})\\s*`
  /** Neither the front of an address or a version nor of a mapping (`8080:80`). */
  const whole = '(?!\\d|[.:]\\d)'
  const number = `\\d{1,5}(?:${dash}\\d{1,5})?${whole}(?:\\s*/\\s*${protocol})?`
  /** With its protocol behind a slash a number needs no other word: `4800/UDP`, `7946/tcp/udp`. */
  const slashed = `\\d{1,5}(?:${dash}\\d{1,5})?\\s*/\\s*${protocol}(?:\\s*[/&+]\\s*${protocol})*`
  const defaults = `\\s*[(（]?\\s*${either(words.defaults)}\\s*[:：]?`
  const join = `(?:\\s+range)?${joiner}(?:${noun}\\s*)?`
  const list = `${number}(?:${join}${number})*(?:\\s+range)?`
  /** What must stand behind a list is looked for once, from its first number: from each it would take too long. */
  const firstOf = (start: string) => `(?=\\d)(?<!\\d|${start}${number}${join}(?:\\d{1,5}${dash})?)${start}`
  /** Not the end of an address or a version. */
  const loose = '(?<!\\d\\.)'
  const apart = '(?<![\\w.:/-])'
  /** Two or more, or a range: "48 ports" is a count, "80 and 443 ports" are ports. */
  const many = `${number}(?:${joiner}(?:${noun}\\s*)?${number})+`
  const span = `\\d{1,5}${dash}\\d{1,5}`
  const isPlural = (word: string) => /[a-z]s$/i.test(word)
  /** There are few protocols: where more words of them follow each other, the others begin anew. */
  const protocols = `${protocol}(?:${joiner}${protocol}){0,7}`
  const shapes = [
    `(?:${protocols}\\s*)?${noun}(?:${defaults})?\\s*(?:${protocols}[\\s/:]*)?${list}(?:\\s*${protocols})?`,
    `${protocols}[\\s/:]*(?:${noun}\\s*)?${list}`,
    `${firstOf(loose)}${list}\\s*${protocols}(?:\\s*${noun})?`,
    `${apart}${slashed}(?:${joiner}${slashed})*`,
    `${firstOf(apart)}${list}\\s*${either(words.nouns.filter(word => !isPlural(word)))}`,
    `${firstOf(apart)}(?:${many}|${span})\\s*${noun}`,
  ]
  const bare = [
    `(?<=${either(words.before)}\\s*)${list}`,
    `${firstOf(loose)}${list}(?=\\s*${either(words.behind)})`,
  ]
  return {
    phrase: new RegExp(shapes.join('|'), 'giu'),
    phraseOrBare: new RegExp([...shapes, ...bare].join('|'), 'giu'),
    anyNoun: new RegExp(noun, 'iu'),
  }
}

/** Finds the phrases of a sentence that name ports. A bare number is one only between telling words. */
export function findPortPhrases(text: string, vocabulary: Vocabulary): PortPhrase[] {
  if (!/\d/.test(text) || isIdle(text, vocabulary)) return []
  const { anyNoun, phrase, phraseOrBare } = vocabulary.derive(grammar)
  return [...text.matchAll(anyNoun.test(text) ? phraseOrBare : phrase)].flatMap(m => toPhrase(m, vocabulary))
}

function toPhrase(m: RegExpExecArray, vocabulary: Vocabulary): PortPhrase[] {
  const shift = (port: PortMention) => ({ ...port, start: port.start + m.index, end: port.end + m.index })
  const ports = findPorts(m[0], vocabulary).map(shift)
  if (ports.length === 0) return []
  const named = findProtocols(m[0], vocabulary).filter(found => !found.protocols.includes('all'))
  return [
    {
      ports,
      protocols: [...new Set(named.flatMap(found => found.protocols))].sort(),
      protocolText: named[0]?.text ?? null,
      start: m.index,
      end: m.index + m[0].length,
    },
  ]
}
