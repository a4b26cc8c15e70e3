import type { Rule } from '../../rule.ts'
import { mentioned } from './mentions.ts'
import { monthOf } from './pages.ts'
import { deprecations, type OldWord } from './vocabulary.ts'

const page = (node: string) =>
  `# Ports of a Kubernetes cluster\n\n| Protocol | Port | Destination | Purpose |\n| --- | --- | --- | --- |\n| TCP | 6443 | ${node} | API server |`

export const formerName: Rule = {
  id: 'former-name',
  family: 'currency',
  severity: 'info',
  description: 'Something is called by a name that was given up for another.',
  why: 'Readers look for the name that the program itself uses today, in its labels and messages, and do not find it.',
  examples: [{ wrong: page('master nodes'), right: page('control plane nodes'), says: 'control plane' }],
  check: survey => mentioned(survey, () => deprecations().names, say),
}

function say(old: OldWord, words: string): string {
  return `“${words}” is ${old.title}, ${old.state} (${monthOf(old)}); ${old.instead}`
}
