import { type Checked, check, rules } from '../../../check/index.ts'
import type { Finding } from '../../../schema/types.ts'
import { lineLengths, misplaced, textAt } from '../../extract/helpers.ts'
import { must, mustEqual } from '../broken.ts'
import type { Input } from '../input.ts'
import { checkShape } from './reading.ts'

const families = new Map(rules.map(({ id, family }) => [id, family]))

/** Checks documents, with everything that must hold of the findings. */
export async function findingsOf(inputs: Input[]): Promise<Checked> {
  const checked = await check(inputs)
  const pages = new Map(inputs.map(input => [input.path, { ...input, lengths: lineLengths(input.text) }]))
  for (const finding of [...checked.findings, ...checked.silenced]) {
    checkShape('finding', finding, finding.rule)
    const page = pages.get(finding.location.document)
    must(
      page !== undefined,
      'place',
      `finding ${finding.rule}`,
      `${finding.location.document} is no document`,
    )
    checkPlace(finding, page.lengths)
    checkEvidence(finding, pages)
    checkSuggestion(finding, page)
  }
  const ids = checked.findings.map(({ id }) => id)
  must(new Set(ids).size === ids.length, 'ids', 'findings', ids.join(' '))
  return checked
}

/** Asserts that checking again, after other documents, finds the same. */
export async function checkAgain(inputs: Input[], findings: Finding[]): Promise<void> {
  await check([
    { path: 'between.md', text: '# Lamps\n\n| Port | Protocol |\n| --- | --- |\n| 700000 | TPC |\n' },
  ])
  mustEqual((await check(inputs)).findings, findings, 'same-again', 'findings')
}

/** What is missing at a place has no width. */
function outside(lengths: number[], span: Finding['location'] | NonNullable<Finding['suggestion']>['span']) {
  const fault = span && misplaced(lengths, span)
  return fault?.startsWith('is empty') && span!.line === span!.endLine && span!.column === span!.endColumn
    ? null
    : fault
}

function checkPlace({ id, rule, location }: Finding, lengths: number[]): void {
  const fault = outside(lengths, location)
  must(!fault, 'place', `finding ${rule}`, `${id} ${fault}`)
}

function checkEvidence({ id, rule, evidence }: Finding, pages: Map<string, { lengths: number[] }>): void {
  for (const { document, line, column } of evidence) {
    const { lengths } = pages.get(document) ?? { lengths: [] }
    const isInside = line >= 1 && column >= 1 && column <= (lengths[line - 1] ?? -1) + 1
    must(
      isInside,
      'place',
      `evidence ${rule}`,
      `${id}: ${document}:${line}:${column} is not in the documents`,
    )
  }
}

function checkSuggestion(
  { id, rule, message, suggestion }: Finding,
  { text, lengths }: Input & { lengths: number[] },
) {
  if (!suggestion?.span) return
  const fault = outside(lengths, suggestion.span)
  must(!fault, 'suggestion', `${rule} place`, `${id} ${fault}`)
  if (suggestion.replacement === null) return
  const before = textAt(text, suggestion.span)
  const says = `${id}: ${JSON.stringify(before)} becomes ${JSON.stringify(suggestion.replacement)}: ${message}`
  must(before !== suggestion.replacement, 'suggestion', `${rule} idle`, says)
  const isWord = families.get(rule) === 'words' && /^\p{L}+$/u.test(before)
  must(!isWord || message.includes(before), 'suggestion', `${rule} other words`, says)
  if (families.get(rule) === 'numbers' && /^[\d-]+$/.test(suggestion.replacement))
    must(/\d/.test(before), 'suggestion', `${rule} no number`, says)
}
