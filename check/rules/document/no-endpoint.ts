import { fold } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { quoted } from '../wording.ts'
import { type EndCell, endCells } from './cells.ts'
import { onEachPage } from './said.ts'
import { words as vocabulary } from './words.ts'

const table = (source: string) =>
  [
    '| Protocol | Port | Source | Description |',
    '| --- | --- | --- | --- |',
    `| TCP | 10250 | ${source} | kubelet |`,
    '| TCP | 22 | Administrators | SSH |',
  ].join('\n')

export const noEndpoint: Rule = {
  id: 'no-endpoint',
  family: 'document',
  severity: 'warning',
  description:
    'A cell for a source or destination speaks of traffic or of a port, where it should name who talks or who listens.',
  why: 'Nobody can write a firewall rule from it: it does not say from or to which machines.',
  examples: [
    {
      title: 'traffic',
      wrong: table('Metrics server communications with all nodes'),
      right: table('Metrics server'),
      says: 'is about traffic',
    },
    {
      title: 'a port',
      wrong: table('Port of the Kubernetes API endpoint'),
      right: table('Load balancer that handles traffic'),
      says: 'is a port',
    },
  ],
  check: onEachPage(said => {
    const phrases = endCells(said).flatMap(phrasesOf)
    return [...groupBy(phrases, ({ cell, words }) => `${cell.way} ${fold(words)}`).values()].map(problem)
  }),
}

/** Words about something else than an end: all that a label says, or one of those that it joins. */
interface Phrase {
  cell: EndCell
  words: string
  kind: 'traffic' | 'port'
}

function phrasesOf(cell: EndCell): Phrase[] {
  const { label } = cell.end
  const whole = kindOf(label)
  const parts = whole
    ? [label]
    : label.split(/(?:(?<!\s)\s+)?[,;、，；]\s*(?:and\s+|or\s+)?|(?<!\s)\s+and\s+/i)
  return parts.flatMap(words => {
    const kind = kindOf(words)
    return kind ? [{ cell, words, kind }] : []
  })
}

/** What words are about, when they are about no one. */
function kindOf(words: string): Phrase['kind'] | null {
  const [head = ''] = fold(words).split(/ (?:that|which|who|whose) /)
  return vocabulary().portOf.test(head) ? 'port' : vocabulary().traffic.test(head) ? 'traffic' : null
}

function problem(phrases: Phrase[]): Problem {
  const [{ cell, words, kind }] = phrases as [Phrase]
  const { at, way, end } = cell
  return {
    at,
    message: `${quoted(words)} is ${kind === 'port' ? 'a port' : 'about traffic'}, but the ${way} should say ${way === 'source' ? 'who talks' : 'who listens'}`,
    evidence: phrases.slice(1).map(({ cell: { at } }) => ({
      document: at.document,
      line: at.line,
      column: at.column,
      note: 'here too',
    })),
    claims: phrases.map(({ cell: { said } }) => said.fact.claim.id),
    severity: words === end.label ? 'warning' : 'info',
  }
}
