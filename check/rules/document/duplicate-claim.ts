import type { Problem, Rule } from '../../rule.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, placeOf, portWords, purposeWords, quoted } from '../wording.ts'
import { bundlesOf, circumstances, isFree, overlapsIn, type Twin, twinsIn } from './duplicates.ts'
import { isNumbered, onEachPage } from './said.ts'

const table = (...rows: string[]) =>
  ['| Protocol | Port | Source | Purpose |', '| --- | --- | --- | --- |', ...rows].join('\n')

export const duplicateClaim: Rule = {
  id: 'duplicate-claim',
  family: 'document',
  severity: 'warning',
  description:
    'A table or list states the same protocol, port and ends twice: word for word, once with and once without a condition, or as part of a range.',
  why: 'One of the two is wrong or too much, and a reader cannot know which: was another port meant, or is the condition void?',
  examples: [
    {
      title: 'once with and once without a condition',
      wrong: table(
        '| TCP | 2379 | Worker nodes | etcd client API |',
        '| TCP | 2379 | Worker nodes | etcd client API (only required if using Calico) |',
      ),
      right: table(
        '| TCP | 2379 | Master nodes | etcd client API |',
        '| TCP | 2379 | Worker nodes | etcd client API (only required if using Calico) |',
      ),
      says: 'once with the condition',
    },
    {
      title: 'the same row twice',
      wrong: table(
        '| TCP | 22 | Anyone | SSH |',
        '| TCP | 80 | Anyone | HTTP |',
        '| TCP | 22 | Anyone | SSH |',
      ),
      right: table('| TCP | 22 | Anyone | SSH |', '| TCP | 80 | Anyone | HTTP |'),
      says: 'stands twice',
    },
    {
      title: 'a port within a range',
      wrong: table(
        '| TCP | 10250-10259 | Master nodes | components |',
        '| TCP | 10256 | Master nodes | proxy |',
      ),
      right: table(
        '| TCP | 10250-10255 | Master nodes | components |',
        '| UDP | 10251 | Master nodes | proxy |',
      ),
      says: 'lies within 10250-10259',
    },
  ],
  check: onEachPage(said =>
    bundlesOf(said.filter(isNumbered)).flatMap(bundle => [
      ...twinsIn(bundle).flatMap(twice),
      ...overlapsIn(bundle).map(within),
    ]),
  ),
}

function twice(twin: Twin): Problem[] {
  const { first, second } = twin
  const how = circumstances(twin)
  if (how === 'other') return []
  const bound = isFree(first) ? second : first
  const condition = quoted(bound.fact.claim.conditions[0] ?? 'only sometimes')
  const manner =
    how === 'same' ? 'stands twice' : `stands twice, once with the condition ${condition} and once without`
  const purpose = purposeWords(second.fact)
  return [
    {
      at: placeOf(second.fact),
      message: `${portWords(second.protocol, second.ports)}${purpose ? `, ${purpose},` : ''} ${manner}, with the same ends`,
      evidence: [cite(first.fact, 'the other one')],
      claims: [first.fact.claim.id, second.fact.claim.id],
    },
  ]
}

function within({ first, second }: Twin): Problem {
  return {
    at: placeOf(second.fact),
    message: `${portWords(second.protocol, second.ports)} lies within ${textOf(first.ports)}, which has the same ends`,
    evidence: [cite(first.fact, 'the range')],
    claims: [first.fact.claim.id, second.fact.claim.id],
    severity: 'info',
  }
}
