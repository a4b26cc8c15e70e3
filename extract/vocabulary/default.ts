import { createVocabulary, type Vocabulary, type WordLists } from './index.ts'

let made: Vocabulary | undefined

/** The vocabulary without additions, compiled when it is first asked for. */
export function defaultVocabulary(): Vocabulary {
  made ??= createVocabulary()
  return made
}

const enlarged = new WeakMap<readonly WordLists[], Vocabulary>()

/**
 * The vocabulary with additions, compiled when it is first asked for.
 *
 * @param additions the same list at each call
 */
export function vocabularyWith(additions: readonly WordLists[] = []): Vocabulary {
  if (additions.length === 0) return defaultVocabulary()
  const known = enlarged.get(additions) ?? createVocabulary(additions)
  enlarged.set(additions, known)
  return known
}
