import type { Column, Page, Row } from './pages.ts'

/** How a page is written. */
export interface Style {
  format: 'markdown' | 'html' | 'asciidoc'
  columns: Column[]
  /** Cells are padded to the width of their column. */
  aligned: boolean
  /** Markup of a list in a cell. */
  list: 'commas' | 'lines'
}

export const usual: Style = {
  format: 'markdown',
  columns: ['protocol', 'ports', 'source', 'destination', 'description'],
  aligned: false,
  list: 'commas',
}

const titles: Record<Column, string> = {
  protocol: 'Protocol',
  ports: 'Port',
  source: 'Source',
  destination: 'Destination',
  description: 'Description',
}

/** Writes a page; the same facts in every style. */
export function render(page: Page, style: Style = usual): string {
  return writers[style.format](page, style)
}

const writers: Record<Style['format'], (page: Page, style: Style) => string> = {
  markdown: (page, style) =>
    page
      .map(({ heading, prose, rows }) => `## ${heading}\n\n${prose}\n\n${markdownTable(rows, style)}\n`)
      .join('\n'),
  html: (page, style) =>
    page
      .map(({ heading, prose, rows }) => `<h2>${heading}</h2>\n<p>${prose}</p>\n${htmlTable(rows, style)}\n`)
      .join('\n'),
  asciidoc: (page, style) =>
    `= Ports\n\n${page.map(({ heading, prose, rows }) => `== ${heading}\n\n${prose}\n\n${asciidocTable(rows, style)}\n`).join('\n')}`,
}

function markdownTable(rows: Row[], { columns, aligned, list }: Style): string {
  const cells = [
    columns.map(column => titles[column]),
    columns.map(() => (aligned ? ':-----' : '---')),
    ...rows.map(row => columns.map(column => cellOf(row, column, list === 'lines' ? '<br>' : ', '))),
  ]
  const widths = columns.map((_, i) => (aligned ? Math.max(...cells.map(line => line[i]!.length)) : 0))
  return cells.map(line => `| ${line.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`).join('\n')
}

function htmlTable(rows: Row[], { columns, list }: Style): string {
  const line = (tag: string, cells: string[]) =>
    `<tr>${cells.map(cell => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  const head = line(
    'th',
    columns.map(column => titles[column]),
  )
  const body = rows.map(row =>
    line(
      'td',
      columns.map(column => cellOf(row, column, list === 'lines' ? '<br>' : ', ')),
    ),
  )
  return `<table>\n<thead>${head}</thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`
}

function asciidocTable(rows: Row[], { columns, list }: Style): string {
  const line = (cells: string[]) => cells.map(cell => `|${cell}`).join(' ')
  const body = rows.map(row =>
    line(columns.map(column => cellOf(row, column, list === 'lines' ? ' +\n' : ', '))),
  )
  return [
    '[%header,cols="1,1,1,1,1"]',
    '|===',
    line(columns.map(column => titles[column])),
    '',
    ...body,
    '|===',
  ].join('\n')
}

function cellOf(row: Row, column: Column, joiner: string): string {
  const ports = row.ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
  if (column === 'ports') return ports.join(joiner)
  if (column === 'description')
    return [row.description, row.condition && `(${row.condition})`].filter(Boolean).join(' ')
  return column === 'protocol' ? row.protocol : row[column].join(joiner)
}
