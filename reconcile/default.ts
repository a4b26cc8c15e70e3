import type { Product } from '../schema/types.ts'
import { files } from './vocabulary/data.ts'
import { type Additions, createVocabulary, type Vocabulary, type VocabularyFiles } from './vocabulary.ts'

let made: Vocabulary | undefined

/** The vocabulary without additions, made when it is first asked for. */
export function defaultVocabulary(): Vocabulary {
  made ??= vocabularyWith({})
  return made
}

/**
 * The vocabulary that comes with Portolan, with words added.
 *
 * @param additions words of a configuration, and further products
 */
export function vocabularyWith(additions: Additions): Vocabulary {
  const { roles, services, conditions, products } = files as Record<string, unknown> as Omit<
    VocabularyFiles,
    'products'
  > & { products: Record<string, Product> }
  return createVocabulary({ roles, services, conditions, products: Object.values(products) }, additions)
}
