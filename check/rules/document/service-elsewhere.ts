import { type Meaning, titleOf } from '../../../reconcile/index.ts'
import { mostEvidence } from '../../findings.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, labelWords, listed, placeOf, portWords } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { onEachPage, type Said } from './page-facts.ts'

const api = 'TCP | 6443 | Worker nodes, end users | Kubernetes API server'
const inbound = (node: string, ...rows: string[]) =>
  `## ${node} node inbound\n\n${table('Protocol | Port | Source | Purpose', ...rows)}\n`
const page = (...worker: string[]) =>
  lines(inbound('Master', api), inbound('Worker', ...worker, 'TCP | 10250 | Master nodes | Kubelet API'))

export const serviceElsewhere: Rule = {
  id: 'service-elsewhere',
  family: 'document',
  severity: 'warning',
  description:
    'An inbound row is in the table of nodes that do not run the service, while other rows place it where it runs.',
  why: 'Such a row is mostly a copy left in the wrong table. It opens a port on which nothing listens, and may have replaced another row.',
  examples: [
    {
      wrong: page(api),
      right: page(),
      says: 'TCP 6443: Kubernetes API server does not run on “Worker node”; other rows place it on “Master node”',
    },
  ],
  check: onEachPage(said => {
    const bound = said.filter(({ fact }) => hostsOf(fact).length > 0)
    return [...groupBy(bound, ({ fact }) => fact.named!).values()].flatMap(misplacedAmong)
  }),
}

function misplacedAmong(all: Said[]): Problem[] {
  const placed = all.filter(({ fact, to }) => to.roles.some(role => hostsOf(fact).includes(role)))
  const wrong = all.filter(
    ({ fact, to }) => fact.claim.direction === 'inbound' && runsNowhere(fact, to.roles),
  )
  return placed.length === 0 ? [] : wrong.map(one => problem(one, placed.slice(0, mostEvidence)))
}

function problem({ fact, protocol, ports }: Said, placed: Said[]): Problem {
  const own = ports ? portWords({ protocol, ports }) : `“${fact.claim.portText}”`
  const service = fact.vocabulary.services.get(fact.named!)!.title
  const there = listed(
    placed.map(one => labelWords(one.fact.claim.destination)),
    3,
  )
  return {
    at: placeOf(fact),
    message: `${own}: ${service} does not run on ${labelWords(fact.claim.destination)}; other rows place it on ${there}`,
    evidence: placed.map(one => cite(one.fact, 'here it runs')),
    claims: [fact.claim.id],
  }
}

function hostsOf({ named, vocabulary }: Meaning): string[] {
  return (named && vocabulary.services.get(named)?.on) || []
}

/** Whether all ends are nodes that are known, and none of them runs the service. */
function runsNowhere(fact: Meaning, roles: string[]): boolean {
  const hosts = hostsOf(fact)
  return (
    roles.length > 0 &&
    roles.every(role => titleOf(role, fact.vocabulary) !== undefined && !hosts.includes(role))
  )
}
