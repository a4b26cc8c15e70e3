import type { Element, ElementContent } from 'hast'
import type { Stretch } from '../quiet.ts'
import type { Mark } from '../reading.ts'
import { code } from './code.ts'
import { element } from './element.ts'
import { footnotes } from './footnotes.ts'
import { inline } from './inline.ts'
import { descriptions, list } from './lists.ts'
import type { Block, DescriptionList, Section, Table } from './model.ts'
import { rawHtml } from './passthrough.ts'
import type { Places } from './places.ts'
import { table } from './table.ts'
import { isTabs, tabs } from './tabs.ts'

/** What reading the blocks of one document needs and gathers. */
export interface Page {
  places: Places
  /** For each line that Asciidoctor got its line in the text, from 0. */
  lineOf: number[]
  marks: Mark[]
  /** How many of the document's footnotes have been read. */
  footnotes: number
  /** Tells of words that are lost, at a 0-based line. */
  report(words: string, line: number | undefined): void
}

const containers: Record<string, string> = { quote: 'blockquote', verse: 'blockquote' }

/** Reads blocks in the order of the page, with what is said in their footnotes. */
export function blocks(nodes: Block[], page: Page): ElementContent[] {
  return nodes.flatMap(node => {
    const start = page.places.at
    try {
      const read = block(node, page)
      return [...read, ...footnotes(node.document, { start, end: page.places.at }, page)]
    } catch (error) {
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
  const words = node.title ?? ''
  const stretch = page.places.take([words], lineFrom(node, page))
  const line = page.places.line(page.places.lineAt(stretch.start)) ?? stretch
  page.places.at = line.end
  const level = Math.min(node.level + 1, 6)
  return element(`h${level}`, inline(node, words, stretch, page.places), line, page.places)
}

function paragraph(node: Block, page: Page): Element {
  const stretch = page.places.take(node.lines, lineFrom(node, page))
  return element('p', inline(node, node.lines.join('\n'), stretch, page.places), stretch, page.places)
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

/**
 * Reads a block and, before it, its title: words in bold, as it is shown. It is no heading, and only
 * that of a table is a caption.
 */
function titled(
  node: Block,
  page: Page,
  read: (node: Block, page: Page) => Element | null,
): ElementContent[] {
  const found = read(node, page)
  const title = titleOf(node, found?.position?.start.offset ?? page.places.at, page)
  const words = title && element('strong', title.children, title.stretch, page.places)
  return [words && element('p', [words], title.stretch, page.places), found].filter(part => part !== null)
}

/** The title of a block, which stands somewhere above its first line. */
export function titleOf(
  node: Block,
  start: number,
  { places }: Page,
): { children: ElementContent[]; stretch: Stretch } | null {
  if (!node.title) return null
  const words = node.title.trim()
  const last = places.lineAt(start) - 1
  for (let index = last; index >= Math.max(0, last - farthestTitle); index--) {
    const line = places.line(index)!
    if (places.text.slice(line.start, line.end) !== `.${words}`) continue
    const stretch = { start: line.start + 1, end: line.end }
    return { children: inline(node, words, stretch, places), stretch }
  }
  return { children: inline(node, words, { start, end: start }, places), stretch: { start, end: start } }
}

/** Lines that may stand between a block's title and its first line. */
const farthestTitle = 20
/** Lines that say something about the block below, and the `+` that joins it to a list. */
const preface = /^(?:|\[.*\]|\.[^\s.].*|:!?\w[^:]*:.*|\+|::+|;;)$/
const delimiters = /^(?:={4,}|\*{4,}|_{4,}|-{4,}|\.{4,}|\+{4,}|~{4,}|--|""|`{3}[^`]*|[|,:!]={3,})$/

/** The first line that a block can stand on, as far as Asciidoctor knows it. */
export function lineFrom(node: Block, page: Pick<Page, 'lineOf'>): number {
  return node.document.nested() ? 0 : (page.lineOf[(node.lineno ?? 0) - 1] ?? 0)
}

/** Goes on behind the line that opens a delimited block; null for a block that has none. */
export function opening(node: Block, page: Page): Stretch | null {
  const line = page.places.find(words => !preface.test(words), lineFrom(node, page))
  if (!line || !delimiters.test(page.places.text.slice(line.start, line.end))) return null
  page.places.at = line.end
  return line
}

/** Goes on behind the line that closes a delimited block; null when there is none. */
export function closing(delimiter: Stretch | null, { places }: Page): Stretch | null {
  if (!delimiter) return null
  const mark = places.text.slice(delimiter.start, delimiter.end).replace(/^`{3}.*/, '```')
  const found = places.find(line => line === mark, places.lineAt(delimiter.end) + 1)
  if (found) places.at = found.end
  return found
}
