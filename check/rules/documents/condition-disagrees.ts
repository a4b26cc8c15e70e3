import type { When } from '../../../schema/types.ts'
import { add } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Survey } from '../../survey/index.ts'
import { cite, placeOf } from '../wording.ts'
import { spread, type Thing, thingsOf, title } from './things.ts'

const page = (description: string) =>
  `## Worker nodes: inbound\n\n| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| TCP | 10250 | control plane nodes | kubelet |\n| UDP | 8472 | worker nodes | overlay |\n| TCP | 9100 | control plane nodes | node metrics |\n| TCP | 2376 | control plane nodes | ${description} |`

export const conditionDisagrees: Rule = {
  id: 'condition-disagrees',
  family: 'documents',
  severity: 'info',
  description: 'A document needs a port always, another only under a condition.',
  why: 'Readers of the unconditional page open a port that their set-up may not need.',
  examples: [
    {
      wrong: {
        'a.md': page('Docker daemon TLS port'),
        'b.md': page('Docker daemon TLS port (only needed when using node drivers)'),
      },
      right: {
        'a.md': page('Docker daemon TLS port (only needed when using node drivers)'),
        'b.md': page('Docker daemon TLS port (only needed when using node drivers)'),
      },
      says: 'feature: node-driver',
    },
  ],
  check: survey => thingsOf(survey).flatMap(thing => problemsOf(thing, survey)),
}

/** Only between the same ends, and for readers of the same product, is one condition as good as the other. */
function problemsOf(thing: Thing, survey: Survey): Problem[] {
  const groups = new Map<string, Fact[]>()
  for (const fact of thing.facts) {
    const { to } = survey.meant(fact)
    const key = `${survey.family(fact.page)} ${to.roles.join()} ${fact.claim.local}`
    if (to.roles.length > 0) add(groups, key, fact)
  }
  const found = [...groups.values()].flatMap(facts => problemOf(thing, facts))
  return found.slice(0, 1)
}

function problemOf(thing: Thing, facts: Fact[]): Problem[] {
  const bound = facts.filter(({ when }) => Object.keys(when).length > 0)
  const free = facts.filter(fact => isFree(fact) && bound.some(({ page }) => page !== fact.page))
  const [first, ...others] = spread(free, () => '')
  const conditions = spread(bound, ({ when }) => inWords(when))
  if (!first || !conditions[0]) return []
  return [
    {
      at: placeOf(first, 'ports'),
      message: `${title(thing)} has no condition here; elsewhere it is needed only with ${inWords(conditions[0].when)}`,
      evidence: [
        ...conditions.map(fact => cite(fact, inWords(fact.when))),
        ...others.map(fact => cite(fact, 'no condition here either')),
      ],
      key: title(thing),
      claims: [first.claim.id],
    },
  ]
}

function isFree({ when, conditions }: Fact): boolean {
  return Object.keys(when).length + conditions.length === 0
}

function inWords(when: When): string {
  return Object.entries(when)
    .map(([axis, value]) => `${axis}: ${[value].flat().join(' or ')}`)
    .join(', ')
}
