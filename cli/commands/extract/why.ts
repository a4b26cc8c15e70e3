import type { BlockReason, Reason, TableReason, Weighed } from '../../../extract/why.ts'
import { stripControls } from '../../format/table.ts'

const forms: Record<TableReason['form'], string> = {
  'row-table': 'a table with a statement in each row',
  'headerless-table': 'a table without a header, a statement in each row',
  'transposed-table': 'a table with a statement in each column',
  matrix: 'a matrix from the side to the top',
}
const kinds: Record<BlockReason['kind'], string> = {
  table: 'table',
  item: 'list item',
  prose: 'paragraph',
  list: 'list of fields',
  heading: 'heading',
  code: 'code block',
}
const noLabel: Record<string, string> = { other: 'nothing that a claim holds' }

/** The reasons of readings as text for people. */
export function whyText(blocks: BlockReason[]): string {
  return stripControls(blocks.map(block => `${blockLines(block).join('\n')}\n`).join('\n'))
}

function blockLines(block: BlockReason): string[] {
  const { document, line, kind, table, lines = [], subjects = [] } = block
  return [
    `${document}:${line}: ${kinds[kind]}, ${outcome(block)}`,
    ...(block.override ? [`  decided by ${block.override}`] : []),
    ...(table ? tableLines(table) : []),
    ...lines.flatMap(one => [
      `  line ${one.line}: ${one.text}`,
      ...(one.score === undefined
        ? [`    ${one.note}`]
        : [
            `    score ${signed(one.score)}${one.note ? `, ${one.note}` : ''}`,
            ...reasons(one as Weighed, '    '),
          ]),
    ]),
    ...(subjects.length > 0 ? ['  the machine that it is about, where its own words name none:'] : []),
    ...subjects.flatMap(({ from, text, name, ...one }) => [
      `    ${from} "${text}": ${name ? `"${name}"` : 'no machine'}${one.score === undefined ? '' : ` (score ${signed(one.score)})`}`,
      ...(one.score === undefined ? [] : reasons(one as Weighed, '      ')),
    ]),
  ]
}

function outcome({ claims, confidence, patterns }: BlockReason): string {
  if (claims.length === 0) return 'not read'
  const count = claims.length === 1 ? '1 claim' : `${claims.length} claims`
  return `${count} (${patterns.join(', ')}), confidence ${confidence!.toFixed(2)}${claims.length > 1 ? ' or more' : ''}`
}

function tableLines(table: TableReason): string[] {
  const { form, headerLine, columns, second } = table
  return [
    `  best read as ${forms[form]}${headerLine === null ? '' : `, header in line ${headerLine}`}`,
    `  score as a statement of traffic ${signed(table.score)}; read above 0`,
    ...reasons(table, '    '),
    ...columns.flatMap(column => [
      `  column ${column.column}${column.header ? ` "${column.header}"` : ''}: ${noLabel[column.label] ?? column.label} (score ${signed(column.score)}, ${Math.round(column.certainty * 100)} % sure)`,
      ...reasons(column, '    '),
    ]),
    second
      ? `  second: ${forms[second.form]}${second.headerLine === null ? '' : `, header in line ${second.headerLine}`}${second.labels.length > 0 ? ` (${second.labels.join(', ')})` : ''}, ${second.behind.toFixed(2)} behind`
      : '  no other reading',
  ]
}

function reasons(weighed: Weighed, indent: string): string[] {
  const list = (word: string, some: Reason[]) =>
    some.length === 0
      ? []
      : [`${indent}${word}: ${some.map(({ words, value }) => `${words} ${signed(value)}`).join(', ')}`]
  return [...list('for', weighed.for), ...list('against', weighed.against)]
}

function signed(value: number): string {
  return value > 0 ? `+${value.toFixed(1)}` : value.toFixed(1)
}
