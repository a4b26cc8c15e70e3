import type { Limits } from '../../limits.ts'
import { type Excess, tooDeep } from './excess.ts'
import { MarkCounts } from './marks.ts'

const fence = /^[ \t>]*(`{3,}|~{3,})(.*)$/
/** What opens quotes and items at a line's start. */
const opener = /[ \t]*(>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))/y
const heading = /^[ \t>]*#{1,6}(?:[ \t]|$)/
const indented = /^(?: {4}| {0,3}\t)/
/** What a link or a footnote refers to: such lines need no blank one between them. */
const definition = /^[ \t>]*\[[^\]]{1,999}\]:/
const footnote = /^[ \t>]*\[\^[^\]]{1,999}\]:/
/** Blocks of HTML, in which no mark is one up to the next blank line. */
const html =
  /^[ \t>]*<\/?(?:article|aside|blockquote|body|details|div|dl|figure|footer|form|h[1-6]|head|header|html|iframe|li|main|nav|ol|p|pre|script|section|style|table|tbody|td|textarea|tfoot|th|thead|tr|ul)(?:[\s/>]|$)/i

/**
 * Finds what keeps a Markdown parser busy: blocks within blocks, paragraphs with more marks or lines than any
 * words need, and more blocks than memory holds. A parser looks at each open block for every line, for the other
 * end of a mark among all that stand before it, and moves all that follows.
 */
export function markdownExcess(text: string, limits: Limits): Excess | null {
  const lines = text.split('\n')
  const paragraph = new Paragraph(limits)
  const items: number[] = []
  let blocks = 0
  for (const [index, line] of lines.entries()) {
    const { depth, end } = openersOf(line)
    const isWithin = items.length > 0
    if (nested(items, line, depth, end) > limits.nesting) return tooDeep(index + 1, limits.nesting)
    const excess = paragraph.add(line, index + 1, { depth, isItem: depth > 0 && isItem(line, end), isWithin })
    if (excess) return excess
    blocks += paragraph.begun
    if (blocks > limits.blocks)
      return { limit: 'blocks', line: index + 1, what: `begins more than ${limits.blocks} blocks` }
  }
  return null
}

type Kind = 'none' | 'words' | 'heading' | 'item' | 'table' | 'html' | 'definition' | 'code'

/** Below these what is indented is code. */
const closed = new Set<Kind>(['none', 'heading', 'code'])

/** In these a mark is none. */
const unmarked = new Set<Kind>(['none', 'html', 'code'])

/** Of these each line is by itself. */
const single = new Set<Kind>(['heading', 'item', 'table', 'definition'])

/** What the quote and item marks at a line's start open. */
interface Opened {
  depth: number
  isItem: boolean
  /** Items or footnotes above are still open: what is indented may be of theirs. */
  isWithin: boolean
}

/** The paragraph that the lines read so far end with. */
class Paragraph {
  /** How many blocks or cells the last line begins. */
  begun = 0
  #marks: MarkCounts
  #fence: string | null = null
  #kind: Kind = 'none'
  #last = ''

  constructor(limits: Limits) {
    this.#marks = new MarkCounts(limits)
  }

  add(line: string, number: number, opened: Opened): Excess | null {
    this.begun = 0
    if (this.#isFenced(line)) return null
    const before = this.#kind
    this.#kind = this.#kindOf(line, opened)
    this.begun = opened.depth
    if (this.#kind !== before || single.has(this.#kind)) {
      this.#marks.reset()
      if (this.#kind !== 'none') this.begun += this.#kind === 'table' ? cellsOf(line) : 1
    }
    // What follows an item's first line is of the same paragraph.
    if (this.#kind === 'item') this.#kind = 'words'
    this.#last = line
    return unmarked.has(this.#kind) ? null : this.#marks.add(line, number)
  }

  #kindOf(line: string, { isItem, isWithin }: Opened): Kind {
    if (/^[ \t>]*$/.test(line)) return 'none'
    if (!isWithin && closed.has(this.#kind) && indented.test(line)) return 'code'
    if (heading.test(line)) return 'heading'
    if (this.#kind === 'html' || html.test(line)) return 'html'
    if (isItem) return 'item'
    if (this.#kind !== 'words' && definition.test(line)) return 'definition'
    return this.#kind === 'table' || isDelimiterRow(line, this.#last) ? 'table' : 'words'
  }

  #isFenced(line: string): boolean {
    const found = fence.exec(line)
    if (this.#fence) {
      if (found && found[1]!.startsWith(this.#fence) && found[2]!.trim() === '') this.#fence = null
      return true
    }
    if (!found || (found[1]!.startsWith('`') && found[2]!.includes('`'))) return false
    this.#fence = found[1]!
    this.#kind = 'none'
    this.begun = 1
    return true
  }
}

/** The row of dashes below a table's header has as many cells as that. */
function isDelimiterRow(line: string, above: string): boolean {
  return line.includes('-') && /^[\s|:>-]+$/.test(line) && cellsOf(line) === cellsOf(above)
}

function cellsOf(row: string): number {
  const cells = row
    .replace(/\\\|/g, '')
    .replace(/^[ \t>]*\|?/, '')
    .split('|')
  return cells.at(-1)!.trim() === '' ? cells.length - 1 : cells.length
}

/** The quote and item marks at a line's start: how many, and where what they hold begins. */
function openersOf(line: string): { depth: number; end: number } {
  let depth = 0
  let end = 0
  opener.lastIndex = 0
  while (opener.test(line)) {
    depth++
    end = opener.lastIndex
  }
  return { depth, end }
}

/** An item begins a paragraph, a quote mark may go on with one. */
function isItem(line: string, end: number): boolean {
  return line[end - 1] !== '>'
}

/** Items and footnotes are within those above that are indented less. */
function nested(items: number[], line: string, depth: number, end: number): number {
  const indent = line.search(/\S/)
  if (indent < 0) return 0
  while (items.length > 0 && items.at(-1)! >= indent) items.pop()
  if (end > indent || footnote.test(line)) items.push(indent)
  return items.length + Math.max(0, depth - 1)
}
