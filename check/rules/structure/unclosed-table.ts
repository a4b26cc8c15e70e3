import type { Rule } from '../../rule.ts'
import { locate } from '../../survey/index.ts'
import { quoted } from '../say.ts'
import { repairsOf } from './repairs.ts'

/** Tables that do not end. */
export const unclosedTable: Rule = {
  id: 'unclosed-table',
  family: 'structure',
  severity: 'warning',
  description: 'A table is never closed.',
  why: 'Browsers put everything that follows into the table, or before it.',
  examples: [
    {
      wrong: '<table><tr><th>Port</th></tr><tr><td>80</td></tr>\n\n## Agents\n\nThey listen.',
      right: '<table><tr><th>Port</th></tr><tr><td>80</td></tr></table>\n\n## Agents\n\nThey listen.',
      says: 'table that begins with “<table><tr><th>Port</th></tr><tr><td>80</td></tr>” is never closed',
    },
  ],
  check: survey =>
    repairsOf(survey, 'unclosed-table').map(({ part, repair, text }) => {
      const [line] = /^.*/.exec(text)!
      const at = locate(part, { start: repair.start, end: repair.start + line.length })
      return { at, message: `The table that begins with ${quoted(line)} is never closed` }
    }),
}
