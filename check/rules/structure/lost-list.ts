import type { Part } from '../../../extract/index.ts'
import { type Block, line, richText, stretchOf } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate } from '../../survey/index.ts'
import { quoted, shown } from '../say.ts'

/** Lines that are announced as a list and have no list marks. */
export const lostList: Rule = {
  id: 'lost-list',
  family: 'structure',
  severity: 'info',
  description:
    'A sentence ends with a colon, and the lines that follow it look like items of a list without marks.',
  why: 'Renderers join the lines to one paragraph: the items run into each other and into what follows.',
  examples: [
    {
      wrong:
        'Traffic may be blocked in these cases:\n\nStrict policies are set on the node.\nThe node has several interfaces.\nIf so, allow it in the firewall.',
      right:
        'Traffic may be blocked in these cases:\n\n- Strict policies are set on the node.\n- The node has several interfaces.\n\nIf so, allow it in\nthe firewall.\n\n**Note:**\n\nThis is one.\nThis is another.',
      says: '“Strict policies are set on the node.” stands where a list is announced, but has no list mark',
    },
  ],
  check: ({ pages }) => pages.flatMap(({ parts }) => parts.flatMap(listsIn)),
}

/** Fewer words before a colon only head what follows: "Note:". */
const leastWords = 3
/** Longer lines are paragraphs. */
const longest = 120

function listsIn(part: Part): Problem[] {
  return part.blocks.flatMap((block, i) => {
    const next = part.blocks[i + 1]
    if (!next || !announcesItems(block, part) || next.kind !== 'prose' || next.list) return []
    const lines = linesOf(next, part)
    const [first, ...others] = lines
    if (!first || others.length === 0 || !lines.every(({ text }) => isItem(text))) return []
    return [
      {
        at: locate(part, first),
        message: `${quoted(first.text)} stands where a list is announced, but has no list mark`,
        evidence: others.map(other => shown(locate(part, other), quoted(other.text))),
      },
    ]
  })
}

function announcesItems({ kind, node, list }: Block, { reading }: Part): boolean {
  const text = line(richText(node, reading.plain))
  const words = text.match(/\p{Script=Han}|[\p{L}\d]+/gu) ?? []
  return kind === 'prose' && list === null && /[:：]$/.test(text) && words.length >= leastWords
}

function isItem(text: string): boolean {
  return text.length <= longest && /^[\p{L}\p{N}`]/u.test(text) && /[.;。；!！]$/.test(text)
}

/** The lines of a paragraph as they are written. */
function linesOf({ node }: Block, { reading }: Part): { text: string; start: number; end: number }[] {
  const stretch = stretchOf(node)
  if (!stretch) return []
  let at = stretch.start
  return reading.plain
    .slice(stretch.start, stretch.end)
    .split('\n')
    .map(full => {
      const text = full.trim()
      const start = at + full.indexOf(text)
      at += full.length + 1
      return { text, start, end: start + text.length }
    })
}
