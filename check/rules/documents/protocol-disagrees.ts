import { add } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Survey } from '../../survey/index.ts'
import { cite, placeOf } from '../wording.ts'
import { spread, type Thing, thingsOf, title } from './things.ts'

const page = (protocol: string) =>
  `| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| ${protocol} | 30000-32767 | load balancer | NodePort services |`

export const protocolDisagrees: Rule = {
  id: 'protocol-disagrees',
  family: 'documents',
  severity: 'info',
  description: 'One place states fewer protocols for the port of a service than another.',
  why: 'The reader of the shorter place opens half of what the service needs, or the reader of the longer one opens more than that.',
  examples: [
    {
      wrong: { 'agents.md': page('TCP'), 'servers.md': page('TCP/UDP') },
      right: { 'agents.md': page('TCP/UDP'), 'servers.md': page('TCP/UDP') },
      says: 'UDP',
    },
    {
      title: 'within one page',
      wrong: `Kubernetes recommends TCP ports 30000-32767 for NodePort services.\n\n${page('TCP/UDP')}`,
      right: `Kubernetes recommends TCP and UDP ports 30000-32767 for NodePort services.\n\n${page('TCP/UDP')}`,
      says: 'is TCP only here',
    },
  ],
  check: survey => thingsOf(survey).flatMap(thing => problemOf(thing, survey)),
}

function problemOf(thing: Thing, survey: Survey): Problem[] {
  const groups = new Map<string, Fact[]>()
  for (const fact of thing.facts.filter(fact => fact.claim.protocol !== null)) {
    const key = `${fact.unit} ${fact.from.roles.join()}>${fact.to.roles.join()}`
    add(groups, key, fact)
  }
  const protocols = (group: Fact[]) => [...new Set(group.map(fact => survey.meant(fact).protocol!))].sort()
  const all = [...groups.values()]
  const most = Math.max(0, ...all.map(group => protocols(group).length))
  const full = all.filter(group => protocols(group).length === most)
  const short = all.filter(group => protocols(group).length < most)
  const [first, ...others] = spread(
    short.flatMap(group => group.slice(0, 1)),
    fact => fact.claim.protocol!,
  )
  if (!first || !full[0]) return []
  const [stated, more] = [protocols([first]), protocols(full[0])]
  const missing = more.filter(one => !stated.includes(one)).map(one => one.toUpperCase())
  if (missing.length === 0) return []
  const note = (fact: Fact) =>
    protocols(groups.get(`${fact.unit} ${fact.from.roles.join()}>${fact.to.roles.join()}`)!)
  const at = (fact: Fact) => ({ ...cite(fact, ''), ...start(placeOf(fact, 'protocol')) })
  return [
    {
      at: placeOf(first, 'protocol'),
      message: `${title(thing)} is ${words(stated)} only here; elsewhere it is ${words(more)}`,
      evidence: [
        ...others.map(fact => ({ ...at(fact), note: `${words(note(fact))} only` })),
        ...spread(
          full.flatMap(group => group.slice(0, 1)),
          () => '',
        ).map(fact => ({
          ...at(fact),
          note: words(more),
        })),
      ],
      key: title(thing),
      claims: [first.claim.id],
    },
  ]
}

function words(protocols: string[]): string {
  return protocols.map(one => one.toUpperCase()).join(' and ')
}

function start({ line, column }: { line: number; column: number }) {
  return { line, column }
}
