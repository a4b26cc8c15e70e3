import { vocabularyIn } from '../reconcile/load.ts'
import { files } from './vocabulary/data.ts'

/** Prepares one file of this room's vocabulary at its first use. */
export const vocabulary = vocabularyIn(files)
