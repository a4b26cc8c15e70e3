import { vocabulary } from '../../vocabulary/index.ts'
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

const either = (words: string[]) =>
  `(?:${[...words]
    .sort((a, b) => b.length - a.length)
    .map(wholeWord)
    .join('|')})`
const protocol = either(
  [...vocabulary.protocols.entries()]
    .filter(([word, name]) => name !== 'all' && !/^(https?|ssh|tls|grpc|ping)$/.test(word))
    .map(([word]) => word),
)
const noun = either(vocabulary.ports.nouns)
const joiner = `(?:\\s*(?:[,、，/&]\\s*)?(?:${either(vocabulary.ports.joiners)}\\s*)?|\\s*[,、，/&]\\s*)`
const dash = '\\s*(?:[-–—~]|\\bto\\b|\\bthrough\\b|至|到)\\s*'
const number = `\\d{1,5}(?:${dash}\\d{1,5})?(?:\\s*/\\s*${protocol})?`
const list = `${number}(?:(?:\\s+range)?${joiner}(?:${noun}\\s*)?${number})*(?:\\s+range)?`
const protocols = `${protocol}(?:\\s*(?:/|,|and|or|和|或|、)\\s*${protocol})*`
const phrase = new RegExp(
  `(?:${protocols}\\s*)?${noun}\\s*(?:${protocols}\\s*)?${list}(?:\\s*${protocols})?|${protocols}\\s*(?:${noun}\\s*)?${list}|${list}\\s*${protocols}(?:\\s*${noun})?`,
  'gi',
)

/** Finds the phrases of a sentence that name ports; a bare number is none. */
export function findPortPhrases(text: string): PortPhrase[] {
  return [...text.matchAll(phrase)].flatMap(m => {
    const named = findProtocols(m[0]).filter(found => !found.protocols.includes('all'))
    const ports = findPorts(m[0]).map(port => ({
      ...port,
      start: port.start + m.index,
      end: port.end + m.index,
    }))
    if (ports.length === 0) return []
    return [
      {
        ports,
        protocols: [...new Set(named.flatMap(found => found.protocols))].sort(),
        protocolText: named[0]?.text ?? null,
        start: m.index,
        end: m.index + m[0].length,
      },
    ]
  })
}
