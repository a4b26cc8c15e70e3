import { placeText } from '../../schema/place.ts'
import type { Evidence, Finding } from '../../schema/types.ts'
import { oneLine } from './plain.ts'
import { byDocument, countFindings, type Format } from './results.ts'

/** GitHub takes no longer comment: 65,536 characters, of which some are left for what stands around. */
const longest = 60_000
const signs = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const

/** Findings as a comment on a pull request, by document, evidence folded away. */
export const markdown: Format = ({ findings, documents }) => {
  const read = `${documents} ${documents === 1 ? 'document' : 'documents'}`
  if (findings.length === 0) return `## Portolan\n\nNothing found in ${read}.\n`
  const head = `## Portolan: ${countFindings(findings)}\n\nChecked ${read}.`
  const { parts, left } = sections(findings)
  const rest = left === 0 ? [] : [`…and ${left} more; run \`portolan check\` to see them all.`]
  return `${[head, ...parts, ...rest].join('\n\n')}\n`
}

/** Headings and items, as many as a comment can hold. */
function sections(findings: Finding[]): { parts: string[]; left: number } {
  const parts: string[] = []
  let length = 0
  let left = 0
  for (const [document, own] of byDocument(findings)) {
    const heading = `### ${code(document)}`
    const items = own.map(item)
    const fitting = items.filter(text => {
      length += text.length + 2
      return length + heading.length < longest
    })
    left += items.length - fitting.length
    if (fitting.length > 0) parts.push(heading, fitting.join('\n\n'))
    length += heading.length + 2
  }
  return { parts, left }
}

function item({ severity, rule, message, location, suggestion, evidence, corrected }: Finding): string {
  const note = corrected ? ' *(corrected in the dataset)*' : ''
  const head = `- ${signs[severity]} **line ${location.line}** ${words(message)} (${code(rule)})${note}`
  const mend = suggestion ? [`  **Mend:** ${words(suggestion.text)}`] : []
  return [[head, ...mend].join('  \n'), ...folded(evidence, location.document)].join('\n\n')
}

/** Evidence, folded away; blank lines around let Markdown work inside the HTML. */
function folded(evidence: Evidence[], here: string): string[] {
  if (evidence.length === 0) return []
  const items = evidence.map(one => {
    const place = one.document === here ? `line ${one.line}` : code(placeText(one))
    return `  - ${place}: ${words(one.note)}`
  })
  const places = `${evidence.length} ${evidence.length === 1 ? 'place' : 'places'}`
  return [`  <details><summary>Evidence: ${places}</summary>`, items.join('\n'), '  </details>']
}

/** Shows nothing and parts what GitHub would take for a mention, a reference or an address. */
const gap = '&#8203;'

/** Words of a document as Markdown that shows just them: no markup, HTML, mention, reference or link. */
export function words(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, '\\$&')
    .replace(/@|\\#/g, `$&${gap}`)
    .replace(/\b(?:GH\\-)(?=\d)/gi, `$&${gap}`)
    .replace(/:(?=\/\/)/g, `:${gap}`)
    .replace(/www(?=\.)/gi, `$&${gap}`)
    .replace(/^(\s*\d+)\./, '$1\\.')
}

/** A text as a code span; its fence is longer than any run of backticks in it. */
export function code(text: string): string {
  const plain = oneLine(text)
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  const pad = /^[` ]|[` ]$/.test(plain) ? ' ' : ''
  return `${ticks}${pad}${plain}${pad}${ticks}`
}
