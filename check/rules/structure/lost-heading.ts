import type { Part } from '../../../extract/index.ts'
import { type Block, stretchOf } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate } from '../../survey/index.ts'
import { quoted, shown, spanOf } from '../say.ts'
import { type Mended, repairsOf } from './repairs.ts'

/** Lines that stand where others have headings. */
export const lostHeading: Rule = {
  id: 'lost-heading',
  family: 'structure',
  severity: 'warning',
  description: 'A line stands above its table as headings stand above the tables before, but has no marks.',
  why: 'Its table belongs to the heading before it, and so do the nodes that it speaks of.',
  examples: [
    {
      wrong:
        '## Ports\n\n### Agents\n\n| Port | Source |\n| --- | --- |\n| 80 | any |\n\nServers\n\n| Port | Source |\n| --- | --- |\n| 443 | any |',
      right:
        '## Ports\n\n### Agents\n\n| Port | Source |\n| --- | --- |\n| 80 | any |\n\n### Servers\n\n| Port | Source |\n| --- | --- |\n| 443 | any |',
      says: '“Servers” stands where its siblings have heading marks',
      fix: '### ',
    },
  ],
  check: survey => repairsOf(survey, 'lost-heading').map(problemOf),
}

function problemOf({ part, repair, text }: Mended): Problem {
  const sibling = siblingOf(part, repair.start)
  const start = sibling && stretchOf(sibling.node)!.start
  const marks = sibling && /^(?:#+|=+)/.exec(part.reading.plain.slice(start!))?.[0]
  const first = spanOf(locate(part, { start: repair.start, end: repair.start }))
  return {
    at: locate(part, repair),
    message: `${quoted(text)} stands where its siblings have heading marks`,
    evidence: sibling ? [shown(locate(part, stretchOf(sibling.node)!), 'a sibling with its marks')] : [],
    suggestion: marks
      ? { text: `Begin it with ${quoted(marks)}`, replacement: `${marks} `, span: first }
      : null,
  }
}

/** The heading whose place a line takes: the nearest before it at its level. */
function siblingOf({ blocks }: Part, start: number): Block | undefined {
  const at = blocks.findIndex(block => stretchOf(block.node)?.start === start && block.kind === 'heading')
  const level = (block: Block | undefined) => block?.frames.findLast(({ kind }) => kind === 'heading')?.level
  return blocks
    .slice(0, Math.max(0, at))
    .findLast(
      block =>
        block.kind === 'heading' && /^h\d$/.test(block.node.tagName) && level(block) === level(blocks[at]),
    )
}
