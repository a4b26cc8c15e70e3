import type { Part } from '../../../extract/index.ts'
import { type Block, line, type Repair, type RepairId, richText, stretchOf } from '../../../extract/trees.ts'
import type { Problem, Rule, Severity } from '../../rule.ts'
import { locate } from '../../survey/index.ts'
import { quoted, shown, spanOf } from '../evidence.ts'

/** Markup that renderers show otherwise than its author meant: most of it is repaired when a page is read. */
export const brokenMarkup: Rule = {
  id: 'broken-markup',
  family: 'structure',
  severity: 'warning',
  description:
    'A heading, list, line break or table lacks the marks that make it one, so that renderers show something else.',
  why: 'Tables end up under the wrong heading, and with it under the wrong node; a range becomes one number.',
  examples: [
    {
      wrong: '###Worker nodes\n\nThey listen on TCP port 10250.',
      right: '### Worker nodes\n\nThey listen on TCP port 10250.\n\n#1 in the list, #general in the chat.',
      says: '“###Worker nodes” lacks the space that makes it a heading',
      fix: '### ',
    },
    {
      wrong:
        '## Ports\n\n### Agents\n\n| Port | Source |\n| --- | --- |\n| 80 | any |\n\nServers\n\n| Port | Source |\n| --- | --- |\n| 443 | any |',
      right:
        '## Ports\n\n### Agents\n\n| Port | Source |\n| --- | --- |\n| 80 | any |\n\n### Servers\n\n| Port | Source |\n| --- | --- |\n| 443 | any |',
      says: '“Servers” has no heading marks, unlike its siblings',
      fix: '### ',
    },
    {
      wrong:
        'Open TCP port 80. Traffic may be blocked in these cases:\n\nStrict policies are set on the node.\nThe node has several interfaces.\nIf so, allow it in the firewall.',
      right:
        'Open TCP port 80. Traffic may be blocked in these cases:\n\n- Strict policies are set on the node.\n- The node has several interfaces.\n\nIf so, allow it in\nthe firewall.\n\n**Note:**\n\nThis is one.\nThis is another.',
      says: '“Strict policies are set on the node” follows the announcement of a list, but has no list mark',
    },
    {
      wrong: '| Port | Purpose |\n| --- | --- |\n| 30000-</br>32767 | services |',
      right: '| Port | Purpose |\n| --- | --- |\n| 30000-<br>32767 | services |\n| `</br>` | no tag |',
      says: '“</br>” should be “<br>”',
      fix: '<br>',
    },
    {
      wrong: '<table><tr><th>Port</th></tr><tr><td>80</td></tr>\n\n## Agents\n\nThey listen.',
      right: '<table><tr><th>Port</th></tr><tr><td>80</td></tr></table>\n\n## Agents\n\nThey listen.',
      says: 'The table that begins with “<table><tr><th>Port</th></tr><tr><td>80</td></tr>” is never closed',
    },
  ],
  check: ({ pages }) =>
    pages
      .filter(({ claims }) => claims.length > 0)
      .flatMap(({ parts }) =>
        parts.flatMap(part => [
          ...part.reading.repairs.flatMap(repair => repaired(part, repair)),
          ...listsIn(part),
        ]),
      ),
}

type Describe = (broken: Broken) => Problem

/** A repair that reading made. */
interface Broken {
  part: Part
  repair: Repair
  /** The characters that it is about. */
  text: string
}

/** What there is to say about each kind of repair; joined rows have a rule of their own. */
const describe: Partial<Record<RepairId, [Describe, Severity]>> = {
  'closing-br': [closingBr, 'warning'],
  'heading-space': [headingSpace, 'warning'],
  'lost-heading': [lostHeading, 'warning'],
  'unclosed-table': [unclosedTable, 'warning'],
}

function repaired(part: Part, repair: Repair): Problem[] {
  const [problemOf, severity] = describe[repair.id] ?? []
  const text = part.reading.plain.slice(repair.start, repair.end)
  return problemOf ? [{ ...problemOf({ part, repair, text }), severity }] : []
}

function closingBr({ part, repair, text }: Broken): Problem {
  const at = locate(part, repair)
  const message = `${quoted(text)} should be “<br>”`
  return { at, message, suggestion: { text: 'Write “<br>”', replacement: '<br>', span: spanOf(at) } }
}

function headingSpace({ part, repair, text }: Broken): Problem {
  const [marks] = /^#+/.exec(text)!
  const span = spanOf(locate(part, { start: repair.start, end: repair.start + marks.length }))
  return {
    at: locate(part, repair),
    message: `${quoted(text)} lacks the space that makes it a heading`,
    suggestion: { text: `Add a space after ${quoted(marks)}`, replacement: `${marks} `, span },
  }
}

function unclosedTable({ part, repair, text }: Broken): Problem {
  const [first] = /^.*/.exec(text)!
  const at = locate(part, { start: repair.start, end: repair.start + first.length })
  return { at, message: `The table that begins with ${quoted(first)} is never closed` }
}

function lostHeading({ part, repair, text }: Broken): Problem {
  const sibling = siblingOf(part, repair.start)
  const start = sibling && stretchOf(sibling.node)!.start
  const marks = sibling && /^(?:#+|=+)/.exec(part.reading.plain.slice(start!))?.[0]
  const first = spanOf(locate(part, { start: repair.start, end: repair.start }))
  return {
    at: locate(part, repair),
    message: `${quoted(text)} has no heading marks, unlike its siblings`,
    evidence: sibling ? [shown(locate(part, stretchOf(sibling.node)!), 'a sibling with heading marks')] : [],
    suggestion: marks
      ? { text: `Start it with ${quoted(marks)}`, replacement: `${marks} `, span: first }
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
        severity: 'info',
        message: `${quoted(first.text)} follows the announcement of a list, but has no list mark`,
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
