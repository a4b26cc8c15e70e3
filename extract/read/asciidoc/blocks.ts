import type { Element, ElementContent } from 'hast'
import { isOverflow } from '../../limits.ts'
import { element } from '../element.ts'
import { code } from './code.ts'
import { closing, lineFrom, opening } from './delimiters.ts'
import { titleOf } from './engine.ts'
import { footnotes } from './footnotes.ts'
import { inline } from './inline.ts'
import { descriptions, list } from './lists.ts'
import type { Block, DescriptionList, Section, Table } from './model.ts'
import type { Page } from './page.ts'
import { rawHtml } from './passthrough.ts'
import { table } from './table.ts'
import { isTabs, tabs } from './tabs.ts'
import { titled } from './titles.ts'

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
