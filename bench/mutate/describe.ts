import type { Finding } from '../../schema/types.ts'
import type { Trial } from './draw.ts'
import { type Edit, edited, lineOf } from './edit.ts'

/** Characters before and after a slip that are shown with it, and characters of it. */
const reach = 60
const most = 200

/** One slip with what was found, for those who mend rules; `~` is a finding that said something else before. */
export function describe({ kind, slip, verdict }: Trial): string {
  const { page, edit, targets, right } = slip
  const places = new Set(targets.map(({ document, line }) => `${document}:${line}`))
  const marks = [verdict.flagged && 'flagged', verdict.suggested && 'suggested', verdict.noisy && 'NOISY']
  return [
    [kind, `${page.path}:${lineOf(page.text, edit.start)}`, ...marks.filter(Boolean)].join(' '),
    `  - ${around(page.text, edit)}`,
    `  + ${around(edited(page.text, edit), edit)}`,
    `  wanted at ${[...places].join(' ')}${right.length > 0 ? `: ${[...new Set(right)].join(' or ')}` : ''}`,
    ...verdict.fresh.map(finding => `  ${verdict.reworded.includes(finding) ? '~' : ' '} ${told(finding)}`),
  ].join('\n')
}

/** How often each rule is among the new findings of slips that cause too many. */
export function noiseOf(trials: Trial[]): string[] {
  const counts = new Map<string, number>()
  const noise = trials.filter(({ verdict }) => verdict.noisy).flatMap(({ verdict }) => verdict.fresh)
  for (const { rule } of noise) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([rule, count]) => `noise: ${count} ${rule}`)
}

function told({ severity, rule, message, location, suggestion }: Finding): string {
  const mend = suggestion ? ` [${suggestion.replacement ?? suggestion.text}]` : ''
  return `${severity} ${rule} ${location.document}:${location.line}: ${message}${mend}`
}

/** What stands about a place, on one line. */
function around(text: string, { start, end, text: after }: Edit): string {
  const length = Math.min(most, Math.max(end - start, after.length))
  return text.slice(Math.max(0, start - reach), start + length + reach).replaceAll('\n', '⏎')
}
