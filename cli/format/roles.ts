import { jsonOf } from '../../check/report/plain.ts'
import { markdownTable } from '../../dataset/export/markdown.ts'
import { csvOf } from '../../dataset/table.ts'
import type { Node } from '../../schema/types.ts'
import { drawTable } from './table.ts'

/** The ways in which roles are written out. */
export const roleFormats = ['table', 'json', 'csv', 'markdown'] as const
export type RoleFormat = (typeof roleFormats)[number]

/** A role, a group, or another end of flows. */
export interface RoleRow {
  id: string
  kind: Node['kind']
  title: string
  /** Of a group. */
  members: string[]
  /** How many flows start from it. */
  starts: number
  /** How many flows lead to it. */
  listens: number
}

/**
 * Writes roles.
 *
 * @param width terminal columns that a table may take
 */
export function formatRoles(rows: RoleRow[], format: RoleFormat, width: number): string {
  if (format === 'json') return `${jsonOf(rows, 2)}\n`
  const cells = rows.map(({ id, kind, title, members, starts, listens }) => [
    id,
    kind,
    members.length > 0 ? [title, `(${members.join(', ')})`].join(' ') : title,
    ...[starts, listens].map(count => String(count || '')),
  ])
  const head = ['id', 'kind', 'who', 'starts', 'listens']
  if (format === 'csv') return csvOf(head, cells)
  return format === 'markdown' ? markdownTable(head, cells) : `${drawTable(head, cells, width)}\n`
}
