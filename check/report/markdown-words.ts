import { oneLine } from './plain.ts'

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
