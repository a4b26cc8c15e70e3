import type { Problem, Rule } from '../../rule.ts'
import type { Fact } from '../../survey/index.ts'
import { type AllPorts, allPorts } from './all-ports.ts'
import { labelsOf, quoted } from './ends.ts'
import { everythingAllowed } from './everything-allowed.ts'
import { portOf } from './exposed.ts'

const table = (...rows: string[]) =>
  ['| Protocol | Port | Source | Destination |', '| --- | --- | --- | --- |', ...rows].join('\n')

export const allPortsOpen: Rule = {
  id: 'all-ports-open',
  family: 'exposure',
  severity: 'warning',
  description: 'All ports are open to inbound traffic, though other rows list the ports that are needed.',
  why: 'One such row voids every other: a firewall made from the table lets everything in.',
  examples: [
    {
      wrong: table(
        '| TCP | 10250 | control plane nodes | worker nodes |',
        '| TCP | ALL | control plane nodes, worker nodes | worker nodes |',
      ),
      right: table(
        '| TCP | 10250 | control plane nodes | worker nodes |',
        '| TCP | 30000-32767 | load balancer | worker nodes |',
      ),
      says: 'All TCP ports are open',
    },
    {
      title: 'to anybody; outbound it is usual',
      wrong: table('| All | All | 0.0.0.0/0 | worker nodes |'),
      right: `## Worker nodes: outbound\n\n${table('| All | All | worker nodes | 0.0.0.0/0 |')}`,
      says: 'All ports are open to anybody',
    },
    {
      title: 'in words',
      wrong: `${table('| TCP | 10250 | control plane nodes | worker nodes |')}\n\n- Allow all traffic from other nodes`,
      right: `${table('| TCP | 10250 | control plane nodes | worker nodes |')}\n\n- Allow incoming traffic on port 10250 from other nodes`,
      says: 'everything',
    },
  ],
  check: survey => [...allPorts(survey).map(problemOf), ...survey.pages.flatMap(everythingAllowed)],
}

function problemOf({ facts, meant, single }: AllPorts): Problem {
  const { location, spans, destination } = facts[0]!.claim
  const isWorld = meant.from.roles.includes('any')
  const labels = quoted(labelsOf(facts[0]!, meant))
  const protocols = [...new Set(facts.map(({ claim }) => claim.protocol))]
  const protocol = protocols.length === 1 && protocols[0] !== 'all' ? (protocols[0]?.toUpperCase() ?? '') : ''
  const where = quoted(destination.map(({ label }) => label)) || 'it'
  const effect = single.length > 0 ? `, which voids the other rows for ${where}` : ''
  const who = isWorld ? `anybody: ${labels}` : labels
  return {
    at: spans.ports ? { document: location.document, ...spans.ports } : location,
    message: `All ${protocol ? `${protocol} ` : ''}ports are open to ${who}${effect}; name the ports that are needed`,
    severity: isWorld || single.length > 0 ? 'warning' : 'info',
    evidence: single.map(citePort),
    claims: facts.map(({ claim }) => claim.id),
  }
}

function citePort({ claim }: Fact) {
  const { document, line, column } = claim.location
  const purpose = claim.description && claim.description.length <= 60 ? ` for “${claim.description}”` : ''
  return { document, line, column, note: `${portOf(claim)}${purpose}` }
}
