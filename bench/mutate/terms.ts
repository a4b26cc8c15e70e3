import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** The vocabulary's terms, as its file groups them. */
interface Terms {
  names: Record<string, string[]>
  nouns: string[]
  short: string[]
  verbs: string[]
  words: string[]
}

/** Shorter ones are no more than a letter away from too much. */
const shortest = 4

let known: Set<string> | undefined

/** Whether a word is one of the vocabulary's terms, of four letters or more, in the singular or plural. */
export function isTerm(word: string): boolean {
  known ??= readTerms()
  return word.length >= shortest && known.has(word.toLowerCase())
}

function readTerms(): Set<string> {
  const file = new URL('../../check/vocabulary/terms.yaml', import.meta.url)
  const { names, nouns, short, verbs, words } = parse(readFileSync(file, 'utf8')) as Terms
  const all = [...Object.values(names).flat(), ...nouns, ...short, ...verbs, ...words]
  return new Set(
    all.map(term => term.toLowerCase()).flatMap(term => [term, `${term}s`, term.replace(/y$/, 'ies')]),
  )
}
