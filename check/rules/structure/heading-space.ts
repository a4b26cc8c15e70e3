import type { Rule } from '../../rule.ts'
import { locate } from '../../survey/index.ts'
import { quoted, spanOf } from '../say.ts'
import { repairsOf } from './repairs.ts'

/** Heading marks with no blank behind them. */
export const headingSpace: Rule = {
  id: 'heading-space',
  family: 'structure',
  severity: 'error',
  description: 'The blank behind the marks of a heading is missing.',
  why: 'Without it Markdown sees a paragraph: the heading and its anchor are gone, and the tables below it stand under another one.',
  examples: [
    {
      wrong: '###Worker nodes\n\nThese run the workloads.',
      right: '### Worker nodes\n\nThese run the workloads.\n\n#1 in the list, #general in the chat.',
      says: '“###Worker nodes” lacks the blank that makes it a heading',
      fix: '### ',
    },
  ],
  check: survey =>
    repairsOf(survey, 'heading-space').map(({ part, repair, text }) => {
      const [marks] = /^#+/.exec(text)!
      const span = spanOf(locate(part, { start: repair.start, end: repair.start + marks.length }))
      return {
        at: locate(part, repair),
        message: `${quoted(text)} lacks the blank that makes it a heading`,
        suggestion: { text: `Set a blank behind ${quoted(marks)}`, replacement: `${marks} `, span },
      }
    }),
}
