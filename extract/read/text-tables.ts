import type { Element, ElementContent, Text } from 'hast'
import { visit } from 'unist-util-visit'
import type { Tally } from '../tally.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import { element } from './element.ts'
import { Places } from './places.ts'
import type { Stretch } from './quiet.ts'
import type { Reading } from './reading.ts'

/** A line of text, and the words on it that blanks or drawn lines set apart. */
interface Line extends Stretch {
  cells: Stretch[]
  /** It has the edges of a drawn table. */
  drawn: boolean
  /** It is a drawn line itself. */
  rule: boolean
}

const drawn = /^\s*[+|│┃║┌├└╔╠╚┏┣┗]/
const rule =
  /^[\s+|│┃║┌┬┐├┼┤└┴┘─═╔╦╗╠╬╣╚╩╝━┏┓┗┛┣┫┳┻╋╪╤╧╞╡=-]*[─═━=-]{2}[\s+|│┃║┌┬┐├┼┤└┴┘─═╔╦╗╠╬╣╚╩╝━┏┓┗┛┣┫┳┻╋╪╤╧╞╡=-]*$/
const corner = /[-=]\+|[┬┼┴╦╬╩┳╋┻╤╪╧]/
const edge = /[|│┃║]/g
/** Headers of listings that show the state of a machine. */
const listing =
  /\b(?:Local Address|Foreign Address|Recv-Q|CLUSTER-IP|CONTAINER ID|READY|RESTARTS|COMMAND|PID|prot opt|To\s+Action\s+From|Chain)\b/
const port =
  /^(?:(?:tcp|udp|sctp)[ /:]*)?\d{1,5}(?:\s*(?:[-–:,]|to)\s*\d{1,5})*(?:\s*\/?\s*(?:tcp|udp|sctp)(?:\s*[/,+]\s*(?:tcp|udp))?)?$/i
const fewest = 2

/**
 * Makes tables of text that is aligned in columns, in blocks of code and, of text files and Markdown, in paragraphs: by
 * drawn lines, tabs or two and more blanks. Such a table has the property `dataTextTable`. Text that has no words of a
 * header above a column of ports stays as it is.
 *
 * @throws {LimitError} when a table has too many cells
 */
export function tabulate(reading: Reading, tally: Tally, paragraphs: boolean): void {
  const { plain, tree, vocabulary } = reading
  const places = new Places(plain)
  visit(tree, 'element', (node, index, parent) => {
    const isPre = node.tagName === 'pre'
    if (!parent || index === undefined || !(isPre || (paragraphs && node.tagName === 'p'))) return undefined
    const lines = isPre ? codeLines(node, plain) : paragraphLines(node, plain)
    const parts = partsOf(lines, plain, vocabulary)
    // What stands beside a table in a paragraph is not taken apart.
    if (!parts.some(({ rows }) => rows) || (!isPre && parts.length > 1)) return undefined
    const nodes = parts.map(({ rows, lines }) => (rows ? tableOf(rows) : preOf(lines)))
    parent.children.splice(index, 1, ...nodes)
    return index + nodes.length
  })

  function tableOf(rows: Stretch[][][]): Element {
    const first = rows[0]!.flat()[0]!
    tally.table(rows.length * rows[0]!.length, reading.file.path, places.lineAt(first.start) + 1)
    const made = rows.map((row, i) => {
      const cells = row.map(lines =>
        element(i === 0 ? 'th' : 'td', lines.flatMap(words), around(lines), places),
      )
      return element('tr', cells, around(row.flat()), places)
    })
    const whole = around(rows.flat(2))
    return element('table', [element('tbody', made, whole, places)], whole, places, { dataTextTable: true })
  }

  function preOf(lines: Line[]): Element {
    const stretch = around(lines)
    return element('pre', words(stretch, 0), stretch, places)
  }

  function words(stretch: Stretch, line: number): ElementContent[] {
    const value = plain.slice(stretch.start, stretch.end)
    const text: Text = { type: 'text', value, position: places.position(stretch) }
    return [...(line > 0 ? [{ type: 'text' as const, value: ' ' }] : []), ...(value === '' ? [] : [text])]
  }
}

function around(parts: Stretch[]): Stretch {
  return {
    start: Math.min(...parts.map(({ start }) => start)),
    end: Math.max(...parts.map(({ end }) => end)),
  }
}

/** Parts lines into tables (their rows, of each cell its lines) and what stands around them. */
function partsOf(lines: Line[], plain: string, vocabulary: Vocabulary) {
  const parts: { rows: Stretch[][][] | null; lines: Line[] }[] = []
  for (let at = 0; at < lines.length; ) {
    const table = tableAt(lines, at, plain, vocabulary)
    if (table) parts.push({ rows: table.rows, lines: [] })
    else if (parts.at(-1)?.rows === null) parts.at(-1)!.lines.push(lines[at]!)
    else if (plain.slice(lines[at]!.start, lines[at]!.end).trim() !== '')
      parts.push({ rows: null, lines: [lines[at]!] })
    at = table?.next ?? at + 1
  }
  return parts
}

/** Reads the table that begins at a line: the words of a header, one of them about ports, and rows that fit below. */
function tableAt(lines: Line[], at: number, plain: string, vocabulary: Vocabulary) {
  let first = at
  while (first < lines.length && lines[first]!.rule) first++
  const header = lines[first]
  if (!header || header.cells.length < fewest) return null
  const names = header.cells.map(({ start, end }) => plain.slice(start, end))
  const column = names.findIndex(name => vocabulary.headers.get(normalizeTerm(name)) === 'ports')
  if (column < 0 || names.some(name => /^[\d\W]*$/.test(name)) || listing.test(names.join('  '))) return null
  const groups: Stretch[][][][] = [[]]
  let next = first + 1
  for (; next < lines.length; next++) {
    const line = lines[next]!
    if (line.rule) {
      if (groups.at(-1)!.length > 0) groups.push([])
      continue
    }
    const row = line.drawn === header.drawn ? fitted(line, header) : null
    if (!row) break
    groups.at(-1)!.push(row.map(cell => [cell]))
  }
  // Without corners it is the source of a Markdown table, shown as an example.
  if (header.drawn && !corner.test(plain.slice(lines[at]!.start, lines[next - 1]!.end))) return null
  const filled = groups.filter(group => group.length > 0)
  const rows = header.drawn && filled.length > 1 ? filled.map(joined) : filled.flat()
  const ports = rows.map(row =>
    row[column]!.map(({ start, end }) => plain.slice(start, end))
      .join(' ')
      .trim(),
  )
  const alike = ports.filter(words => port.test(words)).length
  return alike > 0 && alike >= ports.length / 2
    ? { rows: [header.cells.map(cell => [cell]), ...rows], next }
    : null
}

/** The lines of a row that drawn lines set apart from others. */
function joined(group: Stretch[][][]): Stretch[][] {
  return group[0]!.map((_, column) => {
    const cells = group.flatMap(row => row[column]!)
    const filled = cells.filter(({ start, end }) => end > start)
    return filled.length > 0 ? filled : cells.slice(0, 1)
  })
}

/** The cells of a line by the columns of the header; null when they do not fit. */
function fitted(line: Line, header: Line): Stretch[] | null {
  const { cells } = line
  if (cells.length === header.cells.length) return cells
  if (line.drawn || cells.length === 0 || cells.length > header.cells.length) return null
  const row: Stretch[] = header.cells.map(() => ({ start: cells[0]!.start, end: cells[0]!.start }))
  const starts = header.cells.map(({ start }) => start - header.start)
  for (const cell of cells) {
    const column = starts.indexOf(cell.start - line.start)
    if (column < 0) return null
    row[column] = cell
  }
  return cells.length > 1 ? row : null
}

function stretchOf({ position }: Element | Text): Stretch | null {
  const start = position?.start.offset
  const end = position?.end.offset
  return start === undefined || end === undefined ? null : { start, end }
}

/** The lines of a block of code, if they stand in the document as they are: no tags, nothing left out. */
function codeLines(node: Element, plain: string): Line[] {
  const [child] = node.children
  const isCode = child?.type === 'element' && child.tagName === 'code' && node.children.length === 1
  const [text, ...others] = isCode ? child.children : node.children
  const around = stretchOf(node)
  if (text?.type !== 'text' || others.length > 0 || !around) return []
  let at = around.start
  const lines: Line[] = []
  for (const words of text.value.trimEnd().split('\n')) {
    const found = plain.indexOf(words, at)
    if (found < 0 || found + words.length > around.end) return []
    lines.push(lineOf(words, found))
    at = plain.indexOf('\n', found + words.length)
    if (at < 0) at = plain.length
  }
  return lines
}

function paragraphLines(node: Element, plain: string): Line[] {
  const stretch = stretchOf(node)
  if (!stretch) return []
  // The first line of a paragraph begins behind the blanks that align it.
  const from = plain.lastIndexOf('\n', stretch.start - 1) + 1
  let at = plain.slice(from, stretch.start).trim() === '' ? from : stretch.start
  return plain
    .slice(at, stretch.end)
    .split('\n')
    .map(text => {
      const line = lineOf(text, at)
      at += text.length + 1
      return line
    })
}

function lineOf(text: string, at: number): Line {
  const cells = cellsOf(text, at)
  return { start: at, end: at + text.length, cells, drawn: drawn.test(text), rule: rule.test(text) }
}

function cellsOf(text: string, at: number): Stretch[] {
  if (rule.test(text)) return []
  if (drawn.test(text) && (text.match(edge)?.length ?? 0) > 1) {
    const edges = [...text.matchAll(edge)].map(({ index }) => index)
    return edges.slice(1).map((end, i) => trimmed(text, edges[i]! + 1, end, at))
  }
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => ({
    start: at + index,
    end: at + index + words.length,
  }))
}

function trimmed(text: string, start: number, end: number, at: number): Stretch {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  return { start: at + from, end: at + Math.max(from, start + words.trimEnd().length) }
}
