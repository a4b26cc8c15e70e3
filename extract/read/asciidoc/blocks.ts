import type { Element, ElementContent, Text } from 'hast'
import { visit } from 'unist-util-visit'
import { isOverflow } from '../../limits.ts'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import type { Mark } from '../reading.ts'
import {
  type Block,
  type DescriptionList,
  type ListItem,
  paragraphsOf,
  type Section,
  type Table,
  titleOf,
} from './engine.ts'
import { around, footnotes, inline, type Page, parse } from './inline.ts'
import { type Placed, rowsOf } from './tables.ts'

const containers: Record<string, string> = { quote: 'blockquote', verse: 'blockquote' }

/** Reads blocks in the order of the page, with what is said in their footnotes. */
export function blocks(nodes: Block[], page: Page): ElementContent[] {
  return nodes.flatMap(node => {
    const start = page.places.at
    try {
      const read = block(node, page)
      return [...read, ...footnotes(node.document, { start, end: page.places.at }, page)]
    } catch (error) {
      if (isOverflow(error)) throw error
      page.report(`block cannot be read: ${(error as Error).message}`, lineFrom(node, page))
      return []
    }
  })
}

function block(node: Block, page: Page): ElementContent[] {
  switch (node.context) {
    case 'section':
      return [heading(node as Section, page), ...blocks(node.blocks, page)]
    case 'floating_title':
      return [heading(node as Section, page)]
    case 'preamble':
      return blocks(node.blocks, page)
    case 'table':
      return table(node as Table, page)
    case 'ulist':
    case 'olist':
    case 'colist':
      return titled(node, page, list)
    case 'dlist':
      return titled(node, page, () => descriptions(node as unknown as DescriptionList, page))
    case 'listing':
    case 'literal':
      return titled(node, page, code)
    case 'pass':
      return rawHtml(node, page)
    case 'paragraph':
      return titled(node, page, paragraph)
    default:
      return titled(node, page, isTabs(node) ? tabs : container)
  }
}

/** A heading; the document's title is the first of them. */
export function heading(node: Section, page: Page): Element {
  const words = titleOf(node) ?? ''
  const stretch = page.places.take([words], lineFrom(node, page))
  const line = page.places.line(page.places.lineAt(stretch.start)) ?? stretch
  page.places.at = line.end
  const level = Math.min(node.level + 1, 6)
  return element(`h${level}`, inline(node, words, stretch, page), line, page.places)
}

function paragraph(node: Block, page: Page): Element {
  const stretch = page.places.take(node.lines, lineFrom(node, page))
  return element('p', inline(node, node.lines.join('\n'), stretch, page), stretch, page.places)
}

/** Any block that holds others: what it is called (a note, an example, a sidebar) says nothing here. */
function container(node: Block, page: Page): Element | null {
  if (node.contentModel === 'empty') return skip(node, page)
  const start = page.places.at
  const delimiter = opening(node, page)
  const children = node.contentModel === 'compound' ? blocks(node.blocks, page) : [paragraph(node, page)]
  const end = closing(delimiter, page)?.end ?? page.places.at
  const from = delimiter?.start ?? children[0]?.position?.start.offset ?? start
  return element(containers[node.context] ?? 'div', children, { start: from, end }, page.places)
}

/** Passes over a block without words of its own, such as an image. */
function skip(node: Block, { places, lineOf }: Page): null {
  const line = places.line(lineFrom(node, { lineOf }))
  places.at = Math.max(places.at, line?.end ?? 0)
  return null
}

/** Lines that may stand between a block's title and its first line. */
const farthestTitle = 20

/**
 * Reads a block and, before it, its title: words in bold, as it is shown. It is no heading, and only
 * that of a table is a caption.
 */
export function titled(
  node: Block,
  page: Page,
  read: (node: Block, page: Page) => Element | null,
): ElementContent[] {
  const found = read(node, page)
  const title = placedTitle(node, found?.position?.start.offset ?? page.places.at, page)
  const words = title && element('strong', title.children, title.stretch, page.places)
  return [words && element('p', [words], title.stretch, page.places), found].filter(part => part !== null)
}

/** The title of a block, which stands somewhere above its first line. */
function placedTitle(
  node: Block,
  start: number,
  page: Page,
): { children: ElementContent[]; stretch: Stretch } | null {
  const { places } = page
  const words = titleOf(node)?.trim()
  if (!words) return null
  const last = places.lineAt(start) - 1
  for (let index = last; index >= Math.max(0, last - farthestTitle); index--) {
    const line = places.line(index)!
    if (places.text.slice(line.start, line.end) !== `.${words}`) continue
    const stretch = { start: line.start + 1, end: line.end }
    return { children: inline(node, words, stretch, page), stretch }
  }
  return { children: inline(node, words, { start, end: start }, page), stretch: { start, end: start } }
}

/** Reads a list of items. */
export function list(node: Block, page: Page): Element {
  const items = (node.blocks as ListItem[]).map(item => listItem('li', item, page))
  return whole(node.context === 'ulist' ? 'ul' : 'ol', items, page)
}

/** Reads a list of terms with what is said of them. */
export function descriptions(node: DescriptionList, page: Page): Element {
  const items = node.blocks.flatMap(([terms, said]) => [
    ...terms.map(term => listItem('dt', term, page)),
    ...(said ? [listItem('dd', said, page)] : []),
  ])
  return whole('dl', items, page)
}

/** What an item says: its words, then its blocks. */
export function contents(item: ListItem, page: Page): ElementContent[] {
  const { places } = page
  const words = page.written.get(item) ?? ''
  const text =
    words === '' ? [] : inline(item, words, places.take(words.split('\n'), lineFrom(item, page)), page)
  return [...text, ...blocks(item.blocks, page)]
}

function listItem(tagName: string, item: ListItem, page: Page): Element {
  const from = page.places.at
  const children = contents(item, page)
  const start = around(children)?.start.offset ?? from
  return element(tagName, children, { start, end: Math.max(start, page.places.at) }, page.places)
}

function whole(tagName: string, items: Element[], page: Page): Element {
  const start = items[0]?.position?.start.offset ?? page.places.at
  return element(tagName, items, { start, end: Math.max(start, page.places.at) }, page.places)
}

/** Tests for the block of asciidoctor-tabs: `[tabs]` over a list of labels with what their tabs hold. */
function isTabs(node: Block): boolean {
  return /^tabs\b/.test(node.attributes['1'] ?? '') && node.blocks.some(child => child.context === 'dlist')
}

/** Reads what tabs hold; each becomes a mark that governs its stretch. */
export function tabs(node: Block, page: Page): Element {
  const start = page.places.at
  const delimiter = opening(node, page)
  const marks: Mark[] = []
  const children = node.blocks.flatMap(child =>
    child.context === 'dlist' ? panels(child as unknown as DescriptionList) : blocks([child], page),
  )
  const close = closing(delimiter, page) ?? { start: page.places.at, end: page.places.at }
  endLast(close.start)
  return element('div', children, { start: delimiter?.start ?? start, end: close.end }, page.places)

  function panels({ blocks }: DescriptionList): ElementContent[] {
    return blocks.flatMap(([terms, held]) => {
      for (const term of terms) open(term)
      return held ? contents(held, page) : []
    })
  }

  function open(term: ListItem): void {
    const words = page.written.get(term) ?? ''
    const stretch = page.places.take([words], lineFrom(term, page))
    const label = textOf(inline(term, words, stretch, page))
    const mark: Mark = {
      kind: 'tab',
      name: 'tab',
      label,
      start: stretch.start,
      end: stretch.end,
      closed: true,
    }
    endLast(stretch.start)
    marks.push(mark)
    page.marks.push(mark)
  }

  function endLast(at: number): void {
    const last = marks.at(-1)
    if (last) last.end = at
  }
}

function textOf(nodes: ElementContent[]): string {
  return nodes
    .map(node => (node.type === 'text' ? node.value : 'children' in node ? textOf(node.children) : ''))
    .join('')
}

const sections = { head: 'thead', body: 'tbody', foot: 'tfoot' } as const

/** Reads a table; its title becomes its caption. */
export function table(node: Table, page: Page): ElementContent[] {
  const { places } = page
  const delimiter = opening(node, page, tableDelimiters)
  const start = delimiter?.start ?? places.at
  const from = places.at
  const close = closing(delimiter, page)
  const { rows, uneven } = rowsOf(node, { start: from, end: close?.start ?? places.end }, page)
  if (uneven) page.report(unevenRow, places.lineAt(uneven.slot.start))
  const title = placedTitle(node, start, page)
  const caption = title && element('caption', title.children, title.stretch, places)
  places.at = from
  const groups = (['head', 'body', 'foot'] as const).map(name => {
    const read = rows[name].map(row => readRow(row, name === 'head', node, page))
    return read.length > 0 ? element(sections[name], read, span(read), places) : null
  })
  places.at = close?.end ?? places.at
  const outside = { start: title?.stretch.start ?? start, end: places.at }
  return [
    element(
      'table',
      [caption, ...groups].filter(part => part !== null),
      outside,
      places,
    ),
  ]
}

const unevenRow = 'a row has too few cells or too many: from there on renderers put cells into wrong rows'

function readRow(row: Placed[], head: boolean, node: Table, page: Page): Element {
  const cells = row.map(cell => readCell(cell, head, node, page))
  return element('tr', cells, span(cells), page.places)
}

function readCell({ cell, slot }: Placed, head: boolean, node: Table, page: Page): Element {
  const { start, content } = slot
  const inner = cell?.innerDocument?.blocks
  const words = (cell && page.written.get(cell)) ?? page.places.text.slice(content.start, content.end)
  const children = page.places.within(content, () =>
    inner ? blocks(inner, page) : paragraphs((cell ?? node) as Block, words, content, page),
  )
  const written = page.places.text.slice(start, content.end).trimEnd().length
  const spans = {
    ...(cell?.colspan && { colSpan: cell.colspan }),
    ...(cell?.rowspan && { rowSpan: cell.rowspan }),
  }
  const name = head || cell?.style === 'header' ? 'th' : 'td'
  return element(name, children, { start, end: start + written }, page.places, spans)
}

/** The words of a cell; a blank line between them parts paragraphs. */
function paragraphs(node: Block, words: string, content: Stretch, page: Page): ElementContent[] {
  const parts = paragraphsOf(words)
  if (parts.length < 2) return inline(node, parts[0]!, content, page)
  return parts.map(part => {
    const stretch = page.places.take(part.split('\n'), 0)
    return element('p', inline(node, part, stretch, page), stretch, page.places)
  })
}

function span(parts: Element[]): Stretch {
  return { start: parts[0]!.position!.start.offset!, end: parts.at(-1)!.position!.end.offset! }
}

/** A number in angle brackets that refers to the list below the code. */
const callout = /<(?:\d{1,9}|\.)>$/
const longest = '<123456789>'.length
/** What makes a comment of callouts. */
const comment = /(?:\/\/|#|--|;;)$/

/** Reads a listing or literal block, line by line as it stands in the document. */
export function code(node: Block, page: Page): Element {
  const { places } = page
  const delimiter = opening(node, page, codeDelimiters)
  const close = closing(delimiter, page)
  const inside =
    delimiter && close
      ? { start: delimiter.end + 1, end: close.start }
      : places.take(node.lines, lineFrom(node, page))
  const outside = { start: delimiter?.start ?? inside.start, end: close?.end ?? inside.end }
  const language = node.style === 'source' ? node.attributes.language : undefined
  const properties = language ? { className: [`language-${language}`] } : {}
  const inner = element('code', linesOf(inside, page), inside, places, properties)
  return element('pre', [inner], outside, places)
}

function linesOf({ start, end }: Stretch, { places }: Page): Text[] {
  let at = start
  return places.text
    .slice(start, end)
    .split(/(?<=\n)/)
    .flatMap(line => {
      const from = at
      at += line.length
      const value = withoutCallouts(line.replace(/\n$/, ''))
      const text: Text = {
        type: 'text',
        value,
        position: places.position({ start: from, end: from + value.length }),
      }
      return line.endsWith('\n') ? [text, { type: 'text', value: '\n' }] : [text]
    })
}

/** Takes callouts off a line's end, one by one. */
function withoutCallouts(line: string): string {
  let rest = line.trimEnd()
  if (!callout.test(rest.slice(-longest))) return line
  while (callout.test(rest.slice(-longest))) rest = rest.slice(0, rest.lastIndexOf('<')).trimEnd()
  return rest.replace(comment, '').trimEnd()
}

/** Reads the HTML of a passthrough block, its places kept. */
export function rawHtml(node: Block, page: Page): ElementContent[] {
  const { places } = page
  const delimiter = opening(node, page)
  const start = delimiter?.end ?? places.take(node.lines, lineFrom(node, page)).start
  const end = delimiter ? (closing(delimiter, page)?.start ?? places.at) : places.at
  const trees = parse(places.text.slice(start, end)).filter(node => node.type !== 'text' || node.value.trim())
  return trees.map(tree => {
    visit(tree, part => {
      const { start: from, end: to } = part.position ?? {}
      if (from?.offset === undefined || to?.offset === undefined) return
      part.position = places.position({ start: start + from.offset, end: Math.min(start + to.offset, end) })
    })
    return tree
  })
}

/** Lines that say something about the block below, and the `+` that joins it to a list. */
const preface = /^(?:|\[.*\]|\.[^\s.].*|:!?\w[^:]*:.*|\+|::+|;;)$/
const delimiters = /^(?:={4,}|\*{4,}|_{4,}|-{4,}|\.{4,}|\+{4,}|~{4,}|--|""|`{3}[^`]*|[|,:!]={3,})$/

/** The first line that a block can stand on, as far as Asciidoctor knows it. */
function lineFrom(node: Block, page: Pick<Page, 'lineOf'>): number {
  return node.document.nested() ? 0 : (page.lineOf[(node.lineno ?? 0) - 1] ?? 0)
}

/** Delimiters of code and of tables: what an indented line of code resembles may be the next block's. */
const codeDelimiters = /^(?:-{4,}|\.{4,}|--|`{3}[^`]*)$/
const tableDelimiters = /^[|,:!]={3,}$/

/**
 * Goes on behind the line that opens a delimited block; null for a block that has none.
 *
 * @param known the delimiters that such a block may have
 */
export function opening(node: Block, page: Page, known = delimiters): Stretch | null {
  const line = page.places.find(words => !preface.test(words), lineFrom(node, page))
  if (!line || !known.test(page.places.text.slice(line.start, line.end))) return null
  page.places.at = line.end
  return line
}

/** Goes on behind the line that closes a delimited block; null when there is none. */
export function closing(delimiter: Stretch | null, { places, repairs, unclosed }: Page): Stretch | null {
  if (!delimiter) return null
  const mended = repairs.find(({ id, start }) => id === 'unclosed-table' && start === delimiter.start)
  if (mended) {
    places.at = mended.end
    return { start: mended.end, end: mended.end }
  }
  const mark = places.text.slice(delimiter.start, delimiter.end).replace(/^`{3}.*/, '```')
  const line = places.lineAt(delimiter.end)
  if (unclosed.has(line)) return null
  const found = places.find(words => words === mark, line + 1, Number.POSITIVE_INFINITY)
  if (found) places.at = found.end
  return found
}
