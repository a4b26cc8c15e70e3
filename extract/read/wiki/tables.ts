import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { inline } from './inline.ts'
import { type Block, type Line, linesOf, type Page, trimmed } from './page.ts'

/** A cell of a wiki's table. */
interface Cell extends Stretch {
  header: boolean
  rowSpan: number
  colSpan: number
}

type Row = Cell[]

/** Markup in which a `|` or `^` is no edge of a cell. */
const closed =
  /\[\[[^[\]\n]*\]\]|\[[^[\]\n|]*\|[^[\]\n]*\]|\{\{\{[^\n]{0,1000}?\}\}\}|\{\{[^{}\n]*\}\}|<(code|nowiki|pre)>[^\n]{0,1000}?<\/\1>|\{code[^{}\n]{0,100}\}.{0,1000}?\{code\}|![^!|\s]+\|[^!\n]*!|\\[|^]/gis
const longestRow = 40

/** Reads a table whose rows begin with `|` or `||`: of MoinMoin, Jira, Confluence, Textile and DokuWiki. */
export function pipeTable(lines: Line[], at: number, page: Page): Block | null {
  const start = page.dialect === 'dokuwiki' ? /^\s*[|^]/ : /^\s*\|/
  if (!start.test(lines[at]!.text) || /^\s*\|[-+}]/.test(lines[at]!.text)) return null
  const rows: Row[] = []
  let next = at
  while (next < lines.length && start.test(lines[next]!.text)) {
    const last = endOfRow(lines, next, start)
    rows.push(
      pipeRow({ start: lines[next]!.at, end: lines[last]!.at + lines[last]!.text.length }, rows, page),
    )
    next = last + 1
  }
  if (rows.every(row => row.length < 2)) return null
  return {
    nodes: [
      table(
        rows.filter(row => row.length > 0),
        null,
        page,
      ),
    ],
    next,
  }
}

/** The last line of a row: cells of Jira and Textile may go on over lines. */
function endOfRow(lines: Line[], at: number, start: RegExp): number {
  if (/[|^]\s*$/.test(lines[at]!.text)) return at
  for (let next = at + 1; next < lines.length && next < at + longestRow; next++) {
    const { text } = lines[next]!
    if (start.test(text)) return at
    if (/\|\s*$/.test(text)) return next
  }
  return at
}

/** Without the edges that are part of markup, each offset kept. */
function masked({ start, end }: Stretch, { text }: Page): string {
  return text.slice(start, end).replace(closed, found => '\0'.repeat(found.length))
}

function pipeRow(stretch: Stretch, above: Row[], page: Page): Row {
  const whole = trimmed(page.text, stretch)
  const words = masked(whole, page)
  const isMoin = page.dialect === 'moin' && words.startsWith('||')
  const edges = isMoin
    ? /\|\|/g
    : page.dialect === 'dokuwiki'
      ? /[|^]/g
      : words.startsWith('||')
        ? /\|\|?/g
        : /\|/g
  const found = [...words.matchAll(edges)]
  const row: Row = []
  let empty = 0
  found.forEach((edge, i) => {
    const start = whole.start + edge.index + edge[0].length
    const end = found[i + 1] ? whole.start + found[i + 1]!.index : whole.end
    if (!found[i + 1] && page.text.slice(start, end).trim() === '') return
    if (start === end && isMoin) empty++
    else if (start === end && page.dialect === 'dokuwiki' && row.length > 0) row.at(-1)!.colSpan++
    else if (page.dialect === 'dokuwiki' && page.text.slice(start, end).trim() === ':::') extend(above, row)
    else {
      const isHeader = !isMoin && (edge[0] === '^' || edge[0] === '||')
      const cell = { start, end, header: isHeader, rowSpan: 1, colSpan: 1 + empty }
      row.push(withPrefix(cell, page))
      empty = 0
    }
  })
  const isBold = row.length > 1 && row.every(({ start, end }) => bold.test(page.text.slice(start, end)))
  return isBold ? row.map(cell => ({ ...cell, header: true })) : row
}

const bold = /^\s*(?:('''|\*\*?)(?:(?!\1).)+\1)?\s*$/s

/** DokuWiki's `:::`: the cell above goes on. */
function extend(above: Row[], row: Row): void {
  const column = row.reduce((sum, { colSpan }) => sum + colSpan, 0)
  for (const cells of above.toReversed()) {
    const cell = cells[column]
    if (!cell) continue
    cell.rowSpan++
    return
  }
}

const moinPrefix =
  /^\s*(?:<(?:\s*(?:[-|]\d+|[:()^v]|\d+%|#[\da-f]{3,6}|\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+));?)+\s*>\s*)+/i
const textilePrefix = /^(?:_|\\\d+|\/\d+|[=<>^~-]|\{[^{}\n]*\}|\([^()\n]*\))+\.(?:\s+|$)/

/** Takes spans and style off the front of a cell: `<|2>` in MoinMoin, `/2.` in Textile. */
function withPrefix(cell: Cell, { text, dialect }: Page): Cell {
  const words = text.slice(cell.start, cell.end)
  const prefix = (dialect === 'moin' ? moinPrefix : dialect === 'jira' ? textilePrefix : null)?.exec(
    words,
  )?.[0]
  if (!prefix) return cell
  const rows = /(?:<|\s)\|(\d+)|\/(\d+)|rowspan="?(\d+)/i.exec(prefix)
  const columns = /(?:<|\s|\d)-(\d+)|\\(\d+)|colspan="?(\d+)/i.exec(prefix)
  const spanOf = (found: RegExpExecArray | null) => Number(found?.slice(1).find(Boolean) ?? 0)
  return {
    start: cell.start + prefix.length,
    end: cell.end,
    header: cell.header || (dialect === 'jira' && prefix.includes('_')),
    rowSpan: spanOf(rows) || 1,
    colSpan: spanOf(columns) || cell.colSpan,
  }
}

/** Reads a table of MediaWiki: `{|` … `|-` … `|}`. */
export function mediaTable(lines: Line[], at: number, page: Page): Block | null {
  if (!/^\s*:*\s*\{\|/.test(lines[at]!.text)) return null
  const rows: Row[] = [[]]
  let caption: Stretch | null = null
  let next = at + 1
  let open: Stretch | null = null
  for (; next < lines.length; next++) {
    const { text, at: from } = lines[next]!
    const words = text.trimStart()
    const start = from + text.length - words.length
    const end = from + text.length
    if (words.startsWith('|}') || /^==+[^=].*==+\s*$/.test(words)) break
    if (words.startsWith('{|')) {
      next = endOfNested(lines, next)
      if (open) open.end = lines[next]!.at + lines[next]!.text.length
    } else if (words.startsWith('|+')) open = caption = content({ start: start + 2, end }, page)
    else if (words.startsWith('|-')) {
      if (rows.at(-1)!.length > 0) rows.push([])
      open = null
    } else if (/^[|!]/.test(words)) {
      rows.at(-1)!.push(...mediaCells({ start, end }, page))
      open = rows.at(-1)!.at(-1) ?? null
    } else if (open) open.end = end
  }
  const isClosed = lines[next]?.text.trimStart().startsWith('|}') ?? false
  const stop = isClosed ? next + 1 : next
  const filled = rows.filter(row => row.length > 0)
  const last = lines[stop - 1]!
  if (!isClosed)
    page.repairs.push({ id: 'unclosed-table', start: lines[at]!.at, end: last.at + last.text.length })
  return { nodes: filled.length > 0 ? [table(filled, caption, page)] : [], next: stop }
}

function endOfNested(lines: Line[], at: number): number {
  let depth = 0
  for (let next = at; next < lines.length; next++) {
    const words = lines[next]!.text.trimStart()
    if (words.startsWith('{|')) depth++
    if (words.startsWith('|}') && --depth === 0) return next
  }
  return lines.length - 1
}

/** The cells that a line begins: `| a || b`, `! a !! b`. */
function mediaCells({ start, end }: Stretch, page: Page): Cell[] {
  const header = page.text[start] === '!'
  const words = masked({ start, end }, page)
  const edges = [{ index: 0, length: 1 }]
  for (const found of words.matchAll(header ? /!!|\|\|/g : /\|\|/g))
    if (found.index > 0) edges.push({ index: found.index, length: 2 })
  return edges.map(({ index, length }, i) => {
    const cell = { start: start + index + length, end: edges[i + 1] ? start + edges[i + 1]!.index : end }
    const own = content(cell, page)
    const attributes = page.text.slice(cell.start, own.start)
    return { ...own, header, rowSpan: span('row', attributes), colSpan: span('col', attributes) }
  })
}

/** A cell or caption without the attributes before a single `|`. */
function content(stretch: Stretch, page: Page): Stretch {
  const bar = /^[^|]*\|(?!\|)/.exec(masked(stretch, page))
  const isAttributes = bar && /^\s*(?:[\w-]+\s*=|$|nowrap)/.test(bar[0].slice(0, -1))
  return isAttributes ? { start: stretch.start + bar[0].length, end: stretch.end } : { ...stretch }
}

function span(kind: 'row' | 'col', attributes: string): number {
  return Number(new RegExp(`${kind}span\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes)?.[1] ?? 1) || 1
}

function table(rows: Row[], caption: Stretch | null, page: Page): Element {
  const { places } = page
  page.count(
    rows.reduce((sum, row) => sum + row.length, 0),
    rows[0]![0]!.start,
  )
  const made = rows.map(row => {
    const cells = row.map(cell => cellOf(cell, page))
    return element('tr', cells, { start: row[0]!.start, end: row.at(-1)!.end }, places)
  })
  const whole = { start: caption?.start ?? rows[0]![0]!.start, end: rows.at(-1)!.at(-1)!.end }
  const title = caption && trimmed(page.text, caption)
  const above = title ? [element('caption', inline(title, page), title, places)] : []
  return element('table', [...above, element('tbody', made, whole, places)], whole, places)
}

function cellOf(cell: Cell, page: Page): Element {
  const { header, rowSpan, colSpan } = cell
  const stretch = trimmed(page.text, cell)
  const lines = linesOf(page.text, stretch)
  const isBlock = lines.length > 1 || /^(?:[*#]+|-)\s/.test(lines[0]!.text)
  const children: ElementContent[] = isBlock ? page.blocks(lines) : inline(stretch, page)
  const spans = { ...(rowSpan > 1 && { rowSpan }), ...(colSpan > 1 && { colSpan }) }
  return element(header ? 'th' : 'td', children, stretch, page.places, spans)
}
