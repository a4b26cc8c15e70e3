import type { Rule } from '../../rule.ts'
import { locate } from '../../survey/index.ts'
import { quoted, spanOf } from '../say.ts'
import { repairsOf } from './repairs.ts'

/** `</br>`, which is no tag. */
export const closingBr: Rule = {
  id: 'closing-br',
  family: 'structure',
  severity: 'error',
  description: 'A line break is written as a closing tag.',
  why: '`</br>` is no tag: some renderers break the line, others show it or leave it out, and a range becomes one number.',
  examples: [
    {
      wrong: '| Port | Purpose |\n| --- | --- |\n| 30000-</br>32767 | services |',
      right: '| Port | Purpose |\n| --- | --- |\n| 30000-<br>32767 | services |\n| `</br>` | no tag |',
      says: '“</br>” should be “<br>”',
      fix: '<br>',
    },
  ],
  check: survey =>
    repairsOf(survey, 'closing-br').map(({ part, repair, text }) => {
      const at = locate(part, repair)
      const message = `${quoted(text)} should be “<br>”`
      return { at, message, suggestion: { text: 'Write “<br>”', replacement: '<br>', span: spanOf(at) } }
    }),
}
