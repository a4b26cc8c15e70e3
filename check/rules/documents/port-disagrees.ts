import { generalRoles } from '../../../reconcile/index.ts'
import { add } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Page, Survey } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, placeOf } from '../wording.ts'
import { serviceTitle, spread } from './things.ts'

/** Documents that have to agree on another port. */
const leastAgreeing = 2

const page = (port: string) =>
  `## Control plane nodes: inbound\n\n| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| TCP | ${port} | worker nodes | Kubernetes API server |`

export const portDisagrees: Rule = {
  id: 'port-disagrees',
  family: 'documents',
  severity: 'info',
  description: 'A service listens on another port than in the other documents.',
  why: 'Either the port can be set, which the page should say, or one of the documents is wrong.',
  examples: [
    {
      wrong: { 'a.md': page('8080'), 'b.md': page('6443'), 'c.md': page('6443') },
      right: { 'a.md': page('6443'), 'b.md': page('6443'), 'c.md': page('6443') },
      says: '8080',
    },
  ],
  check: survey => [...servicesOf(survey).values()].flatMap(facts => problemsOf(facts, survey)),
}

/** Facts that name their service in words, by service and where it listens. */
function servicesOf(survey: Survey): Map<string, Fact[]> {
  const services = new Map<string, Fact[]>()
  for (const fact of survey.facts) {
    const { ports, to } = survey.meant(fact)
    if (!fact.named || !ports) continue
    for (const role of generalRoles(to.roles, survey.vocabulary).slice(0, 1)) {
      const key = `${fact.named} ${role}`
      add(services, key, fact)
    }
  }
  return services
}

function problemsOf(facts: Fact[], survey: Survey): Problem[] {
  const portOf = (fact: Fact) => textOf(survey.meant(fact).ports!)
  const pages = new Map<string, Set<Page>>()
  for (const fact of facts) pages.set(portOf(fact), (pages.get(portOf(fact)) ?? new Set()).add(fact.page))
  const [common, ...others] = [...pages].sort(([, a], [, b]) => b.size - a.size)
  if (!common || common[1].size < leastAgreeing) return []
  const known = facts[0]!.services.flatMap(({ ports }) => ports.map(port => port.split('/')[1]))
  const odd = others.filter(([port, own]) => own.size === 1 && !known.includes(port) && !isIn(common[1], own))
  return odd.flatMap(([port]) => {
    const [first, ...more] = facts.filter(fact => portOf(fact) === port)
    const agreeing = spread(
      facts.filter(fact => portOf(fact) === common[0]),
      () => '',
    )
    return [
      {
        at: placeOf(first!, 'ports'),
        message: `${serviceTitle(first!.named!, survey.vocabulary)} listens on ${port} here, and on ${common[0]} elsewhere`,
        evidence: [
          ...more.map(fact => cite(fact, `${port} too`)),
          ...agreeing.map(fact => cite(fact, common[0])),
        ],
        claims: [first!.claim.id],
      },
    ]
  })
}

/** A page that has both ports does not contradict the others. */
function isIn(pages: Set<Page>, own: Set<Page>): boolean {
  return [...own].every(page => pages.has(page))
}
