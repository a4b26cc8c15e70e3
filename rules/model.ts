import { portsOf } from '../dataset/api/ports.ts'
import type { Problem } from '../schema/problems.ts'
import { ipProtocolOf, protocolsWithPorts } from '../schema/protocols.ts'
import type { Flow, Icmp, Inventory, Ports } from '../schema/types.ts'
import { type AddressSet, addressSet, type Family, noAddresses, type Range, union } from './addresses.ts'
import { chooseFlows } from './choose.ts'
import { type Data, linker, RefusalError, rolesAt } from './data.ts'
import {
  administrator,
  clusterNetworks,
  type Entry,
  entriesOf,
  familiesOf,
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
export interface RuleSet {
  rules: Rule[]
  /** The roles that listen: their machines get rules. */
  listeners: Listener[]
  /** The stack in words. */
  stack: string[]
  assumptions: string[]
  /** Flows that no rule stands for, with the reason. */
  leftOut: { flow: Flow; reason: string }[]
  /** Ports that are translated to pods before an input chain sees them, by protocol. */
  nodePorts: { protocol: string; ports: Ports }[]
}

/** A role whose machines get rules. */
export interface Listener {
  role: string
  group: string | null
  hasAddresses: boolean
}

/** How rules are made. */
export interface RuleOptions {
  /** Flows that are used although they are disputed, unreviewed or lead to a printed address: ids, or statuses. */
  include?: readonly string[]
  /** Goes on where no document covers an answer of the inventory. */
  acceptGaps?: boolean
}

/** Statuses of flows that need no second look. */
const settled: ReadonlySet<string> = new Set(['stated', 'corrected'])
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
  const problems: Problem[] = []
  const entries = entriesOf(inventory, data, problems)
  const inside = clusterNetworks(inventory, problems)
  const { flows, stack, assumptions } = chooseFlows(inventory, data, options.acceptGaps ?? false, problems)
  const set: RuleSet = {
    rules: [],
    listeners: [],
    stack,
    assumptions,
    leftOut: [],
    nodePorts: nodePortsIn(flows),
  }
  const links = linker(data)
  const drafts: Draft[] = []

  const usable = flows.filter(flow => {
    const reason = obstacle(flow, flows, options.include ?? [])
    if (reason) set.leftOut.push({ flow, reason })
    return !reason
  })
  const at = endsOf(entries, data)
  for (const flow of usable) {
    const from = at(flow, 'from')
    const to = at(flow, 'to')
    const held = isIncluded(flow, options.include ?? []) || settled.has(flow.status) ? null : flow.status
    if (held) set.leftOut.push({ flow, reason: heldReason(flow) })
    const { protocol, ports, icmp } = flow
    const rest = { protocol: protocol!, ports, icmp, why: flow.service ?? '', flow, held }
    for (const [role, peer] of from.flatMap(a => to.map(b => [a, b] as const)))
      drafts.push({ from: role, to: peer, ...rest })
  }
  reportUnanswered(at, problems)

  const byId = new Map(entries.map(entry => [entry.id, entry]))
  for (const { from, to, protocol, ports, why } of inventory.extra ?? []) {
    const [a, b] = [byId.get(from), byId.get(to)]
    if (a && b && a.kind !== 'none' && b.kind !== 'none')
      drafts.push({
        from: a,
        to: b,
        protocol,
        ports: portsIn(ports),
        icmp: null,
        why,
        flow: null,
        held: null,
      })
  }
  const listeners = entries.filter(
    entry => entry.kind === 'machines' && drafts.some(({ to }) => to === entry),
  )
  reportOverlaps(listeners, problems)

  const admins = byId.get(administrator)!
  const ssh = inventory.administrators.ssh ?? 22
  for (const to of listeners)
    drafts.push({
      from: admins,
      to,
      protocol: 'tcp',
      ports: { first: ssh, last: ssh },
      icmp: null,
      why: 'SSH of administrators',
      flow: null,
      held: null,
    })
  const nodes = listeners.filter(entry =>
    drafts.some(({ to, flow }) => to === entry && flow && isOfCluster(flow)),
  )
  if (nodes.length > 0 && inventory.cluster === undefined)
    problems.push({
      path: '/cluster',
      message:
        'is missing; add the networks of the pods and services, or "none" where pods must not reach the nodes',
    })
  const pods = inside && {
    id: 'pods',
    roles: new Set<string>(),
    kind: 'machines' as const,
    addresses: inside,
    group: null,
  }
  for (const to of pods ? nodes : [])
    drafts.push({
      from: pods!,
      to,
      protocol: 'all',
      ports: null,
      icmp: null,
      why: 'pods and services of the cluster',
      flow: null,
      held: null,
    })

  if (problems.length > 0) throw new RefusalError(unique(problems))
  set.rules = grouped(drafts, entries, links, set)
  set.listeners = listeners.map(({ id, group, addresses }) => ({
    role: id,
    group,
    hasAddresses: addresses[4].length + addresses[6].length > 0,
  }))
  noteAssumptions(set, entries, drafts)
  return set
}

/** One flow between two entries. */
interface Draft extends Pick<Rule, 'protocol' | 'ports' | 'icmp' | 'why' | 'held'> {
  from: Entry
  to: Entry
  flow: Flow | null
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map(problem => [`${problem.path} ${problem.message}`, problem])).values()]
}

function nodePortsIn(flows: readonly Flow[]): RuleSet['nodePorts'] {
  const found = flows.flatMap(({ service, protocol, ports }) =>
    service === nodePort && protocol && protocolsWithPorts.has(protocol) && ports
      ? [{ protocol, ports }]
      : [],
  )
  return [
    ...new Map(found.map(one => [`${one.protocol} ${one.ports.first} ${one.ports.last}`, one])).values(),
  ]
}

/** Whether a flow shows that its ends are nodes of a Kubernetes cluster. */
export function isOfCluster({ service, when }: Flow): boolean {
  return when.cni !== undefined || (service !== null && onNodes.has(service))
}

/** A flow is used in spite of a doubt when its id, or its status, is named. */
function isIncluded(flow: Flow, include: readonly string[]): boolean {
  return include.includes(flow.id) || include.includes(flow.status)
}

function heldReason({ status, findings }: Flow): string {
  return [status, findings.join(', ')].filter(Boolean).join(': ')
}

/** Why no rule can be made of a flow; null when one can. */
function obstacle(flow: Flow, flows: readonly Flow[], include: readonly string[]): string | null {
  const { from, to, protocol, ports } = flow
  if (from.kind === 'unknown') return 'the documents do not say who starts the traffic'
  if (to.kind === 'unknown') return 'the documents do not say who listens'
  if (from.kind === 'domain') return 'packets do not show the name of who starts the traffic'
  const printed = [from, to].find(({ kind }) => kind === 'host' || kind === 'cidr')
  if (printed && !include.includes(flow.id))
    return `${printed.id} is an address that a document printed; it may have moved`
  if (protocol === null)
    return flows.some(other => isTwin(other, flow))
      ? 'another flow has the same ends and ports, and names the protocol'
      : 'the documents do not name the protocol'
  if (protocolsWithPorts.has(protocol) && !ports)
    return `the documents give no port number (${portsOf(flow) || 'none'})`
  if (!ports && protocol !== 'all' && protocol !== 'icmp' && numberOf(flow) === null)
    return `${protocol} is no IP protocol with a known number`
  return null
}

function isTwin(other: Flow, flow: Flow): boolean {
  const ends = (one: Flow) => `${one.from.id} ${one.to.id} ${portsOf(one)}`
  return other.protocol !== null && ends(other) === ends(flow)
}

function numberOf({ ipProtocol, protocol }: Pick<Flow, 'ipProtocol' | 'protocol'>): number | null {
  return ipProtocol ?? ipProtocolOf(protocol)
}

interface EndsOf {
  (flow: Flow, side: 'from' | 'to'): Entry[]
  /** Roles that no entry has, with a flow that needs each. */
  missing: Map<string, Flow>
}

/** Gives the entries of the inventory that an end of a flow means; roles without one are remembered. */
function endsOf(entries: readonly Entry[], { roles }: Data): EndsOf {
  const missing = new Map<string, Flow>()
  const at = (flow: Flow, side: 'from' | 'to'): Entry[] => {
    const end = flow[side]
    if (['domain', 'host', 'cidr'].includes(end.kind)) return [outside(end)]
    const ids = rolesAt(end, roles)
    const found = entries.filter(entry => ids.some(id => entry.roles.has(id)))
    for (const id of ids)
      if (!found.some(entry => entry.roles.has(id)) && !missing.has(id)) missing.set(id, flow)
    return found.filter(({ kind }) => kind !== 'none')
  }
  return Object.assign(at, { missing })
}

/** An end that is not in the inventory: a name, or an address that was asked for. */
function outside({ id, kind }: Flow['to']): Entry {
  const addresses = kind === 'domain' ? noAddresses : addressSet([id])
  return { id, roles: new Set(), kind: 'machines', addresses, group: null }
}

function reportUnanswered({ missing }: EndsOf, problems: Problem[]): void {
  for (const [id, flow] of missing)
    problems.push({
      path: '/roles',
      message:
        id === 'any'
          ? `does not answer "any": documents say anybody, as in ${flow.id}; add the networks that need it, or any: any`
          : `does not answer "${id}", which ${flow.id} needs; add its addresses, or ${id}: none`,
    })
}

function portsIn(ports: number | string | undefined): Ports | null {
  if (ports === undefined) return null
  const [first, last = first] = String(ports).split('-').map(Number)
  return { first: first!, last: last! }
}

/** Joins drafts that differ in the peer only, and splits them by family. */
function grouped(
  drafts: readonly Draft[],
  entries: readonly Entry[],
  links: (flow: Flow) => string[],
  set: RuleSet,
): Rule[] {
  const rules = new Map<string, Rule>()
  for (const draft of drafts) {
    const { from, to, flow } = draft
    const shared = familiesShared(from, to, entries, flow)
    if (shared.length === 0 && flow)
      set.leftOut.push({ flow, reason: `${from.id} and ${to.id} have no address family in common` })
    const sides = [
      ['inbound', to, from],
      ['outbound', from, to],
    ] as const
    for (const [direction, own, peer] of sides)
      for (const family of own.kind === 'machines' && entries.includes(own) ? shared : [])
        addTo(
          rules,
          ruleOf(draft, own.id, direction, family),
          { role: peer.id, addresses: peer.kind === 'any' ? null : peer.addresses, group: peer.group },
          draft,
          links,
        )
  }
  return [...rules.values()].sort(byOrder)
}

function ruleOf(draft: Draft, role: string, direction: Rule['direction'], family: Family): Rule {
  const { protocol, ports, icmp, why, held, flow } = draft
  const ipProtocol = numberOf({ protocol, ipProtocol: flow?.ipProtocol ?? null })
  return {
    role,
    direction,
    family,
    protocol,
    ipProtocol,
    ports,
    icmp,
    peers: [],
    why,
    flows: [],
    links: [],
    held,
  }
}

function addTo(
  rules: Map<string, Rule>,
  made: Rule,
  peer: Peer,
  { flow }: Draft,
  links: (flow: Flow) => string[],
): void {
  const { role, direction, family, protocol, ports, icmp, why, held } = made
  const key = JSON.stringify([role, direction, family, protocol, ports, icmp, held, flow ? '' : why])
  const rule = rules.get(key) ?? made
  rules.set(key, rule)
  if (!rule.peers.some(({ role }) => role === peer.role)) rule.peers.push(peer)
  if (!flow || rule.flows.includes(flow)) return
  rule.flows.push(flow)
  rule.links = [...new Set([...rule.links, ...links(flow)])]
  rule.why ||= flow.service ?? ''
}

function familiesShared(from: Entry, to: Entry, entries: readonly Entry[], flow: Flow | null): Family[] {
  const all = [...entries, from, to]
  const of = (entry: Entry) => (entry.kind === 'any' ? ([4, 6] as Family[]) : familiesOf(entry, all))
  const wanted = flow?.when.ip === undefined ? null : [flow.when.ip].flat()
  return of(to).filter(family => of(from).includes(family) && (wanted?.includes(`ipv${family}`) ?? true))
}

/** Rules of the inventory come first, then protocols and ports; those that are held stand last. */
function byOrder(a: Rule, b: Rule): number {
  const key = ({ role, direction, flows, held, protocol, ports, family, why }: Rule) =>
    [
      role,
      direction,
      held ? 1 : 0,
      flows.length > 0 ? 1 : 0,
      protocol,
      String(ports?.first ?? 0).padStart(5, '0'),
      String(ports?.last ?? 0).padStart(5, '0'),
      family,
      why,
    ].join('\n')
  return key(a) < key(b) ? -1 : 1
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

function noteAssumptions(set: RuleSet, entries: readonly Entry[], drafts: readonly Draft[]): void {
  const absent = entries.filter(({ kind }) => kind === 'none').map(({ id }) => id)
  if (absent.length > 0) set.assumptions.push(`there is no ${absent.join(', no ')}`)
  const idle = entries.filter(
    entry => entry.kind !== 'none' && !drafts.some(({ from, to }) => from === entry || to === entry),
  )
  for (const { id } of idle) if (id !== administrator) set.assumptions.push(`no rule needs ${id}`)
}
