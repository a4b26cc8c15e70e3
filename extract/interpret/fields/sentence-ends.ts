import { vocabulary } from '../../vocabulary/index.ts'
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
const stop = `(?=\\s*(?:$|[${edge}]|${anyWord(vocabulary.sentences.stops)}))`

const patterns = vocabulary.sentences.patterns.map(pattern => ({ pattern, expression: compile(pattern) }))

/** Longer sentences name their ends in ways that no pattern knows; trying all of them would take long. */
const longest = 600

/** Finds the endpoints of a sentence by the first pattern that fits it. */
export function findEnds(text: string, phrases: PortPhrase[]): SentenceEnds {
  const words = mask(text, phrases)
  if (words.length > longest) return { source: [], destination: [], pattern: 'sentence-ports' }
  for (const { expression } of patterns) {
    const groups = expression.exec(words)?.groups
    if (!groups) continue
    const both = labelled(groups.both)
    return {
      source: groups.source ? labelled(groups.source) : both,
      destination: groups.destination ? labelled(groups.destination) : both,
      pattern: 'sentence',
    }
  }
  return { source: [], destination: [], pattern: 'sentence-ports' }
}

const joiners = anyWord(vocabulary.ports.joiners)
const joinedTokens = new RegExp(`${token}(?:(?:[\\s,、，/&]|${joiners})*${token})+`, 'giu')
const articles = new RegExp(`\\b(?:the|an?)\\s+(?=${token})`, 'giu')

/** Puts one token for all the port phrases that follow each other. */
function mask(text: string, phrases: PortPhrase[]): string {
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
function compile(pattern: string): RegExp {
  const ended = pattern
    .replace(/\{(\w+)\+\}$/, `{$1}${clauseEnd}`)
    .replace(/(\{(?!ports)\w+\})$/, `$1${stop}`)
  const source = ended.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'ports' ? token : `(?<${name}>${label})`,
  )
  return new RegExp(source, 'iu')
}

const leads = new RegExp(`^(?:${anyWord(vocabulary.sentences.leads)}\\s*)+`, 'iu')

/** The end that words name; none when they are nothing but an article. */
function labelled(words = ''): string[] {
  const label = words.replace(/[`*_]/g, '').replace(leads, '').replace(/\s+/g, ' ').trim()
  return label === '' ? [] : [label]
}
