import { areKin, generalRoles, titleOf, type Vocabulary } from '../../../reconcile/index.ts'
import type { When } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Page, Survey } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, placeOf, shown } from '../evidence.ts'
import { table } from '../examples.ts'

const inbound = (nodes: string, ...rows: string[]) =>
  `## ${nodes}: inbound\n\n${table('Protocol | Port | Source | Description', ...rows)}`
const api = (port: string, source = 'worker nodes') =>
  inbound('Control plane nodes', `TCP | ${port} | ${source} | Kubernetes API server`)
const nodePorts = (protocol: string) =>
  table(
    'Protocol | Port | Source | Description',
    `${protocol} | 30000-32767 | load balancer | NodePort services`,
  )
const docker = (description: string) =>
  inbound(
    'Worker nodes',
    'TCP | 10250 | control plane nodes | kubelet',
    'UDP | 8472 | worker nodes | overlay',
    'TCP | 9100 | control plane nodes | node metrics',
    `TCP | 2376 | control plane nodes | ${description}`,
  )
const probe = (source: string) =>
  inbound('Worker nodes', `TCP | 9099 | ${source} | Canal/Flannel livenessProbe`)

/** Everything that documents say about one service on one port. */
interface Thing {
  /** In words: `Port 10250 (Kubelet API)`. */
  title: string
  facts: Fact[]
}

/** Compares what documents say about each service and port, slips corrected. */
function onEachThing(compare: (thing: Thing, survey: Survey) => Problem[]): Rule['check'] {
  return survey => {
    const things = groupBy(survey.facts, fact => {
      const { ports, service } = survey.meant(fact)
      return service && ports ? `Port ${textOf(ports)} (${serviceTitle(service, fact.vocabulary)})` : null
    })
    things.delete(null)
    return [...things].flatMap(([title, facts]) => compare({ title: title!, facts }, survey))
  }
}

/** A service in words. */
function serviceTitle(service: string, { services }: Vocabulary): string {
  return services.get(service)?.title ?? service
}

/** Roles in words. */
export function rolesInWords(roles: string[], vocabulary: Vocabulary): string {
  const title = (role: string) => titleOf(role, vocabulary) ?? role.replace(/^[a-z]+:/, '')
  return roles.map(role => (role === 'any' ? 'anybody' : `“${title(role)}”`)).join(', ')
}

/** One fact of each kind and document first, then further ones. */
function spread(facts: Fact[], kindOf: (fact: Fact) => string = () => ''): Fact[] {
  const byKind = groupBy(facts, fact => `${fact.page.path} ${kindOf(fact)}`)
  const first = [...byKind.values()].map(([one]) => one!)
  const units = new Set(first.map(({ unit }) => unit))
  const rest = facts.filter(({ unit }) => !units.has(unit) && Boolean(units.add(unit)))
  return [...first, ...rest]
}

/** A service that listens on another port than in the other documents. */
export const portDisagrees: Rule = {
  id: 'port-disagrees',
  family: 'documents',
  severity: 'info',
  description: 'A service listens on another port than in the other documents.',
  why: 'Either the port can be set, which the page should say, or one of the documents is wrong.',
  examples: [
    {
      wrong: { 'a.md': api('8080'), 'b.md': api('6443'), 'c.md': api('6443') },
      right: { 'a.md': api('6443'), 'b.md': api('6443'), 'c.md': api('6443') },
      says: 'Kubernetes API server listens on 8080 here, and on 6443 elsewhere',
    },
  ],
  check: survey => {
    const named = survey.facts.filter(fact => fact.named && survey.meant(fact).ports)
    const services = groupBy(named, fact => {
      const [role] = generalRoles(survey.meant(fact).to.roles, survey.vocabulary)
      return role === undefined ? null : `${fact.named} ${role}`
    })
    services.delete(null)
    return [...services.values()].flatMap(facts => otherPorts(facts, survey))
  },
}

/** Documents that have to agree on another port. */
const leastAgreeing = 2

function otherPorts(facts: Fact[], survey: Survey): Problem[] {
  const byPort = groupBy(facts, fact => textOf(survey.meant(fact).ports!))
  const pagesOf = (some: Fact[]) => new Set(some.map(({ page }) => page))
  const ports = [...byPort].map(([port, own]) => ({ port, own, pages: pagesOf(own) }))
  const [common, ...others] = ports.sort((a, b) => b.pages.size - a.pages.size)
  if (!common || common.pages.size < leastAgreeing) return []
  const known = facts[0]!.services.flatMap(({ ports }) => ports.map(port => port.split('/')[1]))
  // A page that has both ports does not contradict the others.
  const isOdd = ({ port, pages }: { port: string; pages: Set<Page> }) =>
    pages.size === 1 && !known.includes(port) && !common.pages.has([...pages][0]!)
  return others.filter(isOdd).map(({ port, own: [first, ...more] }) => ({
    at: placeOf(first!),
    message: `${serviceTitle(first!.named!, survey.vocabulary)} listens on ${port} here, and on ${common.port} elsewhere`,
    evidence: [
      ...more.map(fact => cite(fact, `${port} too`)),
      ...spread(common.own).map(fact => cite(fact, common.port)),
    ],
    claims: [first!.claim.id],
  }))
}

/** A port with fewer protocols than elsewhere. */
export const protocolDisagrees: Rule = {
  id: 'protocol-disagrees',
  family: 'documents',
  severity: 'info',
  description: 'One place states fewer protocols for the port of a service than another.',
  why: 'The reader of the shorter place opens half of what the service needs, or the reader of the longer one opens too much.',
  examples: [
    {
      wrong: { 'agents.md': nodePorts('TCP'), 'servers.md': nodePorts('TCP/UDP') },
      right: { 'agents.md': nodePorts('TCP/UDP'), 'servers.md': nodePorts('TCP/UDP') },
      says: 'Port 30000-32767 (Services of type NodePort) is TCP only here; elsewhere it is TCP and UDP',
    },
    {
      title: 'within one page',
      wrong: `Kubernetes recommends TCP ports 30000-32767 for NodePort services.\n\n${nodePorts('TCP/UDP')}`,
      right: `Kubernetes recommends TCP and UDP ports 30000-32767 for NodePort services.\n\n${nodePorts('TCP/UDP')}`,
      says: 'Port 30000-32767 (Services of type NodePort) is TCP only here; elsewhere it is TCP and UDP',
    },
  ],
  check: onEachThing(({ title, facts }, survey) => {
    const stating = facts.filter(({ claim }) => claim.protocol !== null)
    const groups = groupBy(stating, ({ unit, from, to }) => `${unit} ${from.roles.join()}>${to.roles.join()}`)
    const all = [...groups.values()].map(group => ({
      fact: group[0]!,
      protocols: [...new Set(group.map(fact => survey.meant(fact).protocol!))].sort(),
    }))
    const most = Math.max(0, ...all.map(({ protocols }) => protocols.length))
    const protocolsOf = new Map(all.map(({ fact, protocols }) => [fact, protocols]))
    const isFull = ({ protocols }: (typeof all)[0]) => protocols.length === most
    const full = all.filter(isFull)
    const short = all.filter(one => !isFull(one)).map(({ fact }) => fact)
    const [first, ...others] = spread(short, ({ claim }) => claim.protocol!)
    if (!first || !full[0]) return []
    const stated = survey.meant(first).protocol!
    const more = full[0].protocols
    if (more.every(one => one === stated)) return []
    const words = (protocols: string[]) => protocols.map(one => one.toUpperCase()).join(' and ')
    return [
      {
        at: placeOf(first, 'protocol'),
        message: `${title} is ${words([stated])} only here; elsewhere it is ${words(more)}`,
        evidence: [
          ...others.map(fact => cite(fact, `${words(protocolsOf.get(fact)!)} only`, 'protocol')),
          ...spread(full.map(({ fact }) => fact)).map(fact => cite(fact, words(more), 'protocol')),
        ],
        key: title,
        claims: [first.claim.id],
      },
    ]
  }),
}

/** A port that one document needs always, another under a condition. */
export const conditionDisagrees: Rule = {
  id: 'condition-disagrees',
  family: 'documents',
  severity: 'info',
  description: 'A document always needs a port, another only under a condition.',
  why: 'Readers of the unconditional page open a port that their set-up may not need.',
  examples: [
    {
      wrong: {
        'a.md': docker('Docker daemon TLS port'),
        'b.md': docker('Docker daemon TLS port (only needed when using node drivers)'),
      },
      right: {
        'a.md': docker('Docker daemon TLS port (only needed when using node drivers)'),
        'b.md': docker('Docker daemon TLS port (only needed when using node drivers)'),
      },
      says: 'Port 2376 (Docker daemon over TLS) has no condition here; elsewhere it is needed only with feature: node-driver',
    },
  ],
  // Conditions are compared only between the same ends, and for readers of the same product.
  check: onEachThing(({ title, facts }, survey) => {
    const listening = facts.filter(fact => survey.meant(fact).to.roles.length > 0)
    const groups = groupBy(
      listening,
      fact => `${survey.family(fact.page)} ${survey.meant(fact).to.roles.join()} ${fact.claim.local}`,
    )
    return [...groups.values()].flatMap(group => freeAmong(title, group)).slice(0, 1)
  }),
}

function freeAmong(title: string, facts: Fact[]): Problem[] {
  const bound = facts.filter(({ when }) => Object.keys(when).length > 0)
  const isFree = ({ when, conditions }: Fact) => Object.keys(when).length + conditions.length === 0
  const free = facts.filter(fact => isFree(fact) && bound.some(({ page }) => page !== fact.page))
  const [first, ...others] = spread(free)
  const conditions = spread(bound, ({ when }) => whenInWords(when))
  if (!first || !conditions[0]) return []
  return [
    {
      at: placeOf(first),
      message: `${title} has no condition here; elsewhere it is needed only with ${whenInWords(conditions[0].when)}`,
      evidence: [
        ...conditions.map(fact => cite(fact, whenInWords(fact.when))),
        ...others.map(fact => cite(fact, 'no condition here either')),
      ],
      key: title,
      claims: [first.claim.id],
    },
  ]
}

function whenInWords(when: When): string {
  return Object.entries(when)
    .map(([axis, value]) => `${axis}: ${[value].flat().join(' or ')}`)
    .join(', ')
}

/** Traffic that is local in one place and not in another. */
export const scopeDisagrees: Rule = {
  id: 'scope-disagrees',
  family: 'documents',
  severity: 'warning',
  description: 'Traffic stays on the node in one place and goes between nodes in another.',
  why: 'A port that is only used on the node need not be opened to others at all.',
  examples: [
    {
      wrong: {
        'a.md': probe('worker node itself (local traffic, not across nodes)'),
        'b.md': probe('control plane nodes'),
      },
      right: {
        'a.md': probe('worker node itself (local traffic, not across nodes)'),
        'b.md': probe('worker node itself (local traffic)'),
      },
      says: 'Port 9099 (Health checks of Canal and Flannel) is opened between nodes here; elsewhere its traffic stays on the node',
    },
  ],
  check: onEachThing(({ title, facts }, { family }) => {
    const across = facts.filter(
      ({ claim, from, to }) => !claim.local && from.roles.length + to.roles.length > 0,
    )
    const local = spread(facts.filter(({ claim }) => claim.local))
    const [first, ...others] = spread(across, ({ claim }) => claim.kind)
    if (!first || local.length === 0) return []
    // Another product may differ.
    const isSame = local.some(({ page }) => page !== first.page && family(page) === family(first.page))
    return [
      {
        at: placeOf(first),
        message: `${title} is opened between nodes here; elsewhere its traffic stays on the node`,
        evidence: [
          ...others.map(fact => cite(fact, 'between nodes too')),
          ...local.map(fact => cite(fact, 'stays on the node')),
        ],
        key: title,
        claims: [first.claim.id],
        severity: isSame ? 'warning' : 'info',
      },
    ]
  }),
}

type Side = 'from' | 'to'

/** What one document says of an end, all its statements taken together. */
interface View {
  roles: string[]
  facts: Fact[]
}

/** Services with other clients, or on other nodes, than elsewhere. */
export const endsDisagree: Rule = {
  id: 'ends-disagree',
  family: 'documents',
  severity: 'info',
  description: 'Documents disagree on who may reach a service, or on where it listens.',
  why: 'A firewall built from the narrower page blocks what the other page needs; one built from the wider page is open to more.',
  examples: [
    {
      wrong: { 'a.md': api('6443'), 'b.md': api('6443', 'etcd nodes, worker nodes') },
      right: {
        'a.md': api('6443', 'etcd and worker nodes'),
        'b.md': api('6443', 'etcd nodes, worker nodes'),
      },
      says: 'Port 6443 (Kubernetes API server) is reached from “Worker node” here, and elsewhere from “etcd node”, “Worker node”',
    },
  ],
  check: onEachThing((thing, survey) => {
    const facts = thing.facts.filter(({ claim }) => !claim.local)
    return (['from', 'to'] as const).flatMap(side => {
      const rolesOf = (fact: Fact) => survey.meant(fact)[side].roles.filter(role => isComparable(role, side))
      const telling = facts.filter(fact => rolesOf(fact).length > 0)
      const views = [...groupBy(telling, ({ page }) => page).values()].map(own => ({
        roles: [...new Set(own.flatMap(rolesOf))].sort(),
        facts: own,
      }))
      const odd = oddest(views, survey)
      return odd ? [otherEnds(thing.title, side, odd, views, telling)] : []
    })
  }),
}

/** Unknown labels cannot be compared, and a page that lets all nodes listen contradicts none. */
function isComparable(role: string, side: Side): boolean {
  return !role.startsWith('unknown:') && (side === 'from' || role !== 'any')
}

/** The view that the fewest documents share; none when all are the same. */
function oddest(views: View[], { vocabulary }: Survey): View | null {
  const kinds = groupBy(views, ({ roles }) => generalRoles(roles, vocabulary).join())
  const [first] = [...kinds.values()].sort((a, b) => a.length - b.length)[0] ?? []
  return first && views.some(view => !areKin(view.roles, first.roles, vocabulary)) ? first : null
}

function otherEnds(title: string, side: Side, odd: View, views: View[], facts: Fact[]): Problem {
  const fact = odd.facts[0]!
  const words = (roles: string[]) => rolesInWords(roles, fact.vocabulary)
  const other = views.find(view => !areKin(view.roles, odd.roles, fact.vocabulary))!
  const rolesOf = new Map(views.flatMap(({ facts, roles }) => facts.map(one => [one, roles] as const)))
  const others = [...other.facts, ...facts].filter(one => one.page !== fact.page)
  const [verb, way] = side === 'from' ? ['is reached from', 'from'] : ['listens on', 'on']
  return {
    at: placeOf(fact),
    message: `${title} ${verb} ${words(odd.roles)} here, and elsewhere ${way} ${words(other.roles)}`,
    evidence: spread(others, one => rolesOf.get(one)!.join()).map(one =>
      shown(placeOf(one, side === 'from' ? 'source' : 'destination'), `${verb} ${words(rolesOf.get(one)!)}`),
    ),
    key: `${title} ${side}`,
    claims: [fact.claim.id],
  }
}
