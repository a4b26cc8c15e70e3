import type { Span } from '../../schema/types.ts'

/** A pipe table: its lines as cells, header and rule first. */
type Lines = string[][]

/** Rewrites every pipe table of a text; its rows are as they were written, blanks around cells left out. */
function tables(text: string, rewrite: (table: Lines, lines: string[]) => string[]): string {
  return text.replace(
    /(?:^[^\n]*\|[^\n]*\n)(?:^[ \t]*\|?[ \t]*:?-[-:| \t]*\n)(?:^[^\n]*\|[^\n]*(?:\n|$))+/gm,
    table => {
      const lines = table.trimEnd().split('\n')
      return `${rewrite(lines.map(cellsOf), lines).join('\n')}\n`
    },
  )
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(cell => cell.trim())
}

const pipes = (cells: string[]) => `| ${cells.join(' | ')} |`

/** Ways to write a page anew, by somebody who knows nothing of ports; each changes no fact. */
export const rewrites: Record<string, (text: string) => string> = {
  'rows in reverse': text => tables(text, (_, [head, rule, ...rows]) => [head!, rule!, ...rows.reverse()]),
  'columns in reverse': text =>
    tables(text, (cells, lines) => {
      const width = cells[0]!.length
      // Rows that are damaged stay as they are only where they stand.
      if (cells.some(row => row.length > width)) return lines
      return cells.map(row => pipes([...row, ...Array(width - row.length).fill('')].reverse()))
    }),
  'cells padded': text =>
    tables(text, cells =>
      cells.map((row, i) => pipes(row.map(cell => (i === 1 ? ':-----------:' : cell.padEnd(40))))),
    ),
  'cells bare': text => tables(text, cells => cells.map(row => `|${row.join('|')}|`)),
  'pipe tables as HTML': text =>
    tables(text, (cells, lines) => (cells.some(row => row.length > cells[0]!.length) ? lines : html(cells))),
  'lines further down': text =>
    text.replace(/^(?=#|\*\*)/m, 'Here the harbour master greets his readers.\n\n'),
  'paragraphs reworded': text =>
    text.replace(/^(?![#|<>*\-{:\d])[A-Z][^\n|\d{<]*[.:]$/gm, 'The tide waits for nobody.'),
  'rows of HTML tables in reverse': text =>
    text.replace(/<tbody>.*?<\/tbody>/gs, body =>
      body.includes('rowspan')
        ? body
        : `<tbody>${(body.match(/<tr>.*?<\/tr>/gs) ?? []).reverse().join('\n')}</tbody>`,
    ),
  'columns of HTML tables in reverse': text =>
    text.replace(/<table[^>]*>(?:(?!<\/table>|(?:row|col)span).)*<\/table>/gs, table =>
      table.replace(
        /<tr>(.*?)<\/tr>/gs,
        (_, row: string) => `<tr>${(row.match(/<t[dh][ >].*?<\/t[dh]>/gs) ?? []).reverse().join('')}</tr>`,
      ),
    ),
  'HTML on many lines': text => text.replace(/<\/(?:tr|thead|t[dh])>/g, '$&\n'),
  'line ends of another system': text => text.replaceAll('\n', '\r\n'),
}

function html([head, _, ...rows]: Lines): string[] {
  const line = (tag: string, cells: string[]) =>
    `<tr>${cells.map(cell => `<${tag}>${inline(cell)}</${tag}>`).join('')}</tr>`
  return ['<table>', line('th', head!), ...rows.map(row => line('td', row)), '</table>']
}

function inline(cell: string): string {
  return cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]*)\*\*/g, '<strong>$1</strong>')
    .replace(/`([^`]*)`/g, '<code>$1</code>')
}

/** A text with a stretch of it replaced. */
export function replace(text: string, span: Span, written: string): string {
  const lines = text.split('\n')
  const start = lines[span.line - 1]!.slice(0, span.column - 1)
  const end = lines[span.endLine - 1]!.slice(span.endColumn - 1)
  lines.splice(span.line - 1, span.endLine - span.line + 1, start + written + end)
  return lines.join('\n')
}
