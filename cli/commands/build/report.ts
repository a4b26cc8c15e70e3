import { countFindings, severities } from '../../../check/report/index.ts'
import { type Build, type BuiltSource, countBy } from '../../../dataset/build.ts'
import { drawFlows } from '../../format/matrix.ts'
import { drawTable } from '../../format/table.ts'

/** What a person wants to see of a build: what each source gave, what is wrong in them, and the flows as a picture. */
export function describeBuild(built: Build, width: number): string {
  return `${[
    sourcesTable(built, width),
    notes(built),
    findingsTable(built, width),
    drawFlows(built.flows, width),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`
}

/** Kinds of claims, and several of each. */
const kinds = [
  ['row', 'rows'],
  ['cell', 'cells'],
  ['entry', 'entries'],
  ['sentence', 'sentences'],
  ['command', 'commands'],
] as const

function sourcesTable({ sources, flows }: Build, width: number): string {
  const head = ['source', 'claims', 'flows', 'corrected', 'repairs', 'unresolved']
  const rows = sources.map(one => {
    const corrected = one.corrections.reduce((sum, made) => sum + made.claims.length, 0)
    const numbers = [one.flows, corrected, one.messages.length, one.unresolved.length]
    return [one.source.id, countClaims(one), ...numbers.map(String)]
  })
  const status = Object.entries(countBy(flows, flow => flow.status)).map(([name, n]) => `${n} ${name}`)
  return `${drawTable(head, rows, width)}\n${flows.length} flows: ${status.join(', ')}`
}

/** `47: 42 rows, 5 sentences` */
function countClaims({ claims }: BuiltSource): string {
  const counts = countBy(claims, claim => claim.kind)
  const told = kinds
    .filter(([kind]) => counts[kind])
    .map(([kind, many]) => `${counts[kind]} ${counts[kind] === 1 ? kind : many}`)
  return [claims.length, told.join(', ')].filter(Boolean).join(': ')
}

/** Findings by rule and severity; those that a correction sets right are counted at the end once more. */
function findingsTable({ findings }: Build, width: number): string {
  if (findings.length === 0) return 'no findings'
  const head = ['rule', ...severities, 'corrected']
  const rows = Object.keys(countBy(findings, finding => finding.rule)).map(rule => {
    const own = findings.filter(finding => finding.rule === rule)
    const counts = countBy(own, finding => finding.severity)
    const corrected = own.filter(finding => finding.corrected).length
    return [rule, ...[...severities.map(severity => counts[severity]), corrected].map(n => String(n || ''))]
  })
  return `${drawTable(head, rows, width)}\n${findings.length} findings: ${countFindings(findings)}`
}

function notes({ sources }: Build): string {
  return sources.flatMap(source => [...corrections(source), ...repairs(source)]).join('\n')
}

function corrections({ source, corrections }: BuiltSource): string[] {
  return corrections.map(made => `corrected  ${source.id}: ${made.id} (${list(made.claims.map(lineOf))})`)
}

function repairs({ source, messages }: BuiltSource): string[] {
  const rules = [...new Set(messages.map(message => message.ruleId ?? 'notice'))]
  return rules.map(rule => {
    const lines = messages
      .filter(message => (message.ruleId ?? 'notice') === rule)
      .map(message => String(message.line ?? '?'))
    return `repaired   ${source.id}: ${rule} (${list(lines)})`
  })
}

function lineOf(claim: string): string {
  return claim.split(':').at(-2) ?? claim
}

function list(lines: string[]): string {
  const unique = [...new Set(lines)]
  return `${unique.length === 1 ? 'line' : 'lines'} ${unique.join(', ')}`
}
