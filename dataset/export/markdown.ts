import { words } from '../../check/report/markdown.ts'
import type { Flow } from '../../schema/types.ts'
import { portsOf } from '../api/ports.ts'
import { byDeployment, conditionWords, placeText } from './flows.ts'

const head = ['From', 'To', 'Protocol', 'Ports', 'Service', 'Only if', 'Status', 'Stated in'] as const

/**
 * Writes flows as Markdown (GFM): a table for each deployment, columns that are empty throughout left out.
 * Words of documents show as they are: none becomes markup, a link or a mention.
 */
export function toMarkdown(flows: readonly Flow[]): string {
  const sections = byDeployment(flows).map(({ name, flows }) => {
    const rows = flows.map(rowOf)
    return `## ${cell(name)}\n\n${markdownTable(head, rows)}`
  })
  return sections.length > 0 ? sections.join('\n') : 'No flows.\n'
}

/** A table of plain texts, without the columns that hold nothing. */
export function markdownTable(head: readonly string[], rows: readonly string[][]): string {
  const kept = head.map((_, i) => i).filter(i => rows.some(row => row[i] !== ''))
  const line = (cells: readonly string[]) => `| ${kept.map(i => cells[i] ?? '').join(' | ')} |\n`
  const plain = [head, ...rows].map(row => row.map(cell))
  return [plain[0]!, head.map(() => '---'), ...plain.slice(1)].map(line).join('')
}

function rowOf(flow: Flow): string[] {
  return [
    flow.from.id,
    flow.local ? `${flow.to.id} (local)` : flow.to.id,
    flow.protocol ?? '',
    portsOf(flow),
    flow.service ?? '',
    conditionWords(flow),
    flow.status === 'stated' ? '' : flow.status,
    [...new Set(flow.places.map(placeText))].join(', '),
  ]
}

/** Plain names need no escapes, and read better without. */
const harmless = /^(?!\d+[.)]|[-+] |www)[\p{L}\p{N} ,;.()/:-]*$/u

/** A plain text as Markdown, in a table too; with escapes only where it needs any. */
export function cell(text: string): string {
  const parts = text.split('*')
  const plain = parts.every(part => harmless.test(part)) && !/:\/\/|\bwww\.|\bGH-/i.test(text)
  return plain ? parts.join('\\*') : words(text)
}
