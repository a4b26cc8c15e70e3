import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, placeOf, portWords, quoted } from '../wording.ts'
import { isFree } from './duplicates.ts'
import { agree, isNear, isNumbered, keyOf, type Numbered, onEachPage } from './said.ts'

const page = (description: string) =>
  [
    '## Networking',
    '',
    'If you wish to use the metrics server, you need to open TCP port 10250 on each node.',
    '',
    '### Inbound rules',
    '',
    '| Protocol | Port | Source | Description |',
    '| --- | --- | --- | --- |',
    `| TCP | 10250 | K3s agent nodes | ${description} |`,
    '| TCP | 6443 | K3s agent nodes | Kubernetes API |',
  ].join('\n')

export const conditionMissing: Rule = {
  id: 'condition-missing',
  family: 'document',
  severity: 'info',
  description:
    'A row or entry states without condition what the text of the same section needs under a condition only.',
  why: 'Who follows the table opens a port that most do not need; who follows the text may lack one. Which of them holds is left open.',
  examples: [
    { wrong: page('kubelet'), right: page('kubelet (only for the metrics server)'), says: 'TCP 10250' },
  ],
  check: onEachPage(said => {
    const stated = said.filter(isNumbered)
    return [...groupBy(stated, ({ ports }) => keyOf(ports)).values()].flatMap(among)
  }),
}

const listing = new Set(['row', 'entry'])

/** Each free row against the first text that binds it. */
function among(all: Numbered[]): Problem[] {
  const bound = all.filter(({ fact }) => fact.claim.conditions.length > 0).slice(0, mostBound)
  const free = all.filter(one => listing.has(one.fact.claim.kind) && !one.fact.claim.local && isFree(one))
  return free.flatMap(one => {
    const condition = bound.find(other => binds(other, one))
    return condition ? [problem(one, condition)] : []
  })
}

/** Conditions of one port that are looked at. */
const mostBound = 20

function binds(bound: Numbered, free: Numbered): boolean {
  const isApart = bound.fact.unit !== free.fact.unit && bound.fact.claim.kind !== 'cell'
  return isApart && agree(bound.protocol, free.protocol) && isNear(bound.fact, free.fact)
}

function problem({ fact, protocol, ports }: Numbered, { fact: bound }: Numbered): Problem {
  const [condition] = bound.claim.conditions as [string]
  return {
    at: placeOf(fact),
    message: `${portWords(protocol, ports)} stands here without condition, but the section says ${quoted(condition)}`,
    evidence: [cite(bound, 'under a condition')],
    claims: [fact.claim.id, bound.claim.id],
  }
}
