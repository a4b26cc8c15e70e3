import type { ElementContent } from 'hast'
import { element } from '../element.ts'
import { literal } from './code.ts'
import { explicit } from './directives.ts'
import { grid } from './grid.ts'
import { inline } from './inline.ts'
import { dedent, endOfIndented, from, isBlank, type Line, stretchOf, widthOf } from './lines.ts'
import { bullets, definitions, enumerated, fields } from './lists.ts'
import { type Block, type BlockReader, type Page, paragraphOf } from './page.ts'
import { simple } from './simple.ts'

/** Blocks deeper than this are damage, read as one paragraph. */
const deepest = 40
const readers: BlockReader[] = [
  quote,
  explicit,
  title,
  grid,
  simple,
  bullets,
  enumerated,
  fields,
  lineBlock,
  definitions,
]

/** Reads blocks in the order of the page. */
export function blocks(lines: Line[], page: Page): ElementContent[] {
  if (page.depth >= deepest) return tooDeep(lines, page)
  const out: ElementContent[] = []
  page.depth++
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at])) at++
    else {
      const { nodes, next } = block(lines, at, page)
      for (const node of nodes) out.push(node)
      at = next
    }
  }
  page.depth--
  return out
}

function tooDeep(lines: Line[], page: Page): ElementContent[] {
  const own = lines.filter(line => line.text)
  if (own.length === 0) return []
  page.report(`nested more than ${deepest} deep: read as one paragraph`, own[0]!.at)
  return [paragraphOf(own, page)]
}

function block(lines: Line[], at: number, page: Page): Block {
  for (const read of readers) {
    const found = read(lines, at, page)
    if (found) return found
  }
  return paragraph(lines, at, page)
}

/** A paragraph, with the literal block that it announces by `::`. */
function paragraph(lines: Line[], at: number, page: Page): Block {
  let end = at + 1
  while (end < lines.length && lines[end]!.text && lines[end]!.indent === 0) end++
  const own = lines.slice(at, end)
  const last = own.at(-1)!
  if (!last.text.endsWith('::')) return { nodes: [paragraphOf(own, page)], next: end }
  const words = last.text.replace(/(?:^|(?<!\s)\s+)::$|:$/, '')
  const kept = words ? own.with(-1, { ...last, text: words }) : own.slice(0, -1)
  const code = literal(lines, end, page)
  return { nodes: [...(kept.length > 0 ? [paragraphOf(kept, page)] : []), ...code.nodes], next: code.next }
}

function quote(lines: Line[], at: number, page: Page): Block | null {
  if (lines[at]!.indent === 0) return null
  const next = endOfIndented(lines, at)
  const own = lines.slice(at, next)
  return { nodes: [element('blockquote', blocks(dedent(own), page), stretchOf(own), page.places)], next }
}

/** `| words`: lines that stay apart; one without the bar goes on with the one above. */
function lineBlock(lines: Line[], at: number, page: Page): Block | null {
  const parts: Line[][] = []
  let next = at
  for (; !isBlank(lines[next]); next++) {
    const line = lines[next]!
    const isNew = line.indent === 0
    if (isNew && !/^\|(?:\s|$)/.test(line.text)) break
    if (isNew) parts.push([from(line, 1)])
    else parts.at(-1)!.push(line)
  }
  if (parts.length === 0) return null
  const nodes = parts.flatMap((part, i): ElementContent[] => [
    ...(i > 0 ? [{ type: 'element' as const, tagName: 'br', properties: {}, children: [] }] : []),
    ...inline(part, page),
  ])
  return { nodes: [element('p', nodes, stretchOf(lines.slice(at, next)), page.places)], next }
}

const rule = /^([!-/:-@[-`{-~])\1*$/
/** A shorter line of marks is one only where it is as long as the title. */
const short = 4

/** Reads a title, underlined and perhaps overlined, or a transition, which is nothing. */
export function title(lines: Line[], at: number, page: Page): Block | null {
  const [first, second, third] = [lines[at]!, lines[at + 1], lines[at + 2]]
  if (!rule.test(first.text)) return underlined(first, second, at, page)
  if (isOverlined(first, second, third))
    return heading(lines.slice(at, at + 3), second!, `${first.text[0]}=`, page, at + 3)
  if (first.text.length >= short && isBlank(second)) return { nodes: [], next: at + 1 }
  return underlined(first, second, at, page)
}

function underlined(words: Line, marks: Line | undefined, at: number, page: Page): Block | null {
  if (!marks || marks.indent > 0 || !rule.test(marks.text)) return null
  const { length } = marks.text
  if (length < short && length < widthOf(words.text)) return null
  return heading([words, marks], words, marks.text[0]!, page, at + 2)
}

function isOverlined(over: Line, words: Line | undefined, under: Line | undefined): boolean {
  if (isBlank(words) || !under || under.indent > 0 || !rule.test(under.text)) return false
  if (under.text[0] !== over.text[0] || rule.test(words!.text)) return false
  return over.text.length >= short || over.text.length >= widthOf(words!.text)
}

/** A title's level is told by how it is written: the first way that the page uses is the highest. */
function heading(lines: Line[], words: Line, style: string, page: Page, next: number): Block {
  if (!page.styles.includes(style)) page.styles.push(style)
  const level = Math.min(page.styles.indexOf(style) + 1, 6)
  return { nodes: [element(`h${level}`, inline([words], page), stretchOf(lines), page.places)], next }
}
