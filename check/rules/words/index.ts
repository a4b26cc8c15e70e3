import type { Rule } from '../../rule.ts'
import { misspeltWord } from './misspelt-word.ts'
import { unbalancedBracket } from './unbalanced-bracket.ts'

/** Rules about words. */
export const words: Rule[] = [misspeltWord, unbalancedBracket]
