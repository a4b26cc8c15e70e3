import type { Problem, Rule } from '../../rule.ts'
import type { Survey } from '../../survey/index.ts'
import { cite, placeOf } from '../wording.ts'
import { spread, type Thing, thingsOf, title } from './things.ts'

const page = (source: string) =>
  `## Worker nodes: inbound\n\n| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| TCP | 9099 | ${source} | Canal/Flannel livenessProbe |`

export const scopeDisagrees: Rule = {
  id: 'scope-disagrees',
  family: 'documents',
  severity: 'warning',
  description: 'Traffic stays on the node in one place and goes between nodes in another.',
  why: 'A port that is only used on the node need not be opened to others at all.',
  examples: [
    {
      wrong: {
        'a.md': page('worker node itself (local traffic, not across nodes)'),
        'b.md': page('control plane nodes'),
      },
      right: {
        'a.md': page('worker node itself (local traffic, not across nodes)'),
        'b.md': page('worker node itself (local traffic)'),
      },
      says: 'stays on the node',
    },
  ],
  check: survey => thingsOf(survey).flatMap(thing => problemOf(thing, survey)),
}

function problemOf(thing: Thing, { family }: Survey): Problem[] {
  const { facts } = thing
  const local = facts.filter(({ claim }) => claim.local)
  const across = facts.filter(
    ({ claim, from, to }) => !claim.local && from.roles.length + to.roles.length > 0,
  )
  const between = spread(across, ({ claim }) => claim.kind)
  const here = spread(local, () => '')
  const [first, ...others] = between
  if (!first || here.length === 0) return []
  return [
    {
      at: placeOf(first, 'ports'),
      message: `${title(thing)} is opened between nodes here; elsewhere its traffic stays on the node`,
      evidence: [
        ...others.map(fact => cite(fact, 'between nodes too')),
        ...here.map(fact => cite(fact, 'stays on the node')),
      ],
      key: title(thing),
      claims: [first.claim.id],
      // Another product may well do it another way.
      severity: here.some(({ page }) => page !== first.page && family(page) === family(first.page))
        ? 'warning'
        : 'info',
    },
  ]
}
