import type { Element, ElementContent, Root } from 'hast'
import type { VFile } from 'vfile'
import { element } from './element.ts'
import { evenLines } from './mask.ts'
import { Places } from './places.ts'
import type { Stretch } from './quiet.ts'
import type { Reading, ReadingContext } from './reading.ts'

/** A cell: its stretch without quotes and blanks around it. */
interface Cell extends Stretch {
  quoted: boolean
}

const delimiters = [',', ';', '\t', '|']
/** Records that are looked at to find the delimiter. */
const sniffed = 50
const declared = /^ *sep=(.)[ \t]*\n/i

/**
 * Reads a file of values separated by commas, semicolons, tabs or `|`: a table for each group of records between blank
 * lines that begins with a title, in most files one. A record with a single value above the others is the caption.
 *
 * @throws {LimitError} when a table has too many cells
 */
export function readCsv(file: VFile, { tally, vocabulary }: ReadingContext): Reading {
  const plain = evenLines(String(file))
  const places = new Places(plain)
  const choice = declared.exec(plain)
  const start = choice?.[0].length ?? 0
  const records = choice ? recordsIn(plain, choice[1]!, start) : sniff(plain)
  const width = usualWidth(records)
  const children = tablesOf(records, width).map(({ titles, rows }) => {
    const cells = rows.reduce((sum, row) => sum + row.length, 0)
    tally.table(cells, file.path, places.lineAt(rows[0]?.[0]?.start ?? 0) + 1)
    return table(titles, rows)
  })
  const position = places.position({ start: 0, end: plain.length })
  const tree: Root = { type: 'root', children, position }
  return { file, plain, tree, marks: [], repairs: [], vocabulary }

  function table(titles: Cell[], rows: Cell[][]): Element {
    const words = titles.flatMap((title, i) => [...(i > 0 ? [lineBreak()] : []), ...contentOf(title)])
    const caption = titles.length > 0 ? [element('caption', words, around(titles), places)] : []
    const isHeader =
      rows.length > 1 && rows[0]!.every(cell => !/^[\s\d,/-]*\d$/.test(plain.slice(cell.start, cell.end)))
    const made = rows.map((row, i) => {
      const tag = i === 0 && isHeader ? 'th' : 'td'
      const cells = row.map(cell => element(tag, contentOf(cell), cell, places))
      return element('tr', cells, around(row), places)
    })
    const body = element('tbody', made, around(rows.flat()), places)
    return element('table', [...caption, body], around([...titles, ...rows.flat()]), places)
  }

  function contentOf({ start, end, quoted }: Cell): ElementContent[] {
    const nodes: ElementContent[] = []
    let at = start
    for (const mark of quoted ? plain.slice(start, end).matchAll(/"(?=")|\n/g) : []) {
      push(at, start + mark.index)
      if (mark[0] === '\n') nodes.push(lineBreak())
      at = start + mark.index + 1
    }
    push(at, end)
    return nodes

    function push(start: number, end: number): void {
      if (end > start)
        nodes.push({
          type: 'text',
          value: plain.slice(start, end),
          position: places.position({ start, end }),
        })
    }
  }
}

function lineBreak(): Element {
  return { type: 'element', tagName: 'br', properties: {}, children: [] }
}

function around(parts: Stretch[]): Stretch {
  return { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 }
}

/** The records by the delimiter that cuts most of them alike. */
function sniff(text: string): Cell[][] {
  const readings = delimiters.map(delimiter => {
    const first = recordsIn(text, delimiter, 0, sniffed).filter(record => record.length > 1)
    const width = usualWidth(first)
    return { delimiter, alike: width > 1 ? first.filter(({ length }) => length === width).length : 0, width }
  })
  const best = readings.reduce((a, b) =>
    b.alike > a.alike || (b.alike === a.alike && b.width > a.width) ? b : a,
  )
  return recordsIn(text, best.delimiter, 0)
}

/** Cuts a text into records; a blank line is an empty one. */
function recordsIn(text: string, delimiter: string, from: number, most = Number.POSITIVE_INFINITY): Cell[][] {
  const records: Cell[][] = []
  for (let at = from; at < text.length && records.length < most; ) {
    const record: Cell[] = []
    for (let more = true; more; ) {
      const cell = cellAt(text, at, delimiter)
      record.push(cell)
      more = text[cell.next] === delimiter
      at = cell.next + 1
    }
    records.push(record.every(({ start, end }) => start === end) ? [] : record)
  }
  return records
}

/** Reads the cell that begins at an offset, and where its delimiter or line end stands. */
function cellAt(text: string, from: number, delimiter: string): Cell & { next: number } {
  let start = from
  while (text[start] === ' ' || (text[start] === '\t' && delimiter !== '\t')) start++
  const quoted = text[start] === '"'
  if (quoted) start++
  let end = quoted ? closingQuote(text, start) : start
  // A quote that is never closed is a character like any other.
  const isOpen = quoted && end < 0
  if (isOpen) end = --start
  let next = end
  while (next < text.length && text[next] !== delimiter && text[next] !== '\n') next++
  const words = text.slice(start, quoted && !isOpen ? end : next)
  return { start, end: start + words.trimEnd().length, quoted: quoted && !isOpen, next }
}

function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at
  return -1
}

/** How many cells most records have. */
function usualWidth(records: Cell[][]): number {
  const counts = new Map<number, number>()
  for (const { length } of records) if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a), [0, 0])[0]
}

/** Parts the records where a blank line has a title below it, and takes the titles off. */
function tablesOf(records: Cell[][], width: number): { titles: Cell[]; rows: Cell[][] }[] {
  const tables: { titles: Cell[]; rows: Cell[][] }[] = []
  records.forEach((record, i) => {
    if (record.length === 0) return
    const filled = record.filter(({ start, end }) => end > start)
    const isTitle = width > 1 && filled.length === 1 && filled[0] === record[0]
    const isAfterGap = i > 0 && records[i - 1]!.length === 0
    const isNew = tables.length === 0 || (isTitle && isAfterGap && tables.at(-1)!.rows.length > 0)
    if (isNew) tables.push({ titles: [], rows: [] })
    const last = tables.at(-1)!
    if (isTitle && last.rows.length === 0) last.titles.push(record[0]!)
    else last.rows.push(record)
  })
  return tables.filter(({ rows }) => rows.length > 0)
}
