import type { Rule } from '../../rule.ts'
import { quoted } from '../say.ts'
import { notedTables } from './notes.ts'

/** Notes that no mark refers to. */
export const noteUnused: Rule = {
  id: 'note-unused',
  family: 'structure',
  severity: 'info',
  description: 'A note of a table is referred to by no cell.',
  why: 'The cell that it limits has lost its mark, and reads as if it held always.',
  examples: [
    {
      wrong:
        '<table><tr><th>Port</th><th>Source</th></tr><tr><td>443 <sup>(1)</sup></td><td>nodes</td></tr><tr><td colspan="2">1. Only for agents.<br>2. Only on Linux.</td></tr></table>',
      right:
        '<table><tr><th>Port</th><th>Source</th></tr><tr><td>443 <sup>(1)</sup></td><td>nodes <sup>(2)</sup></td></tr><tr><td colspan="2">1. Only for agents.<br>2. Only on Linux.</td></tr></table>',
      says: 'No cell refers to note “2”',
    },
  ],
  check: ({ pages }) =>
    pages.flatMap(page =>
      notedTables(page).flatMap(({ marks, notes }) => {
        const used = new Set(marks.map(({ mark }) => mark))
        const isOwn = notes.some(({ mark }) => used.has(mark))
        const unused = isOwn ? notes.filter(({ mark }) => !used.has(mark) && /^\d{1,2}$/.test(mark)) : []
        return unused.map(({ mark, text, at }) => ({
          at,
          message: `No cell refers to note ${quoted(mark)}, ${quoted(text, 40)}`,
        }))
      }),
    ),
}
