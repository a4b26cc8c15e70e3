import type { Finding } from '../../schema/types.ts'

/** A finding at a place, as a rule might report it. */
export function finding(
  over: Partial<Finding> & { line?: number; column?: number; document?: string },
): Finding {
  const { line = 1, column = 1, document = 'page.md', ...rest } = over
  return {
    id: `${rest.rule ?? 'port-slip'}:${document}:${line}:${column}`,
    rule: 'port-slip',
    severity: 'error',
    message: 'Something is wrong',
    location: { document, line, column, endLine: line, endColumn: column + 1 },
    evidence: [],
    suggestion: null,
    claims: [],
    corrected: false,
    fingerprint: `${rest.rule ?? 'port-slip'}${document}${line}${column}`,
    ...rest,
  }
}

/** A finding whose suggestion replaces characters of one line. */
export function edit(line: number, column: number, endColumn: number, replacement: string | null): Finding {
  const span = { line, column, endLine: line, endColumn }
  return finding({ line, column, suggestion: { text: `Write ${replacement}`, replacement, span } })
}
