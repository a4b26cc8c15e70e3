import { vocabularyIn } from '../reconcile/load.ts'

/** Prepares one file of this room's vocabulary at its first use: importing a module must not read files. */
export const vocabulary = vocabularyIn(new URL('vocabulary/', import.meta.url))
