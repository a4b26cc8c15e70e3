import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Meant, Survey } from '../../survey/index.ts'
import { type OldPlace, oldPlaces } from './old-places.ts'
import { mendOf, monthOf } from './pages.ts'
import type { OldPort } from './vocabulary.ts'

const table = (...rows: string[]) =>
  ['| Protocol | Port | Source | Purpose |', '| --- | --- | --- | --- |', ...rows].join('\n')

export const deprecatedPort: Rule = {
  id: 'deprecated-port',
  family: 'currency',
  severity: 'warning',
  description: 'A port is listed that its program no longer serves, or should no longer use.',
  why: 'At best nothing answers there any more and the firewall has a needless hole; often such a port asked nobody who they are.',
  examples: [
    {
      wrong: table('| TCP | 10255 | monitoring | read-only kubelet API |'),
      right: table('| TCP | 10250 | monitoring | kubelet API |'),
      says: 'use TCP 10250',
    },
    {
      title: 'in a short range; a wide one is not about them',
      wrong: table('| TCP | 10250-10252 | cluster nodes | Kubernetes |'),
      right: table('| TCP | 10000-30000 | cluster nodes | Kubernetes workloads |'),
      says: '10251',
    },
    {
      title: 'the page knows; and many programs use 8080',
      wrong: table('| TCP | 8080 | local programs | Kubernetes API server |'),
      right: table(
        '| TCP | 8080 | load balancer | user interface |',
        '| TCP | 10255 | monitoring | kubelet API (deprecated) |',
      ),
      says: 'removed in Kubernetes 1.20',
    },
  ],
  check: problems,
}

function problems(survey: Survey): Problem[] {
  const cause = ({ fact: { claim, page }, old }: OldPlace) =>
    [page.path, claim.location.document, ...old.map(({ title }) => title)].join('\n')
  return [...groupBy(oldPlaces(survey), cause).values()].map(problemOf)
}

function problemOf([first, ...others]: OldPlace[]): Problem {
  const { fact, meant, old, claims } = first!
  const { location, spans } = fact.claim
  return {
    at: spans.ports ? { document: location.document, ...spans.ports } : location,
    message: messageOf(old, meant),
    severity: old.some(({ severity }) => severity === 'warning') ? 'warning' : 'info',
    evidence: others.map(({ fact: { claim } }) => ({
      document: claim.location.document,
      line: claim.location.line,
      column: claim.location.column,
      note: 'here too',
    })),
    suggestion: mendOf(old),
    claims: [...claims, ...others.flatMap(place => place.claims)],
  }
}

function messageOf(old: OldPort[], meant: Meant): string {
  const { first, last } = meant.ports!
  const says = (one: OldPort) => `${one.title}, ${one.state} (${monthOf(one)}): ${one.instead}`
  if (first === last) return old.map(one => `${portIn(one, meant)} is ${says(one)}`).join('; ')
  return `${first}-${last} takes in ${old.map(one => `${portIn(one, meant)}, ${says(one)}`).join('; and ')}`
}

/** The old port that a stated range takes in. */
function portIn({ ports }: OldPort, { ports: stated }: Meant): string {
  const range = ports.find(({ first, last }) => first <= stated!.last && last >= stated!.first)!
  const first = Math.max(range.first, stated!.first)
  const last = Math.min(range.last, stated!.last)
  const text = first === last ? `${first}` : `${first}-${last}`
  return `${range.protocol.toUpperCase()} ${text}`
}
