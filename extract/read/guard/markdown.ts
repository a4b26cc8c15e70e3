import type { Limits } from '../../limits.ts'
import { type Excess, tooDeep } from './elements.ts'

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

/** What parts a paragraph's words for a parser, which at each looks for its other end, or moves all that follows. */
const mark = /(?<=[^\s*])\*|(?<=[^\s_])_|[~&\\@]|[[\]]|<[!?]?|(?<!`)`|:\/\/|www\./g
const ticks = /`+/g
/** A run in which a parser looks for the address before an `@`, anew behind each of its marks. */
const address = /[-.\w+]{2000,}/g
/** Where a parser tries for an address, and looks back for the `[` that it may stand within. */
const word = /(?<![-.\w+/])[-.\w+]/g
/** Behind these only the rest is moved. */
const parting = new Set(['<', '&', '\\', '`', '://', 'www.'])
/** As how many others one of these takes: some are looked for up to the paragraph's end. */
const weights = { ticks: 100, declaration: 40, open: 20, word: 0.5, parting: 0.2 }

/** Counts the marks of a paragraph, line by line. */
export class MarkCounts {
  #most: number
  #counts = new Map<string, number>()
  #ticks = new Set<number>()
  #open = 0
  #lines = 0
  #words = 0

  constructor({ marks }: Limits) {
    this.#most = marks
  }

  /** A paragraph begins. */
  reset(): void {
    this.#counts.clear()
    this.#ticks.clear()
    this.#open = 0
    this.#lines = 0
    this.#words = 0
  }

  /** Takes in a line; tells when the paragraph has too many marks of one kind. */
  add(line: string, number: number): Excess | null {
    const kind = this.#tooMany(line) ?? this.#otherwise(line)
    if (kind !== null) return { limit: 'marks', line: number, what: `has too many ${kind} in one paragraph` }
    return ++this.#lines > this.#most
      ? { limit: 'marks', line: number, what: 'ends too many lines of one paragraph' }
      : null
  }

  #tooMany(line: string): string | null {
    for (const [found] of line.matchAll(mark)) {
      const count = (this.#counts.get(found) ?? 0) + 1
      this.#counts.set(found, count)
      if (count > this.#few(weightOf(found))) return `“${found}”`
      if (found === '[') this.#open++
      else if (found === ']') this.#open = Math.max(0, this.#open - 1)
      if (this.#open > this.#few(weights.open)) return '“[” within each other'
    }
    return null
  }

  #few(weight: number): number {
    return Math.ceil(this.#most / weight)
  }

  #otherwise(line: string): string | null {
    if (line.includes('`')) for (const [run] of line.matchAll(ticks)) this.#ticks.add(run.length)
    if (this.#ticks.size > this.#few(weights.ticks)) return 'kinds of “`”'
    if (this.#counts.has('[')) this.#words += wordsOf(line, this.#words === 0).length
    if (this.#words > this.#few(weights.word)) return 'words behind a “[”'
    const runs = line.length > this.#most ? line.matchAll(address) : []
    for (const [run] of runs) if (run.replace(/\w/g, '').length > this.#most) return '“-.+” without a blank'
    return null
  }
}

function weightOf(mark: string): number {
  if (parting.has(mark)) return weights.parting
  return mark.startsWith('<') ? weights.declaration : 1
}

function wordsOf(line: string, behindBracket: boolean): string[] {
  return line.slice(behindBracket ? Math.max(0, line.indexOf('[')) : 0).match(word) ?? []
}
