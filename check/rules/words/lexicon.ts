import { vocabulary } from '../../load.ts'
import { Neighbours } from './edits.ts'
import { agentForms, nounForms, verbForms } from './inflect.ts'

interface Terms {
  names: Record<string, string[]>
  nouns: string[]
  short: string[]
  verbs: string[]
  doubled: string[]
  words: string[]
}

interface Ordinary {
  ordinary: string[]
  slips: Record<string, string>
}

/** The words of the field and the right words near them, in lower case. */
export interface Lexicon {
  /** Tells whether a word is a term, in one of its forms. */
  isTerm(word: string): boolean
  /** Tells whether a word is right though it is no term. */
  isOrdinary(word: string): boolean
  /** The terms that are one slip away from a word, then those two slips away from a long name; names first. */
  near(word: string): string[]
  /** A term as it is written: `nodeport` is `NodePort`. */
  written(term: string): string
  /** Tells whether a term is the name of something. */
  isName(term: string): boolean
  /** What is meant by a well-known slip. */
  meant(word: string): string | undefined
}

/** Of names with as many letters two slips are known from one. */
const longName = 8

const terms = vocabulary<Terms, Terms>('terms', content => content)
const ordinary = vocabulary<Ordinary, { right: Set<string>; slips: Map<string, string> }>(
  'ordinary',
  ({ ordinary, slips }) => ({ right: new Set(ordinary), slips: new Map(Object.entries(slips)) }),
)

let built: { of: unknown[]; lexicon: Lexicon } | undefined

/** The lexicon, built at its first use, and anew when words were added. */
export function lexicon(): Lexicon {
  const [content, beside] = [terms(), ordinary()]
  if (built?.of[0] !== content || built.of[1] !== beside)
    built = { of: [content, beside], lexicon: build(content, beside) }
  return built.lexicon
}

function build(
  content: Terms,
  { right, slips }: { right: Set<string>; slips: Map<string, string> },
): Lexicon {
  const names = Object.values(content.names).flat()
  const doubled = new Set(content.doubled)
  const forms = [
    ...names.flatMap(name => name.split('-')),
    ...[...names, ...content.nouns, ...content.short].flatMap(nounForms),
    ...content.verbs.flatMap(verb => verbForms(verb, doubled.has(verb))),
    ...content.words,
  ]
  const derived = new Set([
    ...content.verbs.flatMap(verb => agentForms(verb, doubled.has(verb))),
    ...names.map(name => name.toLowerCase().replaceAll('-', '')),
  ])
  const written = new Map(forms.toReversed().map(form => [form.toLowerCase(), form]))
  const named = new Set(names.map(name => name.toLowerCase()))
  const rank = new Map([...written.keys()].map((form, i) => [form, i]))
  const ranked = (words: string[]) => words.sort((a, b) => rank.get(b)! - rank.get(a)!)
  const asked = new Map<string, string[]>()
  const near = new Neighbours(written.keys(), 1)
  const far = new Neighbours(
    [...named].filter(name => name.length >= longName),
    2,
  )
  return {
    isTerm: word => written.has(word),
    isOrdinary: word => right.has(word) || derived.has(word),
    near: word => {
      // The same words come again and again.
      const known = asked.get(word)
      if (known) return known
      const distant = word.length >= longName - 1 ? far.of(word) : []
      const found = [...new Set([...ranked(near.of(word)), ...ranked(distant)])]
      asked.set(word, found)
      return found
    },
    written: term => written.get(term) ?? term,
    isName: term => named.has(term),
    meant: word => slips.get(word),
  }
}
