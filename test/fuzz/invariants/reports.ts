import { type Checked, rules, suppressionRules } from '../../../check/index.ts'
import { formats } from '../../../check/report/index.ts'
import { claimFormats, formatClaims } from '../../../cli/commands/extract/claims.ts'
import { formats as differenceFormats } from '../../../diff/report/index.ts'
import type { Claim, Difference } from '../../../schema/types.ts'
import { must } from '../broken.ts'

/** Marks by which a text speaks to the terminal: all controls but the line end and the tab. */
const control = /(?![\n\t])\p{Cc}/u

/** Asserts that claims and findings can be written out, in every format. */
export function checkReports({ findings, pages }: Checked, claims: Claim[]): void {
  const lineAt = (place: { document: string; line: number }) =>
    pages.find(page => page.path === place.document)?.lineAt(place) ?? null
  const style = { width: 80, colour: false, quiet: false }
  const results = {
    findings,
    rules: [...rules, ...suppressionRules],
    hidden: { silenced: 0, known: 0 },
    documents: pages.length,
    lineAt,
    version: '0',
    style,
  }
  for (const [name, format] of Object.entries(formats)) checkWritten(`check ${name}`, format(results))
  for (const name of claimFormats) checkWritten(`extract ${name}`, formatClaims(claims, name, 80))
}

/** Asserts that a comparison can be written out, in every format. */
export function checkDifferenceReports(difference: Difference): void {
  for (const [name, format] of Object.entries(differenceFormats))
    checkWritten(`diff ${name}`, format(difference, { colour: false }))
}

function checkWritten(name: string, text: string): void {
  const at = text.search(control)
  const around = JSON.stringify(text.slice(Math.max(0, at - 30), at + 30))
  must(at < 0, 'control', name, `the report ${name} holds a control character: ${around}`)
  if (/\b(?:json|sarif)$/.test(name)) JSON.parse(text)
  if (name.endsWith('ndjson')) for (const line of text.split('\n').filter(Boolean)) JSON.parse(line)
}
