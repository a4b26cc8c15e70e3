import { showPorts } from '../extract/helpers.ts'
import { type Column, type Row, type Table, titles } from './tables.ts'

/** Words of a cell, in pieces that stand on lines of their own where it lists things. */
const plain: { [Name in Column]: (row: Row) => string[] } = {
  ports: ({ ports }) => [ports.stated.map(showPorts).join(', ')],
  protocol: ({ protocol }) => [
    protocol.stated.map(name => (name === 'all' ? 'All' : (name?.toUpperCase() ?? ''))).join('/'),
  ],
  source: ({ source }) => source.stated,
  destination: ({ destination }) => destination.stated,
  description: ({ description }) => [description.stated ?? ''],
}

/** A table in HTML, each row on a line of its own; equal cells below one another are one that spans rows. */
export function toSpannedHtml({ columns, rows }: Table): string {
  const words = rows.map(row => columns.map(column => row[column].cell.html))
  const isAbove = (row: number, column: number) => words[row - 1]?.[column] === words[row]![column]
  const height = (row: number, column: number) => {
    let end = row + 1
    while (end < rows.length && isAbove(end, column)) end++
    return end - row
  }
  const cell = (row: number, column: number) => {
    const rowspan = height(row, column)
    return `<td${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}>${words[row]![column]}</td>`
  }
  const body = rows.map(
    (_, row) =>
      `<tr>${columns.map((_, column) => (isAbove(row, column) ? '' : cell(row, column))).join('')}</tr>`,
  )
  const head = `<tr>${columns.map(column => `<th>${titles[column]}</th>`).join('')}</tr>`
  return `<table>\n${[head, ...body].join('\n')}\n</table>\n`
}

/** A table in AsciiDoc, each row on a line of its own but for the breaks in its cells. */
export function toAsciidoc({ columns, rows }: Table): string {
  const line = (cells: string[]) => cells.map(cell => `|${cell}`).join(' ')
  const body = rows.map(row => line(columns.map(column => plain[column](row).join(' +\n'))))
  return ['[%header]', '|===', line(columns.map(column => titles[column])), '', ...body, '|===', ''].join(
    '\n',
  )
}

/** A table in reStructuredText, as a list of lists. */
export function toListTable({ columns, rows }: Table): string {
  const row = (cells: string[][]) =>
    cells.map((cell, i) => `   ${i === 0 ? '* -' : '  -'} ${listed(cell)}`.trimEnd()).join('\n')
  const body = rows.map(each => row(columns.map(column => plain[column](each))))
  const head = row(columns.map(column => [titles[column]]))
  return `.. list-table::\n   :header-rows: 1\n\n${[head, ...body].join('\n')}\n`
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : words.map(word => `- ${word}`).join('\n       ')
}
