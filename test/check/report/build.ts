import type { Results } from '../../../check/report/results.ts'
import type { RuleNote } from '../../../check/rule.ts'
import type { Finding } from '../../../schema/types.ts'

/** An invented page, with Chinese words before a place. */
export const pages: Record<string, string[]> = {
  'docs/ports.md': ['# Ports', '', '| TCP | 379 | keepers |', '| 协议 TCP | 端口 379 | 灯塔 |'],
  'docs/other page.md': ['TCP 2379 for keepers'],
}

/** Words that would do harm in one format or another. */
export const hostile =
  '::error::x%0A\r\n::set-output name=a::b \u001b[31mred\u202e | `code` <img src=x> @team #12 [a](b) {0} **bold**'

/** A finding about the first page, with other values where they are given. */
export function finding(values: Partial<Finding> = {}): Finding {
  return {
    id: 'port-slip:docs/ports.md:3:1',
    rule: 'port-slip',
    severity: 'error',
    message: 'Port 379 should be 2379',
    location: { document: 'docs/ports.md', line: 3, column: 9, endLine: 3, endColumn: 12 },
    evidence: [{ document: 'docs/other page.md', line: 1, column: 5, note: '2379 for “keepers”' }],
    suggestion: {
      text: 'Write 2379',
      replacement: '2379',
      span: { line: 3, column: 9, endLine: 3, endColumn: 12 },
    },
    claims: ['docs/ports.md:3:1'],
    corrected: false,
    fingerprint: '5f2b8c1d9e3a7046',
    ...values,
  }
}

export const rule: RuleNote = {
  id: 'port-slip',
  family: 'numbers',
  severity: 'error',
  description: 'A port is a slip away.',
  why: 'Nothing listens there.',
  examples: [
    { title: 'A digit', wrong: '`{379}`', right: { 'a.md': '```\n2379\n```\n' }, says: '379', fix: '2379' },
  ],
}

/** Results with these findings; other values where they are given. */
export function results(findings: Finding[], values: Partial<Results> = {}): Results {
  return {
    findings,
    rules: [rule],
    documents: 2,
    hidden: { silenced: 0, known: 0 },
    lineAt: ({ document, line }) => pages[document]?.[line - 1] ?? null,
    version: '1.2.3',
    style: { width: 80, colour: false, quiet: false },
    ...values,
  }
}
