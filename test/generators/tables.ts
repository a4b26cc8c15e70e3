import fc from 'fast-check'
import type { Ports } from '../../schema/types.ts'
import { showPorts } from '../extract/helpers.ts'

/** A cell as Markdown and as HTML. */
export interface Cell {
  markdown: string
  html: string
}

/** A row, and what it states. */
export interface Row {
  ports: { cell: Cell; stated: Ports[] }
  protocol: { cell: Cell; stated: (string | null)[] }
  source: { cell: Cell; stated: string[] }
  destination: { cell: Cell; stated: string[] }
  description: { cell: Cell; stated: string | null }
}

export type Column = keyof Row

export interface Table {
  columns: Column[]
  rows: Row[]
  outerPipes: boolean
}

const plain = (text: string): Cell => ({ markdown: text, html: text })
const same = (markdown: string): Cell => ({
  markdown,
  html: markdown.replaceAll(/`([^`]*)`/g, '<code>$1</code>'),
})

const port = fc.integer({ min: 0, max: 65_535 })
const range = fc.oneof(
  port.map(first => ({ first, last: first })),
  fc.tuple(port, port).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) })),
)
const dash = fc.constantFrom('-', ' - ', '–', '-<br>')
const ports = fc
  .tuple(fc.array(range, { minLength: 1, maxLength: 4 }), dash, fc.constantFrom(', ', ',', '<br>', ' and '))
  .map(([stated, between, joiner]) => ({
    stated,
    cell: plain(stated.map(each => showPorts(each).replace('-', between)).join(joiner)),
  }))

const protocol = fc
  .constantFrom<[string, (string | null)[]]>(
    ['TCP', ['tcp']],
    ['udp', ['udp']],
    ['`SCTP`', ['sctp']],
    ['TCP/UDP', ['tcp', 'udp']],
    ['UDP, TCP', ['tcp', 'udp']],
    ['HTTPS', ['tcp']],
    ['All', ['all']],
    ['', [null]],
  )
  .map(([text, stated]) => ({ stated, cell: same(text) }))

const names = fc.uniqueArray(
  fc.constantFrom(
    'quay nodes',
    'crane nodes',
    'all ferries',
    'lock-1',
    'pilots and keepers',
    '192.0.2.0/24',
    '码头节点',
  ),
  { maxLength: 3 },
)
const ends = fc.tuple(names, fc.constantFrom('list', 'lines', 'code')).map(([stated, form]) => {
  if (form === 'lines') return { stated, cell: plain(stated.join('<br>')) }
  if (form === 'code') return { stated, cell: same(stated.map(name => `\`${name}\``).join(', ')) }
  const items = stated.map(name => `<li>${name}</li>`).join('')
  return { stated, cell: plain(items && `<ul>${items}</ul>`) }
})
const description = fc
  .constantFrom(null, 'Tide tables', 'orders, mail', '泊位')
  .map(stated => ({ stated, cell: plain(stated ?? '') }))

const row: fc.Arbitrary<Row> = fc.record({ ports, protocol, source: ends, destination: ends, description })
const columns = fc
  .shuffledSubarray<Column>(['source', 'destination', 'description'])
  .chain(others =>
    fc.shuffledSubarray<Column>(['ports', 'protocol', ...others], { minLength: others.length + 2 }),
  )

/** A table is about ports when some row names a protocol: the first one does. */
const rows = fc
  .tuple(
    row.filter(({ protocol }) => protocol.stated[0] !== null),
    fc.array(row, { maxLength: 5 }),
  )
  .map(([first, others]) => [first, ...others])

/** Clean tables about ports, with what each row states. */
export const tables: fc.Arbitrary<Table> = fc.record({ columns, rows, outerPipes: fc.boolean() })

/** What heads each column. */
export const titles: Record<Column, string> = {
  ports: 'Port',
  protocol: 'Protocol',
  source: 'Source',
  destination: 'Destination',
  description: 'Description',
}

/** Without outer pipes a row must not begin or end with an empty cell, nor begin with a tag. */
function needsPipes(cells: string[]): boolean {
  return cells[0] === '' || cells.at(-1) === '' || cells[0]!.startsWith('<')
}

export function toMarkdown({ columns, rows, outerPipes }: Table): string {
  const line = (cells: string[]) =>
    outerPipes || needsPipes(cells) ? `| ${cells.join(' | ')} |` : cells.join(' | ')
  const lines = [columns.map(column => titles[column]), columns.map(() => '---')]
  const body = rows.map(each => columns.map(column => each[column].cell.markdown))
  return `${[...lines, ...body].map(line).join('\n')}\n`
}

/** The same table in HTML, each row on a line of its own. */
export function toHtml({ columns, rows }: Table): string {
  const line = (tag: string, cells: string[]) =>
    `<tr>${cells.map(cell => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  const head = line(
    'th',
    columns.map(column => titles[column]),
  )
  const body = rows.map(each =>
    line(
      'td',
      columns.map(column => each[column].cell.html),
    ),
  )
  return `${['<table>', head, ...body, '</table>'].join('\n')}\n`
}
