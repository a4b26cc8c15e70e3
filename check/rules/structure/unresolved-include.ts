import type { Part } from '../../../extract/index.ts'
import { type Block, evenLines, line, type Mark, richText, stretchOf } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type Page } from '../../survey/index.ts'
import { quoted, shown } from '../say.ts'
import { structureWords } from './vocabulary.ts'

/** Marks that stand where a table is announced, and stand for nothing that can be found. */
export const unresolvedInclude: Rule = {
  id: 'unresolved-include',
  family: 'structure',
  severity: 'info',
  description: 'A table is announced, but there is only a mark that stands for a file which was not found.',
  why: 'Who reads the page as it is does not see the ports, and no tool can check them.',
  examples: [
    {
      wrong: 'The following table lists the ports.\n\n{{< ports-of-nodes >}}\n\n## Others',
      right:
        'The following table lists the [ports]({{< baseurl >}}/ports).\n\n| Port |\n| --- |\n| 80 |\n\n{{< feedback-button >}}',
      says: 'The table that is announced is left to “ports-of-nodes”, which was not found',
    },
  ],
  check: ({ pages }) => pages.flatMap(page => page.parts.flatMap(part => problemsIn(part, page))),
}

function problemsIn(part: Part, page: Page): Problem[] {
  let announced: Block | null = null
  return part.blocks.flatMap(block => {
    if (block.kind === 'prose' && announces(block, part)) announced = block
    if (block.kind === 'heading' || block.kind === 'table') announced = null
    const { mark } = block
    if (!mark || !announced || !standsAlone(mark, part) || isFound(mark, page)) return []
    if (isTabBetween(announced, mark, part)) return []
    const problem = problemOf(mark, announced, part)
    announced = null
    return [problem]
  })
}

function problemOf(mark: Mark, announced: Block, part: Part): Problem {
  const stretch = stretchOf(announced.node) ?? mark
  const words = line(richText(announced.node, part.reading.plain))
  return {
    at: locate(part, mark),
    message: `The table that is announced is left to ${quoted(mark.label)}, which was not found`,
    evidence: [shown(locate(part, stretch), quoted(words))],
  }
}

function announces({ node }: Block, { reading }: Part): boolean {
  return structureWords().announced.tables.test(line(richText(node, reading.plain)))
}

function standsAlone({ start, end }: Mark, { reading }: Part): boolean {
  const text = evenLines(String(reading.file.value))
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const stop = text.indexOf('\n', end)
  return (before + text.slice(end, stop < 0 ? text.length : stop)).trim() === ''
}

/** What one tab announces another one need not hold. */
function isTabBetween({ node }: Block, { start }: Mark, { reading }: Part): boolean {
  const from = stretchOf(node)?.start ?? start
  return reading.marks.some(({ kind, start: at }) => kind === 'tab' && at > from && at < start)
}

/** A file that was read has what the mark names in its path. */
function isFound({ label }: Mark, { parts }: Page): boolean {
  const bare = (name: string) => name.replace(/^_|\.\w+$/g, '')
  const stem = bare(label.split(/[/$:]/).at(-1)!)
  return parts.slice(1).some(({ reading }) => reading.file.path.split('/').some(name => bare(name) === stem))
}
