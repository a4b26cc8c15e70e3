import type { Element, ElementContent } from 'hast'
import type { VFile } from 'vfile'
import { element } from './element.ts'
import { blankAll, evenLines } from './mask.ts'
import { Places } from './places.ts'
import type { Reading, ReadingContext } from './reading.ts'
import { inline } from './wiki/inline.ts'
import { type Block, type Dialect, dialectOf, type Line, linesOf, type Page, trimmed } from './wiki/page.ts'
import { mediaTable, pipeTable } from './wiki/tables.ts'

/**
 * Reads the markup of wikis: MediaWiki, MoinMoin, Jira and Confluence, Textile, DokuWiki. The dialect is found by its
 * marks. Macros and templates are not run; what stands in them is read.
 *
 * @throws {LimitError} when a table has too many cells
 */
export function readWiki(file: VFile, { tally, vocabulary }: ReadingContext): Reading {
  const even = evenLines(String(file))
  const dialect = dialectOf(file.path, even)
  const text = blankAll(even, hidden(even, dialect))
  const places = new Places(text)
  const page: Page = {
    text,
    places,
    dialect,
    repairs: [],
    count: (cells, at) => tally.table(cells, file.path, places.lineAt(at) + 1),
    blocks: lines => blocks(lines, page),
  }
  const children = blocks(linesOf(text, { start: 0, end: text.length }), page)
  const position = places.position({ start: 0, end: text.length })
  return {
    file,
    plain: text,
    tree: { type: 'root', children, position },
    marks: [],
    repairs: page.repairs,
    vocabulary,
  }
}

const unseen: Record<Dialect, RegExp> = {
  mediawiki:
    /<!--[\s\S]*?-->|<ref\b[^<>]*\/>|<ref\b[^<>]*>[^<]*<\/ref>|__[A-Z]+__|\[\[(?:Category|File|Image):[^[\]\n]*\]\]/gi,
  moin: /^##.*$|^#(?:acl|format|language|pragma|redirect|refresh)\b.*$|\/\*.*?\*\/|<<(?!BR>>)[^<>\n]*>>/gim,
  jira: /\{(?:anchor|color|column|div|excerpt|expand|info|note|panel|quote|section|span|tip|toc|warning)(?::[^{}\n]*)?\}|^table(?:\([^()\n]*\)|\{[^{}\n]*\})*\.[ \t]*$/gim,
  dokuwiki: /~~[A-Z]+~~|\{\{[^{}\n]*\}\}/g,
}

function hidden(text: string, dialect: Dialect): { start: number; end: number }[] {
  return [...text.matchAll(unseen[dialect])].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}

type BlockReader = (lines: Line[], at: number, page: Page) => Block | null
const readers: BlockReader[] = [code, heading, mediaTable, pipeTable, list, indented, paragraph]

function blocks(lines: Line[], page: Page): ElementContent[] {
  const nodes: ElementContent[] = []
  for (let at = 0; at < lines.length; ) {
    const found = lines[at]!.text.trim() === '' ? null : firstOf(lines, at, page)
    nodes.push(...(found?.nodes ?? []))
    at = found?.next ?? at + 1
  }
  return nodes
}

function firstOf(lines: Line[], at: number, page: Page): Block | null {
  for (const read of readers) {
    const found = read(lines, at, page)
    if (found) return found
  }
  return null
}

const opening =
  /^\s*(?:\{\{\{(?!.*\}\}\})|\{(?<macro>code|noformat)(?::[^{}]*)?\}|<(?<tag>pre|syntaxhighlight|source|code|file)\b[^<>]*>)/i

function code(lines: Line[], at: number, page: Page): Block | null {
  const { text } = lines[at]!
  const textile = page.dialect === 'jira' ? /^bc(?:\([^()]*\))?\.\.? /.exec(text) : null
  if (textile) return codeUntil(lines, at, textile[0].length, line => line.trim() === '', page)
  const found = opening.exec(text)
  if (!found) return null
  const { macro, tag } = found.groups!
  const close = macro ? `{${macro}}` : tag ? `</${tag}>` : '}}}'
  const isInline = text.indexOf(close, found[0].length) >= 0
  // One line of code inside a sentence is no block.
  if (isInline && text.trim().length > text.indexOf(close, found[0].length) + close.length + 1) return null
  const skipped = macro || tag ? found[0].length : text.length
  return codeUntil(lines, at, skipped, line => line.toLowerCase().includes(close.toLowerCase()), page, close)
}

function codeUntil(
  lines: Line[],
  at: number,
  skipped: number,
  isEnd: (text: string) => boolean,
  page: Page,
  close = '',
): Block {
  const first = lines[at]!
  let next = at
  while (next < lines.length && !isEnd(next === at ? first.text.slice(skipped) : lines[next]!.text)) next++
  const last = lines[Math.min(next, lines.length - 1)]!
  const end = next < lines.length ? last.at + Math.max(0, close ? last.text.indexOf(close) : 0) : endOf(last)
  return { nodes: preOf({ start: first.at + skipped, end }, page), next: next + 1 }
}

function preOf({ start, end }: { start: number; end: number }, { text, places }: Page): Element[] {
  const from = text[start] === '\n' ? start + 1 : start
  const value = text.slice(from, end).trimEnd()
  if (value.trim() === '') return []
  const stretch = { start: from, end: from + value.length }
  return [element('pre', [{ type: 'text', value, position: places.position(stretch) }], stretch, places)]
}

function endOf({ text, at }: Line): number {
  return at + text.length
}

function heading(lines: Line[], at: number, page: Page): Block | null {
  const line = lines[at]!
  const found =
    /^\s*(?<marks>={1,6})(?<words>\s*[^=\s].*?)\k<marks>\s*$/.exec(line.text) ??
    /^h(?<level>[1-6])(?:\([^()\n]*\)|\{[^{}\n]*\})*\.\s+(?<words>\S.*)$/.exec(line.text)
  if (!found) return null
  const { marks, level, words } = found.groups!
  const start = line.at + found[0].indexOf(words!, marks ? found[0].indexOf('=') + marks.length : 2)
  const depth = marks ? (page.dialect === 'dokuwiki' ? 7 - marks.length : marks.length) : Number(level)
  const stretch = trimmed(page.text, { start, end: start + words!.length })
  const whole = { start: line.at, end: endOf(line) }
  return { nodes: [element(`h${depth}`, inline(stretch, page), whole, page.places)], next: at + 1 }
}

/** An item: how deep it stands, and its lines without the mark. */
interface Item {
  depth: number
  ordered: boolean
  lines: Line[]
}

function itemAt({ text, at }: Line, { dialect }: Page): Item | null {
  const found =
    /^(\s*)([*#]+|[-•o]|\d{1,3}[.)]|[a-z]\.)\s+(?=\S)/.exec(text) ??
    (dialect === 'mediawiki' ? /^()([*#:;]*[*#:;])\s*(?=\S)/.exec(text) : null)
  if (!found) return null
  const [mark, blanks, marks] = found as unknown as [string, string, string]
  // A lone letter or number begins an item only where it is indented, as in MoinMoin.
  if (/^[\da-zo]/.test(marks) && blanks === '' && dialect !== 'mediawiki' && !/^\d/.test(marks)) return null
  return {
    depth: blanks.length + marks.length,
    ordered: /[#\d]/.test(marks),
    lines: [{ text: text.slice(mark.length), at: at + mark.length }],
  }
}

function list(lines: Line[], at: number, page: Page): Block | null {
  const items: Item[] = []
  let next = at
  for (; next < lines.length; next++) {
    const line = lines[next]!
    const item = itemAt(line, page)
    if (item) items.push(item)
    else if (items.length > 0 && /^\s+\S/.test(line.text)) items.at(-1)!.lines.push(line)
    else break
  }
  return items.length > 0 ? { nodes: nested(items, page), next } : null
}

/** Items of the same depth make a list; deeper ones stand in the item before them. */
function nested(items: Item[], page: Page): Element[] {
  const lists: Element[] = []
  for (let i = 0; i < items.length; ) {
    const { depth, ordered, lines } = items[i]!
    let next = i + 1
    while (next < items.length && items[next]!.depth > depth) next++
    const inner = nested(items.slice(i + 1, next), page)
    const stretch = { start: lines[0]!.at, end: endOf(items[next - 1]!.lines.at(-1)!) }
    const item = element('li', [paragraphOf(lines, page), ...inner], stretch, page.places)
    const tag = ordered ? 'ol' : 'ul'
    const last = lists.at(-1)
    if (last?.tagName === tag) {
      last.children.push(item)
      last.position = page.places.position({ start: last.position!.start.offset!, end: stretch.end })
    } else lists.push(element(tag, [item], stretch, page.places))
    i = next
  }
  return lists
}

function paragraphOf(lines: Line[], page: Page): Element {
  const stretch = trimmed(page.text, { start: lines[0]!.at, end: endOf(lines.at(-1)!) })
  return element('p', inline(stretch, page), stretch, page.places)
}

/** Lines that begin with a blank are code in MediaWiki and DokuWiki. */
function indented(lines: Line[], at: number, page: Page): Block | null {
  const blanks =
    page.dialect === 'mediawiki' ? /^ \s*\S/ : page.dialect === 'dokuwiki' ? /^(?: {2}|\t)\s*\S/ : null
  let next = at
  while (blanks && next < lines.length && blanks.test(lines[next]!.text)) next++
  if (next === at) return null
  return { nodes: preOf({ start: lines[at]!.at, end: endOf(lines[next - 1]!) }, page), next }
}

function paragraph(lines: Line[], at: number, page: Page): Block {
  let next = at + 1
  while (next < lines.length && lines[next]!.text.trim() !== '' && !begins(lines, next, page)) next++
  return { nodes: [paragraphOf(lines.slice(at, next), page)], next }
}

/** Whether a block of another kind begins at a line. */
function begins(lines: Line[], at: number, page: Page): boolean {
  const { text } = lines[at]!
  return (
    opening.test(text) ||
    /^\s*(?:={1,6}[^=]|\|{1,2}[^|]|\{\||h[1-6]\. )/.test(text) ||
    (page.dialect === 'dokuwiki' && /^\^ /.test(text)) ||
    itemAt(lines[at]!, page) !== null
  )
}
