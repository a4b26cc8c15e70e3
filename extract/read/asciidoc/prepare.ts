import { blankAll } from '../mask.ts'
import type { Stretch } from '../quiet.ts'
import type { Mark, Repair } from '../reading.ts'

/** A text made ready for Asciidoctor, which is to see the page's own words and nothing else. */
interface Prepared {
  /** The text with comments and directives blanked. */
  plain: string
  /** What Asciidoctor gets: whole lines of the text. */
  lines: string[]
  /** For each of these its line in the text, from 0. */
  lineOf: number[]
  marks: Mark[]
  repairs: Repair[]
}

const conditional = /^(ifdef|ifndef|ifeval|endif)::\S*?\[(.*)\]$/
const include = /^include::([^\s[](?:[^[]*[^\s[])?)\[.*\]$/
/** Blocks in which a comment is none. */
const verbatim = /^(?:-{4,}|\.{4,}|\+{4,}|`{3}[^`\s]*)$/
const commentBlock = /^\/{4,}$/
const commentLine = /^\/\/(?!\/)/
const table = /^[|,:!]={3,}$/
const blockTitle = /^\.[^\s.|][^|]*$/
const tableAttributes = /^\[(?:%|.*\b(?:cols|opts|options|format|separator|width|frame|grid|stripes)=)/
const copied = /(?<!\d)(\d{1,3})\*[<^>.]*[a-z]?([|!¦])/g
const heading = /^={2,6}\s+\S/

/** Asciidoctor looks for the end of a line anew behind each blank of a run. */
const widest = 200
const wideBlanks = new RegExp(`[ \\t\\f\\v]{${widest},}`, 'g')

interface Open {
  kind: 'verbatim' | 'comments' | 'table'
  end: string
  start: number
}

/**
 * Takes out what is not the page's own text: comments, includes (which become marks) and the lines of
 * conditionals.
 *
 * Of conditionals every branch stays: the page says each of them to some of its readers, and the
 * attributes that choose among them are mostly set elsewhere. Only of words for the same cell the first.
 *
 * @param count told how many columns an attribute line asks for, or copies of cells tables do, and on which line
 */
export function prepare(text: string, count: (columns: number, line: number) => void): Prepared {
  const source = text.split('\n').map(line => line.trimEnd())
  const made: Omit<Prepared, 'plain'> = { lines: [], lineOf: [], marks: [], repairs: [] }
  const spare = alternativeCells(source)
  const blanks: Stretch[] = []
  const open: Open[] = []
  let index = 0
  let start = 0
  let prefaced = 0
  let copies = 0
  let most = 1
  for (const full of text.split('\n')) {
    readLine(source[index]!)
    start += full.length + 1
    index++
  }
  for (const block of open) if (block.kind === 'table') unclosed(block, text.length)
  return { plain: blankAll(text, blanks), ...made }

  function readLine(line: string): void {
    const block = open.at(-1)
    const found = conditional.exec(line)
    if (found) readConditional(line, found[1]!, found[2]!)
    else if (block?.kind === 'comments') readComment(block, line)
    else if (include.test(line)) readInclude(line, start)
    else if (block?.kind === 'table') readInTable(block, line)
    else if (block?.kind === 'verbatim') readVerbatim(block, line)
    else readOutside(line)
  }

  function readOutside(line: string): void {
    const delimiter = !isUnderline(line)
    if (commentLine.test(line) || commentBlock.test(line)) blank()
    if (commentBlock.test(line)) open.push({ kind: 'comments', end: line, start })
    else if (delimiter && verbatim.test(line))
      open.push({ kind: 'verbatim', end: line.replace(/^`{3}.*/, '```'), start })
    else if (table.test(line)) open.push({ kind: 'table', end: line, start })
    keep(line)
  }

  function readVerbatim(block: Open, line: string): void {
    if (line === block.end) open.pop()
    keep(line)
  }

  /** Asciidoctor must find comment blocks to keep blocks apart, but nothing in them. */
  function readComment(block: Open, line: string): void {
    blank()
    const ends = line === block.end
    if (ends) open.pop()
    if (!isInTable()) keep(ends ? line : '')
  }

  /** Comments between the rows of a table give nothing, in whatever form. */
  function readInTable(block: Open, line: string): void {
    if (commentLine.test(line) || spare.has(index)) blank()
    else if (commentBlock.test(line)) {
      blank()
      open.push({ kind: 'comments', end: line, start })
    } else if (line === block.end) {
      open.pop()
      keep(line)
    } else if (isBeyond(block)) {
      unclosed(block, start)
      open.pop()
      keep(block.end)
      readOutside(line)
    } else keep(line)
  }

  /** Tests whether a line in a table that was never closed already belongs to what follows it. */
  function isBeyond(block: Open): boolean {
    if (heading.test(source[index]!)) return !/^\[(?:discrete|float)\b/.test(source[index - 1] ?? '')
    return prefaceEnd() > index && source[prefaceEnd()] === block.end
  }

  /** Where the lines end that belong to a block below them; the line at hand when it is none of these. */
  function prefaceEnd(): number {
    prefaced = Math.max(prefaced, index)
    while (isPreface(source[prefaced] ?? '')) prefaced++
    return prefaced
  }

  function isInTable(): boolean {
    return open.some(block => block.kind === 'table')
  }

  /** `ifdef::name[text]` has its text on its own line. */
  function readConditional(line: string, name: string, words: string): void {
    if (words === '' || name === 'ifeval' || name === 'endif' || open.at(-1)?.kind === 'comments') {
      blank()
      // Two branches side by side are not one paragraph.
      if (name !== 'endif' && open.length === 0 && /^endif::/.test(source[index - 1] ?? '')) keep('')
      return
    }
    const from = start + line.length - 1 - words.length
    blanks.push({ start, end: from }, { start: from + words.length, end: start + line.length })
    if (include.test(words)) readInclude(words, from)
    else keep(words)
  }

  function readInclude(line: string, from: number): void {
    const end = from + line.length
    const label = include.exec(line)![1]!
    made.marks.push({ kind: 'include', name: 'include', label, start: from, end, closed: true })
    blanks.push({ start: from, end })
    if (open.length === 0) keep('')
  }

  function keep(line: string): void {
    if (line.startsWith('[')) count(copiesIn(line), index + 1)
    else if (isInTable()) countCopies(line)
    const even = line.replace(wideBlanks, blanks => blanks.slice(0, widest))
    made.lines.push(isInTable() || line.startsWith('[') ? withoutExcess(even) : even)
    made.lineOf.push(index)
  }

  /** Cells written out by numbers: `9*|` in place of nine; those of a table in a cell stand in each of its copies. */
  function countCopies(line: string): void {
    for (const [, number, separator] of line.matchAll(copied)) {
      copies += Number(number) * (separator === '!' ? most : 1)
      if (separator !== '!') most = Math.max(most, Number(number))
    }
    count(copies, index + 1)
  }

  function blank(): void {
    blanks.push({ start, end: start + source[index]!.length })
  }

  function unclosed(block: Open, end: number): void {
    made.repairs.push({ id: 'unclosed-table', start: block.start, end })
  }

  /** In the two-line style a title is underlined with what else delimits a block. */
  function isUnderline(line: string): boolean {
    const above = source[index - 1] ?? ''
    return /\w/.test(above) && Math.abs(above.length - line.length) < 2 && !(source[index - 2] ?? '').trim()
  }
}

/** Tests whether a line belongs to the block below it. */
function isPreface(line: string): boolean {
  return blockTitle.test(line) || (line.endsWith(']') && tableAttributes.test(line))
}

/** How many columns `cols` has written out by numbers: `9*` in place of nine. */
function copiesIn(list: string): number {
  return [...list.matchAll(/\d{1,3}(?=\*)/g)].reduce((sum, [number]) => sum + Number(number), 0)
}

/** Spans of a thousand cells and more, and as many columns, are a port with a star or somebody's joke. */
function withoutExcess(line: string): string {
  return line
    .replace(/^\[.*\]$/, list => list.replace(/(?<!\d)\d{4,}(?=\*)/g, '1'))
    .replace(/(?<!\d)(?:\d{4,}(?:\.\d*)?|\d*\.\d{4,})[*+](?=[<^>.]*[a-z]?[|!¦])/g, '$& ')
}

const opens = /^(?:ifdef|ifndef)::\S+?\[\]$|^ifeval::\[.+\]$/
const closes = /^endif::\S*?\[\]$/
const delimiter = /^[|,:!]={3,}$/
/** A line that begins a cell and holds no other. */
const oneCell = /^[\d.+*<>^]*[a-z]?\|[^|]*$/

/** The lines of a conditional: from its directive to its end. */
interface Branch {
  start: number
  end: number
  cells: number
}

/**
 * Finds the lines of branches that only put other words into the same cells of a table's row.
 *
 * All branches of a page are read, but cells of a row read twice would push the rest of the table into
 * the wrong columns; so of these the first stands. Branches that hold whole rows are not among them.
 */
function alternativeCells(source: string[]): Set<number> {
  const spare = new Set<number>()
  let first: Branch | null = null
  for (let index = 0; index < source.length; index++) {
    const next = branchAt(source, index)
    if (!next) continue
    if (first && next.start === first.end + 1 && next.cells === first.cells && isWithinRow(first, next))
      for (let line = next.start + 1; line < next.end; line++) spare.add(line)
    else first = next
    index = next.end
  }
  return spare

  function isWithinRow(before: Branch, after: Branch): boolean {
    return before.cells === 1 || isCell(source[before.start - 1]) || isCell(source[after.end + 1])
  }
}

function isCell(line: string | undefined): boolean {
  return !!line && !delimiter.test(line) && !closes.test(line)
}

/** A conditional that starts on a line and holds nothing but cells, one to a line. */
function branchAt(source: string[], start: number): Branch | null {
  if (!opens.test(source[start]!)) return null
  const length = source.slice(start + 1, start + mostLines).findIndex(line => !isOneCell(line))
  const end = start + 1 + length
  return length > 0 && closes.test(source[end]!) ? { start, end, cells: length } : null
}

/** Lines that a branch of cells may have. */
const mostLines = 50

function isOneCell(line: string): boolean {
  return oneCell.test(line) && !delimiter.test(line)
}
