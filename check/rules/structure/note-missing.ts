import { add } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { quoted, shown } from '../say.ts'
import { type Marked, notedTables } from './notes.ts'

/** Marks that no note explains. */
export const noteMissing: Rule = {
  id: 'note-missing',
  family: 'structure',
  severity: 'warning',
  description: 'A raised mark on a cell has no note.',
  why: 'The note may have been a condition: without it the port is opened always, or for everybody.',
  examples: [
    {
      wrong:
        '<table><tr><th>Port</th><th>Source</th></tr><tr><td>443 <sup>(1)</sup></td><td>nodes <sup>(2)</sup></td></tr><tr><td colspan="2">1. Only for agents.</td></tr></table>',
      right:
        '<table><tr><th>Port</th><th>Size</th></tr><tr><td>443 <sup>(1)</sup></td><td>10<sup>6</sup> m<sup>2</sup></td></tr></table>\n\n(1) Only for agents.',
      says: 'No note explains the mark “2” on “nodes”',
    },
  ],
  check: ({ pages }) => pages.flatMap(problemsIn),
}

function problemsIn(page: Page): Problem[] {
  const tables = notedTables(page)
  const explained = new Set(tables.flatMap(({ notes }) => notes.map(({ mark }) => mark)))
  const open = tables.flatMap(({ marks }) =>
    marks.filter(({ mark, label }) => !explained.has(mark) && isMark(mark, label)),
  )
  const byMark = new Map<string, Marked[]>()
  for (const one of open) add(byMark, one.mark, one)
  return [...byMark.values()].map(([first, ...others]) => ({
    at: first!.at,
    message: `No note explains the mark ${quoted(first!.mark)} on ${quoted(first!.label, 40)}`,
    evidence: others.map(({ at, label }) => shown(at, `the mark on ${quoted(label, 30)}`)),
  }))
}

/** Letters that are raised behind a short word belong to it: m², 1st. */
function isMark(mark: string, label: string): boolean {
  return /^\d{1,2}$/.test(mark) && !/(?:^|\s)\p{L}{1,2}$/u.test(label)
}
