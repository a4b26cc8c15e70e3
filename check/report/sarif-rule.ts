import type { Example, RuleNote, Severity } from '../rule.ts'

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
