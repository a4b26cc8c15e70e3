import { stretchOf } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import { quoted, shown, spanOf } from '../say.ts'
import { formOf } from './shape.ts'

/** Rows that lack the pipe at their end. */
export const closingPipe: Rule = {
  id: 'closing-pipe',
  family: 'structure',
  severity: 'info',
  description: 'Rows of a table end without the pipe that other rows end with.',
  why: 'Most renderers do not mind, but the next edit easily glues two rows together or loses a cell.',
  examples: [
    {
      wrong: '| Port | Purpose |\n| --- | --- |\n| 80 | web |\n| 443 | web',
      right:
        '| Port | Purpose |\n| --- | --- |\n| 80 | web |\n| 443 | web \\| api |\n\nPort | Purpose\n--- | ---\n80 | web',
      says: 'The row “| 443 | web” lacks the closing pipe that 3 other lines of the table have',
      fix: ' |',
    },
  ],
  check: ({ pages }) => pages.flatMap(({ tables }) => tables.flatMap(problemOf)),
}

function problemOf(table: PageTable): Problem[] {
  if (formOf(table) !== 'pipes') return []
  const lines = linesOf(table)
  const open = lines.filter(({ text }) => !/(?<!\\)\|$/.test(text))
  const [first, ...others] = open
  if (!first || open.length === lines.length) return []
  const { part } = table
  const end = { start: first.end, end: first.end }
  return [
    {
      at: locate(part, first),
      message: `The row ${quoted(first.text, 30)} lacks the closing pipe that ${countWords(lines.length - open.length)}`,
      evidence: others.map(line => shown(locate(part, line), 'nor is it here')),
      suggestion: { text: 'End it with a pipe', replacement: ' |', span: spanOf(locate(part, end)) },
    },
  ]
}

function countWords(lines: number): string {
  return lines === 1 ? 'another line of the table has' : `${lines} other lines of the table have`
}

/** The lines of a table without the blanks at their ends. */
function linesOf({ part: { reading }, block }: PageTable): { text: string; start: number; end: number }[] {
  const { start, end } = stretchOf(block.node)!
  let at = start
  return reading.plain
    .slice(start, end)
    .split('\n')
    .flatMap(line => {
      const text = line.trimEnd()
      const found = { text, start: at, end: at + text.length }
      at += line.length + 1
      return text.trim() === '' ? [] : [found]
    })
}
