import type { Element, ElementContent, RootContent, Text } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { element } from '../element.ts'
import type { Places } from '../places.ts'
import type { Stretch } from '../quiet.ts'
import type { Mark, Repair } from '../reading.ts'
import type { Block, DocumentNode, NodeFootnote, Parsed } from './engine.ts'

/** What reading the blocks of one document needs and gathers. */
export interface Page extends Pick<Parsed, 'written' | 'inlines'> {
  places: Places
  /** For each line that Asciidoctor got its line in the text, from 0. */
  lineOf: number[]
  marks: Mark[]
  repairs: Repair[]
  /** Lines that open a block which is never closed. */
  unclosed: Set<number>
  footnotes: Footnotes
  /** Tells of words that are lost, at a 0-based line. */
  report(words: string, line: number | undefined): void
}

const fragments = unified().use(rehypeParse, { fragment: true }).freeze()

/** Elements deeper than this are damage, and what they hold is left out. */
const deepest = 50
/** How far on a part of a text may stand. */
const reach = 1000

/** Reads the inline markup of a text that stands in a stretch of the document. */
export function inline(
  node: Block,
  words: string,
  stretch: Stretch,
  { places, inlines, footnotes }: Page,
): ElementContent[] {
  if (words === '') return []
  const found = inlines.get(node)?.get(words)
  if (!found) return place([text(words)], stretch, places)
  footnotes.found.push(...found.footnotes.map(note => ({ ...note, document: node.document })))
  return place(parse(found.html), stretch, places)
}

/** Parses a fragment of HTML. */
export function parse(html: string): ElementContent[] {
  return fragments.parse(html).children.filter(isContent)
}

function isContent(node: RootContent): node is ElementContent {
  return node.type !== 'doctype'
}

/**
 * Gives nodes that were made of a stretch of the document their places in it.
 *
 * Asciidoctor makes HTML of inline markup and forgets where it stood; so the words are looked up again,
 * one after the other. What is not there as it is read gets no place.
 */
export function place(nodes: ElementContent[], { start, end }: Stretch, places: Places): ElementContent[] {
  const written = places.text.slice(start, end)
  let at = 0
  return placeAll(nodes, false, 0)

  function placeAll(siblings: ElementContent[], linked: boolean, depth: number): ElementContent[] {
    return siblings.flatMap((node): ElementContent[] => {
      if (node.type === 'text') return placeText(node.value, linked)
      return node.type === 'element' && depth < deepest ? placeElement(node, depth) : []
    })
  }

  function placeElement(node: Element, depth: number): Element[] {
    if (isFootnote(node)) {
      at = behindFootnote()
      return [{ ...node, children: unplaced(node.children), position: undefined }]
    }
    const children = placeAll(node.children, node.tagName === 'a', depth + 1)
    if (node.tagName === 'a' && children.length === 0) return []
    return [{ ...node, children, position: around(children) }]
  }

  /** Where a text is not there as a whole, for an escape or a comment in it, parts of it may be. */
  function placeText(value: string, linked: boolean, parts = [/(\n)/, /(?<=\s)(?=\S)/]): Text[] {
    const first = /\S+/.exec(value)
    if (!first) return [text(value)]
    const found = linked ? behindTarget(value) : find(value, parts.length < 2)
    if (found >= 0 && (linked || !occurs(first[0], found + first.index))) return [take(value, found)]
    const [part, ...finer] = parts
    return part
      ? joined(value.split(part).flatMap(words => placeText(words, false, finer)))
      : placeTrimmed(value)
  }

  function placeTrimmed(value: string): Text[] {
    const words = value.trimEnd()
    const found = find(words, true)
    return found < 0 ? [text(value)] : [take(words, found), text(value.slice(words.length))]
  }

  /** A link's words stand behind its target, in which they may occur too. */
  function behindTarget(value: string): number {
    const marked = ['[', ',', ', '].map(mark => [find(mark + value), mark.length] as const)
    const behind = marked.filter(([found]) => found >= 0).map(([found, length]) => found + length)
    return behind.length > 0 ? Math.min(...behind) : find(value)
  }

  function find(value: string, near = false): number {
    if (!near) return written.indexOf(value, at)
    const found = written.slice(at, at + value.length + reach).indexOf(value)
    return found < 0 ? -1 : at + found
  }

  function take(value: string, from: number): Text {
    at = from + value.length
    return { ...text(value), position: places.position({ start: start + from, end: start + at }) }
  }

  /** Tests whether a word stands before an offset, where it would have to be skipped. */
  function occurs(word: string, before: number): boolean {
    const earlier = find(word, true)
    if (earlier < 0 || earlier >= before) return false
    return !/\w/.test(written.charAt(earlier - 1)) && !/\w/.test(written.charAt(earlier + word.length))
  }

  /** What a footnote says is no part of the text that it stands in. */
  function behindFootnote(): number {
    const open = find('footnote')
    const close = open < 0 ? -1 : written.indexOf(']', open)
    return close < 0 ? at : close + 1
  }
}

function text(value: string): Text {
  return { type: 'text', value }
}

/** Makes one text of those side by side that have no place. */
function joined(texts: Text[]): Text[] {
  return texts.reduce<Text[]>((out, next) => {
    const last = out.at(-1)
    if (last && !last.position && !next.position) last.value += next.value
    else out.push(next)
    return out
  }, [])
}

function isFootnote(node: Element): boolean {
  const names = node.properties.className
  return Array.isArray(names) && names.some(name => name === 'footnote' || name === 'footnoteref')
}

/** The same nodes without the places that they have in the HTML. */
function unplaced(nodes: ElementContent[]): ElementContent[] {
  return nodes.map(({ position: _, ...node }) =>
    'children' in node ? { ...node, children: unplaced(node.children) } : node,
  ) as ElementContent[]
}

/** From the first to the last of the nodes that have a place. */
export function around(nodes: ElementContent[]): Element['position'] {
  const placed = nodes.flatMap(node => node.position ?? [])
  const start = placed[0]?.start
  const end = placed.at(-1)?.end
  return start && end && { start, end }
}

/** The footnotes of a document and of those in its cells. */
export interface Footnotes {
  /** Those of texts that were read, by the document that they belong to. */
  found: (NodeFootnote & { document: DocumentNode })[]
  /** Those that are not in the tree yet, with the stretch that they stand in. */
  waiting: (NodeFootnote & { stretch: Stretch })[]
}

/**
 * Reads the footnotes that stand in a block into noteParagraphs behind it: `[1] Only …`.
 *
 * AsciiDoc writes a note where it is referred to; on the page it is shown below, as other formats write
 * it. A cell of blocks is a document of its own, whose notes come below its table.
 */
export function footnotes(document: DocumentNode, stretch: Stretch, page: Page): ElementContent[] {
  const { found, waiting } = page.footnotes
  const own = found.filter(note => note.document === document)
  page.footnotes.found = found.filter(note => note.document !== document)
  waiting.push(...own.map(note => ({ ...note, stretch })))
  if (document.nested()) return []
  const notes = waiting.splice(0).sort((a, b) => a.index - b.index)
  return notes.map(note => noteParagraph(note, page))
}

function noteParagraph(
  { index, text, stretch }: Footnotes['waiting'][number],
  { places }: Page,
): ElementContent {
  const words = place(parse(text), stretch, places)
  const mark: ElementContent = { type: 'text', value: `[${index}] ` }
  const start = words[0]?.position?.start.offset ?? stretch.start
  const end = words.at(-1)?.position?.end.offset ?? stretch.end
  return element('p', [mark, ...words], { start, end }, places)
}
