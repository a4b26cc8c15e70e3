import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import { inline } from './inline.ts'
import { dedent, endOfIndented, from, isBlank, type Line, stretchOf } from './lines.ts'
import type { Block, Page } from './page.ts'

const bullet = /^[-*+•‣⁃](?:\s+|$)/
const counter = /^(?:\((?:\d+|[A-Za-z]|[ivxlcdm]+|#)\)|(?:\d+|[A-Za-z]|[ivxlcdm]+|#)[.)])(?:\s+|$)/
const field = /^:(?![\s:])((?:[^:\\`]|\\.|`[^`]*`|:(?!\s|$|`))+):(?:\s+|$)/

/** An item of a list: its mark's line and its own lines, without their indentation. */
export interface Item {
  mark: string
  lines: Line[]
  /** From the mark to the end of the words. */
  whole: Line[]
}

/** Reads the items that stand on end from a line on, and where they end. */
export function itemsOf(lines: Line[], at: number, mark = bullet): { items: Item[]; next: number } {
  const items: Item[] = []
  let next = at
  while (next < lines.length) {
    const line = lines[next]!
    const found = line.text && line.indent === 0 ? mark.exec(line.text) : null
    if (!found && line.text) break
    if (!found) {
      next++
      continue
    }
    const end = endOfIndented(lines, next + 1)
    const own = lines.slice(next, end)
    items.push({ mark: found[0].trim(), lines: bodyOf(own, found[0], mark === field), whole: own })
    next = end
  }
  return { items, next }
}

/**
 * The words behind a mark and the indented lines below them, as a block of its own.
 *
 * @param loose whether the lines below may begin further on than the words behind the mark
 */
export function bodyOf([marked, ...rest]: Line[], mark: string, loose = true): Line[] {
  const first = from(marked!, mark.length)
  const own = { ...first, indent: 0 }
  if (loose || first.text === '' || mark.includes('\t')) return [own, ...dedent(rest)]
  const column = first.indent
  // A paragraph that does not come as far as the words is the item's all the same.
  const short = rest.findIndex((line, i) => line.text && line.indent < column && isBlank(rest[i - 1]))
  const edge = short < 0 ? rest.length : short
  return [own, ...dedent(rest.slice(0, edge), column), ...dedent(rest.slice(edge))]
}

/** Reads a bullet list. */
export function bullets(lines: Line[], at: number, page: Page): Block | null {
  return bullet.test(lines[at]!.text) ? list('ul', lines, at, bullet, page) : null
}

/** Reads an enumerated list; a sentence that begins with "A. " is none. */
export function enumerated(lines: Line[], at: number, page: Page): Block | null {
  const below = lines[at + 1]
  if (!counter.test(lines[at]!.text)) return null
  if (!isBlank(below) && below!.indent === 0 && !counter.test(below!.text)) return null
  return list('ol', lines, at, counter, page)
}

function list(tag: string, lines: Line[], at: number, mark: RegExp, page: Page): Block {
  const { items, next } = itemsOf(lines, at, mark)
  const children = items.map(item =>
    element('li', page.blocks(item.lines), stretchOf(item.whole), page.places),
  )
  return whole(tag, children, lines, at, next, page)
}

/** Reads a list of fields, `:Port: 6443`, as terms with what is said of them. */
export function fields(lines: Line[], at: number, page: Page): Block | null {
  if (!field.test(lines[at]!.text)) return null
  const { items, next } = itemsOf(lines, at, field)
  const children = items.flatMap(item => {
    const mark = { ...item.whole[0]!, text: item.mark.slice(1, -1), at: item.whole[0]!.at + 1 }
    return [term([mark], page), definition(item.lines, page)]
  })
  return whole('dl', children, lines, at, next, page)
}

/** Reads terms with what is said of them, indented, right below. */
export function definitions(lines: Line[], at: number, page: Page): Block | null {
  const children: ElementContent[] = []
  let next = at
  for (let line = at; isTerm(lines, line); line = nextWords(lines, next)) {
    next = endOfIndented(lines, line + 1)
    children.push(...described(lines.slice(line, next), page))
  }
  return next > at ? whole('dl', children, lines, at, next, page) : null
}

function isTerm(lines: Line[], at: number): boolean {
  const line = lines[at]
  if (isBlank(line) || line!.indent > 0 || line!.text.endsWith('::')) return false
  if (/^(?:\.\.(?:\s|$)|\+[-=+]+\+$|\|\s)/.test(line!.text) || startsList(line!.text)) return false
  return !isBlank(lines[at + 1]) && lines[at + 1]!.indent > 0
}

function startsList(text: string): boolean {
  return bullet.test(text) || counter.test(text) || field.test(text)
}

function nextWords(lines: Line[], at: number): number {
  while (at < lines.length && isBlank(lines[at])) at++
  return at
}

/** `term : class` names its class behind a colon. */
function described([first, ...rest]: Line[], page: Page): Element[] {
  const text = first!.text.replace(/(?<!\s)\s+:\s.*$/, '')
  return [term([{ ...first!, text }], page), definition(dedent(rest), page)]
}

function term(lines: Line[], page: Page): Element {
  return element('dt', inline(lines, page), stretchOf(lines), page.places)
}

function definition(lines: Line[], page: Page): Element {
  return element('dd', page.blocks(lines), stretchOf(lines), page.places)
}

function whole(
  tag: string,
  children: ElementContent[],
  lines: Line[],
  at: number,
  next: number,
  page: Page,
): Block {
  return { nodes: [element(tag, children, stretchOf(lines.slice(at, next)), page.places)], next }
}
