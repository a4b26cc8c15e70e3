import type { Location } from '../../../schema/types.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Text } from '../../survey/index.ts'
import { cite, idsOf, listed, locateIn, portWords, quoted } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { agree, covers, isNumbered, type Numbered, onEachPage, words } from './page-facts.ts'

const page = (...rows: string[]) =>
  lines(
    '## Networking\n',
    'Nodes reach each other over UDP port 8472. A node should not listen on any other port.\n',
    table('Protocol | Port | Source', 'UDP | 8472 | nodes', ...rows),
  )

export const exclusiveStatement: Rule = {
  id: 'exclusive-statement',
  family: 'document',
  severity: 'warning',
  description: 'The page says that no other port is open, and then names more in the same section.',
  why: 'A reader who trusts the sentence closes ports that the table opens, and something stops working.',
  examples: [
    {
      wrong: page('TCP | 10250 | nodes'),
      right: page(),
      says: 'The page says “A node should not listen on any other port”, but the same section opens TCP 10250 as well',
    },
  ],
  check: onEachPage((said, page) => {
    const statements = page.texts.flatMap(statementsIn)
    const stated = statements.length > 0 ? said.filter(isNumbered) : []
    return statements.flatMap(statement => broken(statement, stated, page))
  }),
}

interface Statement {
  at: Location
  sentence: string
  block: Text['block']
}

function statementsIn(text: Text): Statement[] {
  const { kind, rich, block } = text
  const match = kind === 'prose' ? words().exclusive.exec(rich.text) : null
  const stretch = match && sentenceAround(rich.text, match.index, match.index + match[0].length)
  const at = stretch && locateIn(text, stretch.start, stretch.end)
  return at ? [{ at, sentence: rich.text.slice(stretch.start, stretch.end), block }] : []
}

function broken({ at, sentence, block }: Statement, said: Numbered[], page: Page): Problem[] {
  const section = block.frames.map(({ text }) => text)
  const inside = said.filter(({ fact }) => section.every((text, i) => fact.claim.context[i] === text))
  const isBefore = ({ fact: { claim } }: Numbered) =>
    claim.location.document === at.document && claim.location.line <= at.line
  const told = inside.filter(isBefore)
  const further = inside.filter(
    one => !isBefore(one) && listens(one) && !told.some(other => isSame(other, one)),
  )
  const isAlone = section.length === 0 && page.texts.some(({ kind }) => kind === 'heading')
  return told.length > 0 && further.length > 0 && !isAlone ? [problem(at, sentence, further)] : []
}

/** Whether others can reach it on the nodes that the section is about. */
function listens({ fact: { claim } }: Numbered): boolean {
  return !claim.local && claim.direction !== 'outbound'
}

function isSame(a: Numbered, b: Numbered): boolean {
  return agree(a.protocol, b.protocol) && covers(a.ports, b.ports)
}

/** The sentence that a stretch of a text stands in. */
function sentenceAround(text: string, start: number, end: number): { start: number; end: number } {
  const marks = ['. ', '! ', '? ', '。', '\f', '\n']
  const before = Math.max(0, ...marks.map(mark => endOf(text, mark, start)))
  const after = /[.!?](?=\s|$)|[。\f\n]/.exec(text.slice(end))
  return { start: before, end: after ? end + after.index + 1 : text.length }
}

/** Where the last of some marks before an index ends. */
function endOf(text: string, mark: string, before: number): number {
  const found = text.lastIndexOf(mark, before - 1)
  return found < 0 ? -1 : found + mark.length
}

function problem(at: Location, sentence: string, further: Numbered[]): Problem {
  return {
    at,
    message: `The page says ${quoted(sentence)}, but the same section opens ${listed(widest(further))} as well`,
    evidence: further.map(one => cite(one.fact, portWords(one))),
    claims: idsOf(further.map(({ fact }) => fact)),
  }
}

/** Ports in words, each once: of a range and its ports the range. */
function widest(all: Numbered[]): string[] {
  const sorted = all.toSorted((a, b) => a.ports.first - b.ports.first || b.ports.last - a.ports.last)
  let last: Numbered | null = null
  return sorted.flatMap(one => {
    if (last && covers(last.ports, one.ports)) return []
    last = one
    const holder = all.find(other => covers(other.ports, one.ports) && other.protocol)
    return [portWords({ protocol: holder?.protocol ?? null, ports: one.ports })]
  })
}
