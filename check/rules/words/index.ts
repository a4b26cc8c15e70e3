import type { Rule } from '../../rule.ts'
import { gluedWord } from './glued-word.ts'
import { misspeltWord } from './misspelt-word.ts'
import { unbalancedBracket } from './unbalanced-bracket.ts'
import { untranslated } from './untranslated.ts'

/** The chapter's rules. */
export const words: Rule[] = [misspeltWord, gluedWord, unbalancedBracket, untranslated]
