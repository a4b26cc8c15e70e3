import type { Part } from '../../../extract/index.ts'
import { type Block, fieldOf, type Rich, richText } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locateIn, mendIn, quoted } from '../say.ts'
import { type End, oppositeOf, otherEnd } from './ends.ts'

/** Entries that name one end twice and the other not at all. */
export const fieldTwice: Rule = {
  id: 'field-twice',
  family: 'structure',
  severity: 'error',
  description: 'An entry names the source twice and no destination, or the other way round.',
  why: 'Who talks to whom is left open, though both are written down.',
  examples: [
    {
      wrong: '### Port 6443\n\n- **Protocol:** TCP\n- **Source:** agents\n- **Source:** servers',
      right: '### Port 6443\n\n- **Protocol:** TCP\n- **Source:** agents\n- **Destination:** servers',
      says: 'The second “Source” should be “Destination”',
      fix: 'Destination',
    },
  ],
  check: ({ pages }) =>
    pages.flatMap(({ parts }) => parts.flatMap(part => part.blocks.flatMap(block => twiceIn(block, part)))),
}

interface Key {
  end: End
  rich: Rich
  length: number
}

function twiceIn({ kind, node }: Block, part: Part): Problem[] {
  if (kind !== 'list' || node.tagName !== 'ul') return []
  const items = node.children.filter(child => child.type === 'element')
  const keys = items.flatMap((item): Key[] => {
    const rich = richText(item, part.reading.plain)
    const key = /^[^:：\n\f]{1,40}(?=[:：])/.exec(rich.text)?.[0]
    const end = key === undefined ? null : fieldOf(key, part.reading.vocabulary)
    return key && (end === 'source' || end === 'destination') ? [{ end, rich, length: key.length }] : []
  })
  const [first, second] = keys
  if (!first || !second || keys.length > 2 || first.end !== second.end) return []
  const wrong = first.end === 'source' ? second : first
  const at = locateIn(part, wrong.rich, 0, wrong.length)
  const word = wrong.rich.text.slice(0, wrong.length)
  const right = oppositeOf(word) ?? otherEnd[wrong.end]
  if (!at) return []
  const message = `The ${wrong === first ? 'first' : 'second'} ${quoted(word)} should be ${quoted(right)}`
  return [
    { at, message, suggestion: mendIn({ part, rich: wrong.rich }, { start: 0, end: wrong.length }, right) },
  ]
}
