import { placeText } from '../../schema/place.ts'
import type { Finding, Span } from '../../schema/types.ts'
import { jsonOf, oneLine } from './plain.ts'
import type { Format, Results } from './results.ts'

const severities = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const

/**
 * Findings in the Reviewdog Diagnostic Format. Columns there count bytes of UTF-8; only fields that every
 * version of reviewdog knows are written, as it refuses others.
 */
export const rdjson: Format = results => {
  const diagnostics = results.findings.map(finding => diagnostic(finding, results))
  return `${jsonOf({ source: { name: 'portolan' }, diagnostics }, 2)}\n`
}

function diagnostic(finding: Finding, { lineAt }: Results) {
  const { location, severity, corrected, rule } = finding
  const range = (span: Span) => rangeOf(span, line => lineAt({ document: location.document, line }))
  return {
    message: messageOf(finding),
    location: { path: location.document, range: range(location) },
    severity: corrected ? 'INFO' : severities[severity],
    code: { value: rule },
    ...suggestions(finding, range),
  }
}

function messageOf({ message, corrected, suggestion, evidence }: Finding): string {
  const lines = [
    `${message}${corrected ? ' (corrected)' : ''}`,
    ...(suggestion ? [suggestion.text] : []),
    ...evidence.map(one => `- ${placeText(one)}: ${one.note}`),
  ]
  return lines.map(oneLine).join('\n')
}

/** An edit is offered only with its exact place; by line alone it would replace whole lines. */
function suggestions({ suggestion }: Finding, range: (span: Span) => Range) {
  if (!suggestion?.span || suggestion.replacement === null) return {}
  const place = range(suggestion.span)
  return 'column' in place.start ? { suggestions: [{ range: place, text: suggestion.replacement }] } : {}
}

interface Position {
  line: number
  column?: number
}

interface Range {
  start: Position
  end: Position
}

/** A span with columns in bytes; without columns when a line is not at hand. */
function rangeOf(span: Span, lineAt: (line: number) => string | null): Range {
  const [first, last] = [lineAt(span.line), lineAt(span.endLine)]
  if (first === null || last === null) return { start: { line: span.line }, end: { line: span.endLine } }
  return {
    start: { line: span.line, column: byteColumn(first, span.column) },
    end: { line: span.endLine, column: byteColumn(last, span.endColumn) },
  }
}

/** A 1-based column in UTF-16 units as one in bytes of UTF-8. */
function byteColumn(line: string, column: number): number {
  return Buffer.byteLength(line.slice(0, column - 1)) + 1
}
