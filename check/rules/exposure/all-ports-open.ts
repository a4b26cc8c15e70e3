import { mostEvidence } from '../../findings.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Meant, Page, Survey } from '../../survey/index.ts'
import { idsOf, locateIn, placeOf, portWords, purposeOf, shown } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { labelsOf, quotedLabels } from './exposed-service.ts'
import { exposures } from './vocabulary.ts'

const rows = (...all: string[]) => table('Protocol | Port | Source | Destination', ...all)
const kubelet = 'TCP | 10250 | control plane nodes | worker nodes'

/** Rows and sentences that open every port. */
export const allPortsOpen: Rule = {
  id: 'all-ports-open',
  family: 'exposure',
  severity: 'warning',
  description: 'All ports are open to inbound traffic, though other rows list the ports that are needed.',
  why: 'One such row makes every other row pointless: a firewall built from the table admits everything.',
  examples: [
    {
      wrong: rows(kubelet, 'TCP | ALL | control plane nodes, worker nodes | worker nodes'),
      right: rows(kubelet, 'TCP | 30000-32767 | load balancer | worker nodes'),
      says: 'All TCP ports are open to “control plane nodes, worker nodes”, so the other rows for “worker nodes” have no effect; name the ports that are needed',
    },
    {
      title: 'to the Internet; outbound it is usual',
      wrong: rows('All | All | 0.0.0.0/0 | worker nodes'),
      right: `## Worker nodes: outbound\n\n${rows('All | All | worker nodes | 0.0.0.0/0')}`,
      says: 'All ports are open to the Internet: “0.0.0.0/0”; name the ports that are needed',
    },
    {
      title: 'in a sentence',
      wrong: lines(rows(kubelet), '\n- Allow all traffic from other nodes'),
      right: lines(rows(kubelet), '\n- Allow incoming traffic on port 10250 from other nodes'),
      says: '“Allow all traffic from other nodes” allows everything, whatever ports the page lists',
    },
  ],
  check: survey => [
    ...[...groupBy(survey.facts, ({ unit }) => unit).values()].flatMap(unit => wideIn(unit, survey)),
    ...survey.pages.filter(({ claims }) => claims.length > 0).flatMap(everythingOn),
  ],
}

/** The places of a table or list that open all ports: one finding for all protocols of a place. */
function wideIn(unit: Fact[], survey: Survey): Problem[] {
  const isWide = (fact: Fact) => isAllPorts(fact, survey.meant(fact))
  const wide = groupBy(unit.filter(isWide), ({ spot }) => spot)
  const single = wide.size > 0 ? byTarget(unit, survey) : new Map<string, Fact[]>()
  return [...wide.values()].map(facts => problemOf(facts, survey.meant(facts[0]!), single))
}

/** Facts that open single ports, by where and over which protocol; the first few are enough. */
function byTarget(unit: Fact[], survey: Survey): Map<string, Fact[]> {
  const found = new Map<string, Fact[]>()
  for (const fact of unit) {
    const { ports, protocol, to } = survey.meant(fact)
    if (!ports || isAllPorts(fact, survey.meant(fact))) continue
    for (const key of to.roles.flatMap(role => [`${role} ${protocol}`, `${role} all`])) {
      const list = found.get(key) ?? []
      if (list.length < mostEvidence) found.set(key, [...list, fact])
    }
  }
  return found
}

/** Commands that trust a network name no port; they are about zones, not about a list of ports. */
function isAllPorts({ claim }: Fact, { protocol, ports, from }: Meant): boolean {
  if (claim.direction === 'outbound' || claim.local || from.roles.length === 0) return false
  if (protocol !== null && !['tcp', 'udp', 'all'].includes(protocol)) return false
  if (ports) return ports.first <= 1 && ports.last === 65_535
  return claim.portText === null
    ? protocol === 'all' && from.roles.includes('any')
    : exposures().allPorts.test(claim.portText)
}

function problemOf(facts: Fact[], meant: Meant, byTarget: Map<string, Fact[]>): Problem {
  const [fact] = facts as [Fact]
  const protocols = [...new Set(facts.map(({ claim }) => claim.protocol ?? 'all'))]
  const single = protocols.flatMap(protocol =>
    meant.to.roles.flatMap(role => byTarget.get(`${role} ${protocol}`) ?? []),
  )
  const others = [...new Set(single)].slice(0, mostEvidence)
  const isWorld = meant.from.roles.includes('any')
  const labels = quotedLabels(labelsOf(fact, meant))
  const [protocol] = protocols
  const which = protocols.length === 1 && protocol !== 'all' ? `${protocol!.toUpperCase()} ` : ''
  const where = quotedLabels(fact.claim.destination.map(({ label }) => label)) || 'it'
  const effect = others.length > 0 ? `, so the other rows for ${where} have no effect` : ''
  return {
    at: placeOf(fact),
    message: `All ${which}ports are open to ${isWorld ? `the Internet: ${labels}` : labels}${effect}; name the ports that are needed`,
    severity: isWorld || others.length > 0 ? 'warning' : 'info',
    evidence: others.map(other => {
      const { protocol, ports, location } = other.claim
      return shown(location, `${portWords({ protocol, ports: ports! })}${purposeOf(other, ' for ')}`)
    }),
    claims: idsOf(facts),
  }
}

/** A sentence that names a port, or forbids, admits no more than it says. */
const limits = /\d{2,5}|\bports? [`"“]?\d|\b(?:not|never|cannot|without|don['’]t)\b|不|勿/i

/** Sentences that admit everything, on a page that lists ports. */
function everythingOn({ texts }: Page): Problem[] {
  return texts.flatMap(text =>
    (text.kind === 'prose' ? [...text.rich.text.matchAll(/[^.;。；\n\f]+/g)] : []).flatMap(
      ({ 0: sentence, index }): Problem[] => {
        const match = limits.test(sentence) ? null : exposures().everything.exec(sentence.toLowerCase())
        const start = index + (match?.index ?? 0)
        const end = start + (match?.[0].length ?? 0)
        const at = match && locateIn(text, start, end)
        const message = `“${text.rich.text.slice(start, end)}” allows everything, whatever ports the page lists`
        return at ? [{ at, message, severity: 'info' }] : []
      },
    ),
  )
}
