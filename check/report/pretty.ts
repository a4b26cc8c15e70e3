import { styleText } from 'node:util'
import stringWidth from 'string-width'
import { placeText } from '../../schema/place.ts'
import type { Evidence, Finding } from '../../schema/types.ts'
import { oneLine } from './plain.ts'
import { byDocument, countByRule, countFindings, countHidden, type Format, type Results } from './results.ts'
import { excerptOf, hang } from './terminal.ts'

type Look = Parameters<typeof styleText>[0]

/** What findings look like: their sign in the counts and their colour. */
const looks: Record<Finding['severity'], { sign: string; colour: Look }> = {
  error: { sign: '✖', colour: 'red' },
  warning: { sign: '⚠', colour: 'yellow' },
  info: { sign: 'ℹ', colour: 'blue' },
}

type Paint = (look: Look, text: string) => string

/** Findings for people: the place marked in its line, what to write, and the evidence. */
export const pretty: Format = results => {
  const paint: Paint = (look, text) =>
    results.style.colour && text !== '' ? styleText(look, text, { validateStream: false }) : text
  const documents = [...byDocument(results.findings)].map(
    ([document, findings]) =>
      `${paint('underline', oneLine(document))}\n${section(findings, results, paint)}\n`,
  )
  return [...documents, ...(results.style.quiet ? [] : [summary(results, paint)])].join('\n')
}

function section(findings: Finding[], results: Results, paint: Paint): string {
  const places = findings.map(placeOf)
  const width = Math.max(...places.map(place => place.length))
  return findings.map((finding, i) => drawn(finding, places[i]!.padEnd(width), results, paint)).join('\n\n')
}

function drawn(finding: Finding, place: string, results: Results, paint: Paint): string {
  const { severity, message, rule, corrected, suggestion, evidence, location } = finding
  const name = `${rule}${corrected ? ' (corrected)' : ''}`
  const { width } = results.style
  const margin = `${place}  ${paint(looks[severity].colour, severity.padEnd(7))}  `
  const head = named(hang(margin, message, width), name, margin, width, paint)
  const gutter = ' '.repeat(String(location.line).length + 1)
  const mend = suggestion ? hang(`${gutter} = `, suggestion.text, width).map(greenBehind(gutter, paint)) : []
  const shown = evidenceLines(evidence, location.document, `${gutter} > `, width)
  return [...head, ...source(finding, results, paint), ...mend, ...shown].join('\n')
}

/** Puts a rule's name behind what it says, or below where there is no room. */
function named(lines: string[], name: string, margin: string, width: number, paint: Paint): string[] {
  const last = `${lines.at(-1)}  ${paint('dim', name)}`
  if (stringWidth(last) <= width) return [...lines.slice(0, -1), last]
  return [...lines, ' '.repeat(stringWidth(margin)) + paint('dim', name)]
}

function greenBehind(gutter: string, paint: Paint): (line: string) => string {
  const at = gutter.length + 3
  return line => line.slice(0, at) + paint('green', line.slice(at))
}

/** The line of the finding and the marks below it. */
function source({ location, severity }: Finding, { lineAt, style }: Results, paint: Paint): string[] {
  const line = lineAt(location)
  if (line === null) return []
  const number = ` ${location.line} | `
  const end = location.endLine > location.line ? null : location.endColumn
  const { text, marks } = excerptOf(line, location.column, end, Math.max(20, style.width - number.length))
  const below = `${' '.repeat(number.length - 2)}| ${paint(looks[severity].colour, marks)}`
  return [`${paint('dim', number)}${text}`, below]
}

function evidenceLines(evidence: Evidence[], here: string, margin: string, columns: number): string[] {
  const places = evidence.map(({ document, line, column }) =>
    oneLine(document === here ? `${line}:${column}` : placeText({ document, line, column })),
  )
  const width = Math.max(...places.map(place => stringWidth(place)))
  return evidence.flatMap(({ note }, i) => {
    const padded = places[i] + ' '.repeat(width - stringWidth(places[i]!))
    return hang(`${margin}${padded}  `, note, columns)
  })
}

function placeOf({ location: { line, column, endLine, endColumn } }: Finding): string {
  return `${line}:${column}-${endLine}:${endColumn}`
}

/** More findings than these are summed up by rule. */
const mostPlain = 10

function summary({ findings, documents, hidden }: Results, paint: Paint): string {
  if (documents === 0) return 'no document was checked\n'
  const read = `${documents} ${documents === 1 ? 'document' : 'documents'}`
  const rest = countHidden(hidden) && `; ${countHidden(hidden)}`
  if (findings.length === 0) return `${paint('green', '✔')} ${read}, nothing found${rest}\n`
  const { sign, colour } = looks[findings.some(isOpen) ? gravest(findings.filter(isOpen)) : 'info']
  const corrected = findings.filter(finding => finding.corrected).length
  const told = corrected === 0 ? '' : ` (${corrected} of them corrected)`
  const table = findings.length > mostPlain ? `${byRule(findings)}\n` : ''
  return `${table}${paint(colour, sign)} ${countFindings(findings)}${told} in ${read}${rest}\n`
}

function byRule(findings: Finding[]): string {
  const counts = countByRule(findings)
  const width = String(Math.max(...counts.map(({ count }) => count))).length
  return counts
    .map(({ rule, severity, count }) => `${String(count).padStart(width)} ${severity.padEnd(7)} ${rule}\n`)
    .join('')
}

function isOpen({ corrected }: Finding): boolean {
  return !corrected
}

function gravest(findings: Finding[]): Finding['severity'] {
  const among = (severity: Finding['severity']) => findings.some(finding => finding.severity === severity)
  return among('error') ? 'error' : among('warning') ? 'warning' : 'info'
}
