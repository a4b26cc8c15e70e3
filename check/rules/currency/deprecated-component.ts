import type { Rule } from '../../rule.ts'
import { mentioned } from './mentions.ts'
import { monthOf } from './pages.ts'
import { deprecations, type OldWord } from './vocabulary.ts'

const table = (source: string) =>
  `| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n| TCP | 10250 | ${source} | kubelet metrics |`

export const deprecatedComponent: Rule = {
  id: 'deprecated-component',
  family: 'currency',
  severity: 'warning',
  description: 'A table or statement about ports names a program or protocol that was given up.',
  why: 'The port is opened for something that gets no security fixes any more, or that is not there at all; what took its place may use another.',
  examples: [
    { wrong: table('Heapster'), right: table('metrics server'), says: 'use the metrics server' },
    {
      title: 'the page knows',
      wrong: table('Promtail'),
      right: table('Promtail (deprecated), Alloy'),
      says: 'end of life',
    },
  ],
  check: survey => mentioned(survey, () => deprecations().components, say),
}

function say(old: OldWord, words: string): string {
  const { title, state, instead } = old
  const what = key(words) === key(title) ? `${words} is` : `“${words}” means ${title}, which is`
  return `${what} ${state} (${monthOf(old)}); ${instead}`
}

/** Spelling aside: `TLSv1.0` is TLS 1.0. */
function key(words: string): string {
  return words.toLowerCase().replace(/[^a-z0-9]|v(?=\d)/g, '')
}
