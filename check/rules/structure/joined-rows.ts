import type { Element } from 'hast'
import { isAcross, type Stretch, stretchOf } from '../../../extract/trees.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type PageTable } from '../../survey/index.ts'
import { quoted, spanOf } from '../evidence.ts'
import { table } from '../examples.ts'

const list = (...cells: string[]) =>
  `.. list-table::\n   :header-rows: 1\n\n   * - Port\n     - Source\n${cells.map(cell => `   ${cell}\n`).join('')}`

/** Rows between which the line break, or the tags, were lost. */
export const joinedRows: Rule = {
  id: 'joined-rows',
  fixable: true,
  family: 'structure',
  severity: 'error',
  description: 'Two rows of a table run together in one.',
  why: 'Renderers cut a row where its header ends: the second row vanishes from the page, and with it its ports.',
  examples: [
    {
      wrong: table(
        'Protocol | Port | Source',
        'TCP | 80 | clients | TCP | 443 | clients',
        'TCP | 22 | operators',
      ),
      right: table(
        'Protocol | Port | Source',
        'TCP | 80 | clients',
        'TCP | 443 | clients',
        'TCP | 22 | operators',
      ),
      says: 'Two rows run together after “clients”: what follows, “TCP | 443 | clients”, is not shown',
      fix: ' |\n',
    },
    {
      title: 'in HTML',
      wrong:
        '<table><tr><th>Port</th><th>Source</th></tr><tr><td>80</td><td>clients</td><td>443</td><td>clients</td></tr></table>',
      right:
        '<table><tr><th>Port</th><th>Source</th></tr><tr><td rowspan="2">80</td><td>clients</td></tr><tr><td>agents</td></tr></table>',
      says: 'Two rows run together after “clients”: tags are missing between them',
      fix: '</td></tr><tr>',
    },
    {
      title: 'in a list of lists',
      wrong: { 'ports.rst': list('* - 80', '  - clients', '  - 443', '  - clients') },
      right: { 'ports.rst': list('* - 80', '  - clients', '* - 443', '  - clients') },
      says: 'Two rows run together after “clients”: the second one has no row mark',
    },
    {
      title: 'with both the break and a pipe lost',
      wrong: table('Protocol | Port', 'TCP | 80 TCP | 443', 'TCP | 22'),
      right: table('Protocol | Port', 'TCP | 80', 'TCP | 443 | of the agents', 'TCP | 22'),
      says: 'Two rows run together in “80 TCP”: “443” is not shown',
    },
  ],
  check: ({ pages }) =>
    pages.flatMap(({ tables }) =>
      tables.flatMap(table => {
        const form = formOf(table)
        const shared = form === 'pipes' ? sharedCells(table) : []
        return [...pairsIn(table).map(pair => describe[form](table, pair)), ...shared]
      }),
    ),
}

/** How a table is written: in pipes, as Markdown has it; in tags; in another way. */
type Form = 'pipes' | 'tags' | 'other'

const delimiters = /^[\s>]*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*(?:\|\s*)?$/

function formOf({ part: { reading }, block }: PageTable): Form {
  const { start, end } = stretchOf(block.node)!
  if (reading.plain[start] === '<') return 'tags'
  const second = reading.plain.slice(start, end).split('\n', 2)[1] ?? ''
  return delimiters.test(second) ? 'pipes' : 'other'
}

/** Two rows that reading separated, with their places in the document. */
interface Pair {
  first: Stretch
  second: Stretch
  /** The last cell of the first row. */
  last: { words: string; end: number }
}

function pairsIn({ part, grid, cell }: PageTable): Pair[] {
  const joined = part.reading.repairs.filter(({ id }) => id === 'joined-rows')
  const starts = new Set(joined.map(({ start }) => start))
  return grid.rows.flatMap(({ element, cells }, row) => {
    const first = stretchOf(element)
    const following = grid.rows[row + 1]
    const second = following && stretchOf(following.element)
    const last = cells.findLast(one => stretchOf(one.element))
    if (!first || !second || !last || !starts.has(first.start)) return []
    const words = cell(row, last.column).text
    return [{ first, second, last: { words, end: stretchOf(last.element)!.end } }]
  })
}

const describe: Record<Form, (table: PageTable, pair: Pair) => Problem> = {
  pipes({ part }, { first, second, last }) {
    const { plain } = part.reading
    const end = first.start + plain.slice(first.start, second.start).replace(/(?<![\s|])[\s|]+$/, '').length
    const rest = trimmed(plain.slice(second.start, second.end))
    // A row starts behind the marks of a quote, or the indentation of a list.
    const prefix = plain.slice(plain.lastIndexOf('\n', first.start - 1) + 1, first.start)
    const replacement = ` |\n${prefix.replace(/[^\s>]/g, ' ')}`
    const span = spanOf(locate(part, { start: end, end: second.start }))
    return {
      at: locate(part, second),
      message: `Two rows run together after ${quoted(last.words)}: what follows, ${quoted(rest, 40)}, is not shown`,
      suggestion: { text: 'Break the line between them', replacement, span },
    }
  },
  tags(table, pair) {
    const { part } = table
    const { first, second, last } = pair
    // A tag may have swallowed rows of pipes, which no tag between them would separate.
    if (!/<\/?t[rdh]\b/i.test(part.reading.plain.slice(first.start, second.end)))
      return describe.other(table, pair)
    const tag = /<\/t[dh]>$/.exec(part.reading.plain.slice(0, last.end))?.[0] ?? ''
    const span = spanOf(locate(part, { start: last.end - tag.length, end: last.end }))
    const replacement = `${tag}</tr>${gapOf(table)}<tr>`
    return {
      at: locate(part, second),
      message: `Two rows run together after ${quoted(last.words)}: tags are missing between them`,
      suggestion: { text: 'End the row and begin the next', replacement, span },
    }
  },
  /** Without pipes and tags there are too many ways to separate rows for one to be proposed. */
  other: ({ part }, { second, last }) => ({
    at: locate(part, second),
    message: `Two rows run together after ${quoted(last.words)}: the second one has no row mark`,
  }),
}

/** A row without the pipes and blanks around it. */
function trimmed(row: string): string {
  return row.replace(/^[\s|]+|(?<![\s|])[\s|]+$/g, '')
}

/** The blanks between the rows of a table. */
function gapOf({ part, grid }: PageTable): string {
  const [first, second] = grid.rows.map(({ element }) => stretchOf(element))
  const between = first && second ? part.reading.plain.slice(first.end, second.start) : ''
  return /^\s*<\/thead>/.test(between) ? /^\s*/.exec(between)![0] : /^\s*$/.test(between) ? between : ''
}

/** One cell more than a row and the next one less one: a cell holds the end of one and the start of the other. */
function sharedCells(table: PageTable): Problem[] {
  const { grid, part, header } = table
  const width = Math.max(0, ...grid.covering(header?.row ?? 0).map(one => one.column + one.width))
  if (width < 2 || grid.rows.some(({ element }) => holdsTable(element))) return []
  return grid.rows.flatMap(({ element, cells }, row) => {
    const stretch = stretchOf(element)
    // Markdown readers fill a short row up with cells that have no place.
    const own = cells.filter(cell => stretchOf(cell.element))
    const seam = own.at(-1)
    if (!stretch || !seam || isAcross(grid, row)) return []
    const at = stretchOf(seam.element)!
    const dropped = trimmed(part.reading.plain.slice(at.end, stretch.end))
    const cut = dropped.split(/(?<!\\)\|/)
    const words = table.cell(row, seam.column).text
    const isSeam = own.length + cut.length === 2 * width - 1 && /\S\s+\S/.test(words)
    if (dropped === '' || !isSeam || !isLike(table, row, cut)) return []
    const message = `Two rows run together in ${quoted(words)}: ${quoted(dropped, 40)} is not shown`
    return [{ at: locate(part, at), message }]
  })
}

/** Ports are below ports: what is dropped continues the row that the cell begins. */
function isLike(table: PageTable, row: number, dropped: string[]): boolean {
  const column = table.header?.columns.get('ports')?.[0]
  if (column === undefined) return false
  const hasPorts = (text: string) => /\d/.test(text)
  return hasPorts(table.cell(row, column).text) && (column === 0 || hasPorts(dropped[column - 1] ?? ''))
}

function holdsTable(element: Element): boolean {
  return element.children.some(
    child => child.type === 'element' && (child.tagName === 'table' || holdsTable(child)),
  )
}
