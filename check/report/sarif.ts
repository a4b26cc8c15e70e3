import type { Evidence, Finding, Span } from '../../schema/types.ts'
import type { Example, RuleNote, Severity } from '../rule.ts'
import { jsonOf, oneLine } from './plain.ts'
import type { Format } from './results.ts'

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** Findings as SARIF 2.1.0, for code scanning and editors. */
export const sarif: Format = ({ findings, rules: all, version }) => {
  const fired = new Set(findings.map(({ rule }) => rule))
  const rules = all.filter(({ id }) => fired.has(id))
  const at = new Map(rules.map(({ id }, i) => [id, i]))
  const driver = { name: 'portolan', semanticVersion: version, rules: rules.map(ruleDescriptor) }
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    defaultEncoding: 'utf-8',
    results: findings.map(finding => result(finding, at.get(finding.rule))),
  }
  return `${jsonOf({ $schema: schema, version: '2.1.0', runs: [run] }, 2)}\n`
}

function result(finding: Finding, ruleIndex: number | undefined) {
  const { rule, severity, message, location, evidence, corrected, fingerprint } = finding
  const level: Level = levels[severity]
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level,
    message: { text: plainText(messageOf(message, finding.suggestion)) },
    locations: [
      { physicalLocation: { artifactLocation: artifact(location.document), region: region(location) } },
    ],
    ...(evidence.length === 0 ? {} : { relatedLocations: evidence.map(related) }),
    partialFingerprints: { 'portolan/v1': fingerprint },
    // Once one result has suppressions all must have them: none is what an empty list says.
    suppressions: corrected ? [suppression] : [],
    ...fixes(finding),
  }
}

const suppression = {
  kind: 'external',
  status: 'accepted',
  justification: 'A reviewed correction already sets it right in the dataset.',
}

/** Viewers that know no fixes show the suggestion in the message. */
function messageOf(message: string, suggestion: Finding['suggestion']): string {
  const sentence = (text: string) => (/[.!?。]$/u.test(text) ? text : `${text}.`)
  return suggestion ? `${sentence(message)} ${sentence(suggestion.text)}` : message
}

function related({ document, line, column, note }: Evidence, i: number) {
  const place = { artifactLocation: artifact(document), region: { startLine: line, startColumn: column } }
  return { id: i + 1, physicalLocation: place, message: { text: plainText(note) } }
}

function fixes({ location, suggestion }: Finding) {
  if (!suggestion?.span || suggestion.replacement === null) return {}
  const insertedContent = { text: suggestion.replacement }
  const replacements = [{ deletedRegion: region(suggestion.span), insertedContent }]
  const artifactChanges = [{ artifactLocation: artifact(location.document), replacements }]
  return { fixes: [{ description: { text: plainText(suggestion.text) }, artifactChanges }] }
}

function region({ line, column, endLine, endColumn }: Span) {
  return { startLine: line, startColumn: column, endLine, endColumn }
}

/** A path as a relative URI: everything but its slashes is encoded. */
function artifact(document: string) {
  // A lone half of a character has no encoding.
  const uri = Buffer.from(document).toString().split('/').map(encodeURIComponent).join('/')
  return { uri, uriBaseId: '%SRCROOT%' }
}

/** Words of a document that would be a placeholder or a link are written so that they are none. */
function plainText(text: string): string {
  return oneLine(text).replaceAll('{', '{{').replaceAll('}', '}}').replaceAll('](', '\\](')
}

/** Severities as SARIF calls them. */
export const levels = { error: 'error', warning: 'warning', info: 'note' } as const
export type Level = (typeof levels)[Severity]

/** What GitHub calls the severity of a rule that is none of security. */
const problems = { error: 'error', warning: 'warning', info: 'recommendation' } as const

/** A rule as a reporting descriptor: what it reports, why, and examples. */
export function ruleDescriptor({ id, family, severity, description, why, examples }: RuleNote) {
  const help = `${description} ${why}`
  return {
    id,
    shortDescription: { text: braced(description) },
    fullDescription: { text: braced(help) },
    help: { text: braced(help), markdown: braced([help, ...examples.map(exampleText)].join('\n\n')) },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['documentation', family], 'problem.severity': problems[severity] },
  }
}

function exampleText({ title, wrong, right, fix }: Example): string {
  const mend = fix === undefined ? [] : ['Mend:', fence(fix)]
  const parts = [...(title ? [`**${title}**`] : []), 'Wrong:', pages(wrong), 'Right:', pages(right), ...mend]
  return parts.join('\n\n')
}

function pages(documents: Example['wrong']): string {
  if (typeof documents === 'string') return fence(documents)
  return Object.entries(documents)
    .map(([path, text]) => `\`${path}\`\n\n${fence(text)}`)
    .join('\n\n')
}

/** A code block whose fence is longer than any that the text holds. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}text\n${text.replace(/\n$/, '')}\n${ticks}`
}

function braced(text: string): string {
  return text.replaceAll('{', '{{').replaceAll('}', '}}')
}
