import type { Vocabulary } from '../../vocabulary/index.ts'
import { anyWord } from '../../vocabulary/words.ts'
import type { PortPhrase } from './sentence-ports.ts'

/** Who talks to whom in a sentence, and by which of the vocabulary's patterns that was read. */
export interface SentenceEnds {
  source: string[]
  destination: string[]
  pattern: string
}

/** Stands for the port phrases while patterns look at the words around them. */
const token = '\uE000'
const aside = '[(（][^()（）\\uE000]*[)）]'
const edge = ',.;:()\uE000，。；：（）、'
const label = `[^\\s${edge}](?:${aside}|[^${edge}]|\\.(?=\\w))*?`
const clauseEnd = `(?=\\s*(?:$|[${edge}]))`
function grammar({ sentences, ports }: Vocabulary) {
  const stop = `(?=\\s*(?:$|[${edge}]|${anyWord(sentences.stops)}))`
  return {
    patterns: sentences.patterns.map(pattern => compile(pattern, stop)),
    joinedTokens: new RegExp(`${token}(?:(?:[\\s,、，/&]|${anyWord(ports.joiners)})*${token})+`, 'giu'),
    leads: new RegExp(`^(?:${anyWord(sentences.leads)}\\s*)+`, 'iu'),
  }
}

const articles = new RegExp(`\\b(?:the|an?)\\s+(?=${token})`, 'giu')

/** Longer sentences name their ends in ways that no pattern knows; trying all of them would take long. */
const longest = 600

/** Finds the endpoints of a sentence by the first pattern that fits it. */
export function findEnds(text: string, phrases: PortPhrase[], vocabulary: Vocabulary): SentenceEnds {
  const { patterns, joinedTokens, leads } = vocabulary.derive(grammar)
  const words = mask(text, phrases, joinedTokens)
  if (words.length > longest) return { source: [], destination: [], pattern: 'sentence-ports' }
  for (const expression of patterns) {
    const groups = expression.exec(words)?.groups
    if (!groups) continue
    const both = labelled(groups.both, leads)
    return {
      source: groups.source ? labelled(groups.source, leads) : both,
      destination: groups.destination ? labelled(groups.destination, leads) : both,
      pattern: 'sentence',
    }
  }
  return { source: [], destination: [], pattern: 'sentence-ports' }
}

/** Puts one token for all the port phrases that follow each other. */
function mask(text: string, phrases: PortPhrase[], joinedTokens: RegExp): string {
  let out = ''
  let from = 0
  for (const { start, end } of phrases) {
    out += text.slice(from, start) + token
    from = end
  }
  out += text.slice(from)
  return out.replace(joinedTokens, token).replace(articles, '')
}

/** A pattern of the vocabulary as an expression. */
function compile(pattern: string, stop: string): RegExp {
  const ended = pattern
    .replace(/\{(\w+)\+\}$/, `{$1}${clauseEnd}`)
    .replace(/(\{(?!ports)\w+\})$/, `$1${stop}`)
  const source = ended.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'ports' ? token : `(?<${name}>${label})`,
  )
  return new RegExp(source, 'iu')
}

/** The end that words name; none when they are nothing but an article. */
function labelled(words: string | undefined, leads: RegExp): string[] {
  const label = (words ?? '').replace(/[`*_]/g, '').replace(leads, '').replace(/\s+/g, ' ').trim()
  return label === '' ? [] : [label]
}
