import { expand } from '../dataset/api/nodes.ts'
import type { Problem } from '../schema/problems.ts'
import { protocolsWithPorts } from '../schema/protocols.ts'
import type { Flow, Icmp, Inventory, Ports } from '../schema/types.ts'
import { type AddressSet, addressSet, type Family, noAddresses, type Range, union } from './addresses.ts'
import { chooseFlows } from './choose.ts'
import { type Data, RefusalError, type Work } from './data.ts'
import { doubtAbout, obstacles } from './doubts.ts'
import { type Draft, rulesOf } from './group.ts'
import {
  administrator,
  clusterNetworks,
  type Entry,
  entriesOf,
  insiders,
  reportOverlaps,
} from './inventory.ts'

/** The other end of a rule. */
export interface Peer {
  /** Role of the inventory, `any`, `pods`, or a name such as `*.example.org`. */
  role: string
  /** Null for anybody. */
  addresses: AddressSet | null
  /** AWS security group. */
  group: string | null
}

/** Traffic that an installation needs, seen from one role and in one family. */
export interface Rule {
  role: string
  direction: 'inbound' | 'outbound'
  family: Family
  /** Transport, `icmp`, another IP protocol by its name, or `all`. */
  protocol: string
  /** Number of a protocol other than TCP, UDP, SCTP and ICMP. */
  ipProtocol: number | null
  /** Null for protocols without ports. */
  ports: Ports | null
  icmp: Icmp | null
  peers: Peer[]
  /** What it is needed for. */
  why: string
  /** The flows behind it; none for rules of the inventory itself. */
  flows: Flow[]
  /** Where documents state them. */
  links: string[]
  /** Why it is only a comment; null when it is in force. */
  held: string | null
}

/** What firewalls should let through, and what was decided on the way. */
export interface RuleSet extends Pick<Work, 'stack' | 'assumptions' | 'leftOut'> {
  rules: Rule[]
  /** The roles that listen: their machines get rules. */
  listeners: Listener[]
  /** Ports that are translated to pods before an input chain sees them, by protocol. */
  nodePorts: { protocol: string; ports: Ports }[]
}

/** A role whose machines get rules. */
export interface Listener {
  role: string
  /** AWS security group. */
  group: string | null
}

/** How rules are made; left out: without doubtful flows, and without gaps. */
export type RuleOptions = Partial<Pick<Work, 'include' | 'acceptGaps'>>

/** The service whose ports kube-proxy translates. */
const nodePort = 'nodeport'
/** Services that only nodes of a cluster have. */
const onNodes: ReadonlySet<string> = new Set([nodePort, 'kubelet'])

/**
 * Makes the rules that an installation needs: ordered by role and direction, each with the flows behind it.
 *
 * @param inventory one that fits its schema
 * @throws {RefusalError} when the inventory is wrong or leaves something open; nothing is guessed
 */
export function rulesFor(inventory: Inventory, data: Data, options: RuleOptions = {}): RuleSet {
  const { include = [], acceptGaps = false } = options
  const decided = { problems: [], stack: [], assumptions: [], leftOut: [] }
  const work: Work = { inventory, data, include, acceptGaps, ...decided }
  const { problems, stack, assumptions, leftOut } = work
  const entries = entriesOf(work)
  const flows = chooseFlows(work)
  const drafts = [...draftsOfFlows(flows, entries, work), ...draftsOfInventory(inventory, entries)]
  const listens = new Set(drafts.map(({ to }) => to))
  const listeners = entries
    .filter(({ kind, id }) => kind === 'machines' && id !== 'any')
    .filter(one => listens.has(one))
  reportOverlaps(entries, listeners, work)
  drafts.push(...draftsForAll(drafts, entries, listeners, work))
  if (problems.length > 0) throw new RefusalError(problems)

  const rules = rulesOf(drafts, entries, work)
  const used = new Set(drafts.flatMap(({ from, to }) => [from.id, to.id]))
  for (const { id, kind } of entries) {
    if (kind === 'none') assumptions.push(`there is no ${id}`)
    else if (!used.has(id)) assumptions.push(`no rule needs ${id}`)
  }
  const named = listeners.map(({ id, group }) => ({ role: id, group }))
  return { rules, listeners: named, stack, assumptions, leftOut, nodePorts: nodePortsIn(flows) }
}

function draftsOfFlows(flows: readonly Flow[], entries: readonly Entry[], work: Work): Draft[] {
  const { data, include, leftOut, problems } = work
  reportUnknown(include, flows, problems)
  const obstacle = obstacles(flows, include)
  const missing = new Map<string, Flow>()
  const at = (end: Flow['to'], flow: Flow): Entry[] => {
    if (['domain', 'host', 'cidr'].includes(end.kind)) return [outside(end)]
    const ids = expand(end.id, data.roles)
    const found = entries.filter(entry => ids.some(id => entry.roles.has(id)))
    for (const id of ids)
      if (!found.some(entry => entry.roles.has(id)) && !missing.has(id)) missing.set(id, flow)
    return found.filter(({ kind }) => kind !== 'none')
  }
  const drafts = flows.flatMap((flow): Draft[] => {
    const { protocol, ports, icmp, service, findings } = flow
    const held = doubtAbout(flow, include)
    const reason = obstacle(flow) ?? (held && [held, findings.join(', ')].filter(Boolean).join(': '))
    if (reason) leftOut.push({ flow, reason })
    if (obstacle(flow)) return []
    const rest = { protocol: protocol!, ports, icmp, why: service ?? '', held, flow }
    return at(flow.from, flow).flatMap(from => at(flow.to, flow).map(to => ({ from, to, ...rest })))
  })
  for (const [id, flow] of missing)
    problems.push({
      path: '/roles',
      message:
        id === 'any'
          ? `does not answer "any": documents say anybody, as in ${flow.id}; add the networks that need it, or any: any`
          : `does not answer "${id}", which ${flow.id} needs; add its addresses, or ${id}: none`,
    })
  return drafts
}

/** Flows that are asked for must be there. */
function reportUnknown(include: readonly string[], flows: readonly Flow[], problems: Problem[]): void {
  const known = new Set<string>(['disputed', 'unreviewed', ...flows.map(({ id }) => id)])
  for (const word of include)
    if (!known.has(word))
      problems.push({ path: '/stack', message: `has no flow "${word}" that could be included` })
}

/** An end that is not in the inventory: a name, or an address that was asked for. */
function outside({ id, kind }: Flow['to']): Entry {
  const addresses = kind === 'domain' ? noAddresses : addressSet([id])
  return { id, roles: new Set(), kind: 'machines', addresses, group: null }
}

/** A draft without a flow. */
function own(from: Entry, to: Entry, protocol: string, ports: Ports | null, why: string): Draft {
  return { from, to, protocol, ports, icmp: null, why, held: null, flow: null }
}

function draftsOfInventory({ extra = [] }: Inventory, entries: readonly Entry[]): Draft[] {
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  return extra.flatMap(({ from, to, protocol, ports, why }) => {
    const ends = [byId.get(from), byId.get(to)].flatMap(entry =>
      entry && entry.kind !== 'none' ? entry : [],
    )
    const [first, last = first] = String(ports ?? '')
      .split('-')
      .map(Number)
    const range = ports === undefined ? null : { first: first!, last: last! }
    return ends.length === 2 ? [own(ends[0]!, ends[1]!, protocol, range, why)] : []
  })
}

/** What all machines need, and all nodes of a cluster. */
function draftsForAll(
  drafts: readonly Draft[],
  entries: readonly Entry[],
  listeners: readonly Entry[],
  work: Work,
): Draft[] {
  const { inventory, problems } = work
  const admins = entries.find(({ id }) => id === administrator)!
  const port = inventory.administrators.ssh ?? 22
  const ssh = listeners.map(to =>
    own(admins, to, 'tcp', { first: port, last: port }, 'SSH of administrators'),
  )
  const inCluster = new Set(drafts.flatMap(({ to, flow }) => (flow && isOfCluster(flow) ? to : [])))
  const nodes = listeners.filter(entry => inCluster.has(entry))
  const addresses = clusterNetworks(work)
  if (nodes.length > 0 && inventory.cluster === undefined)
    problems.push({
      path: '/cluster',
      message:
        'is missing; add the networks of the pods and services, or "none" where pods must not reach the nodes',
    })
  if (!addresses) return ssh
  const pods: Entry = { id: insiders, roles: new Set(), kind: 'machines', addresses, group: null }
  return [...ssh, ...nodes.map(to => own(pods, to, 'all', null, 'pods and services of the cluster'))]
}

function nodePortsIn(flows: readonly Flow[]): RuleSet['nodePorts'] {
  const found = flows.flatMap(({ service, protocol, ports }) =>
    service === nodePort && protocolsWithPorts.has(protocol ?? '') && ports
      ? [{ protocol: protocol!, ports }]
      : [],
  )
  return [...new Map(found.map(one => [JSON.stringify(one), one])).values()]
}

/** Whether a flow shows that its ends are nodes of a Kubernetes cluster. */
export function isOfCluster({ service, when }: Flow): boolean {
  return when.cni !== undefined || onNodes.has(service ?? '')
}

/** The rules in force for what reaches the machines of a role. */
export function inboundOf({ rules }: RuleSet, role: string): Rule[] {
  return rules.filter(rule => rule.role === role && rule.direction === 'inbound' && !rule.held)
}

/** The addresses of all peers of a rule in its family; null for anybody. */
export function peersOf({ peers, family }: Rule): Range[] | null {
  if (peers.some(({ addresses }) => addresses === null)) return null
  return union(peers.flatMap(({ addresses }) => (addresses ?? noAddresses)[family]))
}
