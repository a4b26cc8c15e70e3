import type { Rule } from '../../rule.ts'
import { gluedWord } from './glued-word.ts'
import { misspeltWord } from './misspelt-word.ts'
import { oddForm } from './odd-form.ts'
import { repeatedWord } from './repeated-word.ts'
import { thatIs } from './that-is.ts'
import { unbalancedBracket } from './unbalanced-bracket.ts'
import { untranslated } from './untranslated.ts'
import { verbNumber } from './verb-number.ts'

/** The chapter's rules. */
export const words: Rule[] = [
  misspeltWord,
  gluedWord,
  repeatedWord,
  unbalancedBracket,
  thatIs,
  verbNumber,
  oddForm,
  untranslated,
]
