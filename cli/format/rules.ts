import type { Rule } from '../../check/index.ts'
import { jsonOf } from '../../check/report/plain.ts'
import { hang } from '../../check/report/wrap.ts'

/**
 * Lists rules for people, family by family; as JSON, or one JSON object a line, when that is the format.
 *
 * @param columns of the terminal that the list may take
 */
export function listRules(rules: Rule[], format: string, columns: number): string {
  const notes = rules.map(({ id, family, severity, description, why }) => ({
    id,
    family,
    severity,
    description,
    why,
  }))
  if (format === 'json') return `${jsonOf(notes, 2)}\n`
  if (format === 'ndjson') return notes.map(note => `${jsonOf(note)}\n`).join('')
  return families(rules)
    .map(family => section(family, rules, columns))
    .join('\n')
}

function families(rules: Rule[]): string[] {
  return [...new Set(rules.map(({ family }) => family))]
}

function section(family: string, rules: Rule[], columns: number): string {
  const own = rules.filter(rule => rule.family === family)
  const width = Math.max(...own.map(({ id }) => id.length))
  const lines = own.flatMap(({ id, severity, description }) =>
    hang(`  ${id.padEnd(width)}  ${severity.padEnd(7)}  `, description, columns),
  )
  return `${family}\n${lines.map(line => `${line}\n`).join('')}`
}
