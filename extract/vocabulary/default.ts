import { createVocabulary, type Vocabulary } from './index.ts'

let made: Vocabulary | undefined

/** The vocabulary without additions, compiled when it is first asked for. */
export function defaultVocabulary(): Vocabulary {
  made ??= createVocabulary()
  return made
}
