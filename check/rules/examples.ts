/**
 * A table in Markdown for the examples of rules.
 *
 * @param rows the header first, cells separated by ` | `: `table('Port | Source', '22 | operators')`
 */
export function table(...rows: string[]): string {
  const [head = ''] = rows
  const rule = head.replace(/[^|]+/g, ' --- ').trim()
  return [head, rule, ...rows.slice(1)].map(row => `| ${row} |`).join('\n')
}

/** Lines of an example. */
export function lines(...all: string[]): string {
  return all.join('\n')
}
