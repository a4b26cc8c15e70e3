import type { Element } from 'hast'
import { stretchOf } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import { quoted, spanOf } from '../say.ts'

/** Line breaks at the end of a cell. */
export const trailingBreak: Rule = {
  id: 'trailing-break',
  family: 'structure',
  severity: 'info',
  description: 'A cell ends with a line break.',
  why: 'A break before nothing is what is left of a line that was deleted, or the start of one that is missing.',
  examples: [
    {
      wrong: '<table><tr><th>Port</th></tr><tr><td>80 TCP<br></td></tr><tr><td>443 TCP</td></tr></table>',
      right: '<table><tr><th>Port</th></tr><tr><td>80 TCP<br>443 TCP</td></tr><tr><td><br></td></tr></table>',
      says: '“80 TCP” is followed by a line break and nothing else',
      fix: '',
    },
  ],
  check: ({ pages }) => pages.flatMap(({ tables }) => tables.flatMap(breaksIn)),
}

function breaksIn({ part, grid, cell }: PageTable): Problem[] {
  return grid.rows.flatMap(({ cells }) =>
    cells.flatMap(({ element, row, column }) => {
      const last = lastOf(element)
      const stretch = last?.tagName === 'br' ? stretchOf(last) : null
      const words = cell(row, column).text
      if (!stretch || words === '' || !part.reading.plain.startsWith('<', stretch.start)) return []
      const at = locate(part, stretch)
      return [
        {
          at,
          message: `${quoted(words, 30)} is followed by a line break and nothing else`,
          suggestion: { text: 'Delete it', replacement: '', span: spanOf(at) },
        },
      ]
    }),
  )
}

/** The last element of a cell, when no words follow it. */
function lastOf({ children }: Element): Element | undefined {
  const last = children.findLast(child => child.type !== 'text' || /\S/.test(child.value))
  return last?.type === 'element' ? last : undefined
}
