import type { Rule } from '../rule.ts'
import { currency } from './currency/index.ts'
import { document } from './document/index.ts'
import { documents } from './documents/index.ts'
import { exposure } from './exposure/index.ts'
import { numbers } from './numbers/index.ts'
import { structure } from './structure/index.ts'
import { words } from './words/index.ts'

/** Every rule there is, chapter by chapter. */
export const rules: Rule[] = [
  ...numbers,
  ...words,
  ...structure,
  ...document,
  ...documents,
  ...exposure,
  ...currency,
]
