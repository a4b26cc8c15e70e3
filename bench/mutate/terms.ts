import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** Shorter terms have too many neighbours that are right words. */
const shortest = 6

let known: Set<string> | undefined

/** Whether a word is one of the vocabulary's terms, of six letters or more. */
export function isTerm(word: string): boolean {
  known ??= readTerms()
  return word.length >= shortest && known.has(word.toLowerCase())
}

function readTerms(): Set<string> {
  const file = new URL('../../check/vocabulary/terms.yaml', import.meta.url)
  const { names } = parse(readFileSync(file, 'utf8')) as { names: string[][] }
  return new Set(names.flat().map(name => name.toLowerCase()))
}
