import type { Finding } from '../schema/types.ts'
import type { Report } from './findings.ts'
import { unusedBaseline } from './suppression/rules.ts'
import { validate } from './validate.ts'

/** A finding that is known and not reported. */
export type Known = Pick<Finding, 'rule' | 'message' | 'fingerprint'> & { document: string }

/** What is written into the file for those who open it. */
const note = 'Findings that are known and not reported. Written by `portolan check --write-baseline`.'

/**
 * Reads a baseline.
 *
 * @param file what the file is called in messages
 * @throws {SchemaError} when it is none
 * @throws {SyntaxError} when it is no JSON
 */
export function parseBaseline(text: string, file: string): Known[] {
  return validate<{ findings: Known[] }>('baseline', JSON.parse(text), file).findings
}

/**
 * Makes a baseline of findings.
 *
 * @param findings those to know from now on
 * @param rest entries to keep, of documents that were not checked
 * @returns the text of the file, the same for the same findings in any order
 */
export function formatBaseline(findings: Finding[], rest: Known[] = []): string {
  const entries = findings.map(({ rule, location, message, fingerprint }) => ({
    rule,
    document: location.document,
    message,
    fingerprint,
  }))
  const sorted = [...entries, ...rest].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  return `${JSON.stringify({ note, findings: sorted }, null, 2)}\n`
}

function orderOf({ document, rule, message, fingerprint }: Known): string {
  return [document, rule, message, fingerprint].join('\n')
}

/** Separates findings that are known from new ones: `left` are new, `unused` the entries that match none. */
export function unknownOf<Entry extends Pick<Finding, 'fingerprint'>>(
  findings: Finding[],
  entries: Entry[],
): { left: Finding[]; unused: Entry[] } {
  const known = new Set(entries.map(({ fingerprint }) => fingerprint))
  const found = new Set(findings.map(({ fingerprint }) => fingerprint))
  return {
    left: findings.filter(({ fingerprint }) => !known.has(fingerprint)),
    unused: entries.filter(({ fingerprint }) => !found.has(fingerprint)),
  }
}

/**
 * Reports entries of a baseline that fit nothing, each on its line.
 *
 * @param file how the baseline's file is called
 * @param text its text
 */
export function unusedEntries(unused: Known[], file: string, text: string): Report[] {
  const lines = text.split('\n')
  const lineOf = new Map(lines.map((line, i) => [/"fingerprint": *"([^"]*)"/.exec(line)?.[1], i + 1]))
  return unused.map(({ rule, document, message, fingerprint }) => {
    const line = lineOf.get(fingerprint) ?? 1
    const endColumn = (lines[line - 1] ?? '').length + 1
    const at = { document: file, line, column: 1, endLine: line, endColumn }
    const quoted = `"${message}" (${rule}) in ${document}`
    return { rule: unusedBaseline, problem: { at, message: `Nothing fits this entry any more: ${quoted}` } }
  })
}
