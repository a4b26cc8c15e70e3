import { ipProtocolOf } from '../schema/protocols.ts'
import type { Claim, Endpoint, Icmp, Node, Ports, Protocol, Source, When } from '../schema/types.ts'
import { type Circumstances, circumstancesOf } from './conditions.ts'
import { deploymentOf, filled } from './deployments.ts'
import { expand } from './groups.ts'
import { icmpOf } from './icmp.ts'
import { ascending } from './order.ts'
import { lookUp, resolveWith, unknown } from './roles.ts'
import type { Scope } from './roles-vocabulary.ts'
import { type Service, serviceOf, servicesNamed } from './services.ts'
import { fold, purposeOf } from './text.ts'
import type { Vocabulary } from './vocabulary.ts'

/** One end of a claim: who is meant by its labels. */
export interface End {
  /** In the order of the labels, each once; one that no role explains is `unknown`, with its words as id. */
  nodes: Node[]
  /** The roles behind them, groups expanded; `any`; other ends as `kind:id`. Sorted, each once. */
  roles: string[]
  /** Each label with its nodes. Words for the other end itself have that end's. */
  labels: { label: string; nodes: Node[]; self: boolean }[]
}

/** What a claim means. */
export interface Meaning extends Circumstances {
  claim: Claim
  /** The pages that its words were read for, and the words that are known. */
  scope: Scope
  vocabulary: Vocabulary
  from: End
  to: End
  /** The traffic stays on the node: the claim says so, or names one end only as the other one itself. */
  local: boolean
  protocol: Protocol | null
  /** Number of an IP protocol other than TCP, UDP, SCTP and ICMP. */
  ipProtocol: number | null
  /** Messages of ICMP; none when the claim gives no types. */
  icmp: Icmp[]
  /** From its lower end. */
  ports: Ports | null
  /** Words in place of ports, as far as they say more than `icmp` and `ipProtocol`. */
  portText: string | null
  /** The service by words or, failing them, by port. */
  service: string | null
  /** The service that its words name, whatever port they stand beside. */
  named: string | null
  /** All services that its words may name. */
  services: Service[]
  /** When it holds as far as its description does not say so. */
  stated: Circumstances
}

/** A source with a destination, and what holds for these two. */
export interface Pair {
  from: Node
  to: Node
  local: boolean
  service: string | null
  when: When
  conditions: string[]
}

/** Words around a claim that may name its service. */
export interface Around {
  /** The title of an entry: it says more than its text. */
  title: string | null
  /** The sentence that makes the claim. */
  sentence: string | null
}

/** What is known of the pages that claims stand on. */
export interface Context {
  vocabulary: Vocabulary
  /** Tells product and deployment of a claim; empty texts where they are not known. */
  scope(claim: Claim): Scope
  /** Fills in what the part of the page around a claim says for all of its rows. */
  filled?(claim: Claim): Claim
  /** What stands around a claim, where the document is at hand. */
  around?(claim: Claim): Around
}

/** The pages of a source; without one nothing is known of them. */
export function scopeOf(source: Source | null): Pick<Context, 'scope' | 'filled'> {
  return {
    scope: claim => ({
      product: source?.product ?? '',
      deployment: (source && deploymentOf(claim, source)) ?? '',
    }),
    ...(source?.sections && { filled: claim => filled(claim, source) }),
  }
}

/**
 * Finds out what claims of a document mean.
 *
 * @param literal all of them: the labels of a column say together what "All" means in it
 * @returns the meanings in the order of the claims
 */
export function meaningsOf(literal: Claim[], context: Context): Meaning[] {
  const claims = context.filled ? literal.map(context.filled) : literal
  const columns = columnsOf(claims, context)
  const known = new Map<string, Named>()
  return claims.map(claim => meaningOf(claim, context, columns(claim), known))
}

type Named = End['labels'][number]

/** A word for the other end. */
const self = 'self'

function meaningOf(
  claim: Claim,
  context: Context,
  columns: Record<Side, Node[]>,
  known: Map<string, Named>,
): Meaning {
  const { vocabulary } = context
  const scope = context.scope(claim)
  const namedBy = (side: Side) => (endpoint: Endpoint) => {
    const key = [scope.product, scope.deployment, columns[side].map(({ id }) => id), endpoint.label].join(
      '\n',
    )
    const found = known.get(key) ?? nodesOf(endpoint.label, scope, columns[side], vocabulary)
    known.set(key, found)
    return found
  }
  const source = claim.source.map(namedBy('source'))
  const destination = claim.destination.map(namedBy('destination'))
  const [from, to] = [
    endOf(source, destination, claim, vocabulary),
    endOf(destination, source, claim, vocabulary),
  ]
  const { protocol, description } = claim
  const ports = ascending(claim.ports)
  const icmp = protocol === 'icmp' && ports === null ? icmpOf(claim.portText) : []
  const ipProtocol = ipProtocolOf(protocol)
  const words = wordsOf(claim, context)
  const clues = { words, protocol, to: to.nodes[0] ?? unknown, product: scope.product }
  const stated = circumstancesWith(claim, labelsOf(claim), [], vocabulary)
  return {
    claim,
    scope,
    vocabulary,
    from,
    to,
    local: claim.local || isSelf(source) || isSelf(destination),
    protocol,
    ipProtocol,
    icmp,
    ports,
    portText: icmp.length > 0 || repeats(claim.portText, ipProtocol) ? null : claim.portText,
    service: serviceOf({ ...clues, ports }, vocabulary),
    named: serviceOf({ ...clues, ports: null, protocol: null }, vocabulary),
    services:
      words.map(text => (text ? servicesNamed(text, vocabulary) : [])).find(found => found.length > 0) ?? [],
    ...(description === null ? stated : circumstancesWith(claim, labelsOf(claim), [description], vocabulary)),
    stated,
  }
}

/** The service of a claim if its ports were others. */
export function serviceWith(
  { claim, to, scope }: Meaning,
  ports: Ports | null,
  context: Context,
): string | null {
  const words = wordsOf(claim, context)
  const clues = { words, protocol: claim.protocol, to: to.nodes[0] ?? unknown, product: scope.product }
  return serviceOf({ ...clues, ports }, context.vocabulary)
}

/**
 * Every source of a claim with every destination. Traffic that stays on the node pairs an end with itself only,
 * and the one end that such a claim names is the other as well.
 *
 * @returns pairs of which at least one end is known; none when the claim names neither
 */
export function pairsOf(meaning: Meaning, context: Context): Pair[] {
  const { claim, from, to } = meaning
  const [sources, destinations] = [from.labels.flatMap(spread), to.labels.flatMap(spread)]
  const [a, b] = claim.local
    ? [orElse(sources, destinations), orElse(destinations, sources)]
    : [sources, destinations]
  const all = orElse(a, [nobody]).flatMap(x => orElse(b, [nobody]).map(y => ({ x, y })))
  const pairs = all.filter(({ x, y }) => isKnown(x.node) || isKnown(y.node))
  const itself = (x: One, y: One) => x.node.id === y.node.id && x.node.kind === y.node.kind
  const same = pairs.filter(({ x, y }) => itself(x, y))
  const kept =
    claim.local && same.length > 0 ? same : pairs.filter(({ x, y }) => !(x.self || y.self) || itself(x, y))
  return kept.map(({ x, y }) => pairOf(meaning, x, y, context))
}

/** One node of one label. */
interface One {
  node: Node
  label: string | null
  self: boolean
}

const nobody: One = { node: unknown, label: null, self: false }

function spread({ label, nodes, self }: Named): One[] {
  return nodes.map(node => ({ node, label, self }))
}

function orElse<T>(list: T[], other: T[]): T[] {
  return list.length > 0 ? list : other
}

function isKnown({ kind }: Node): boolean {
  return kind !== 'unknown'
}

function pairOf({ claim, protocol, ports, scope }: Meaning, x: One, y: One, context: Context): Pair {
  const labels = [x.label, y.label].filter(label => label !== null)
  const description = claim.description === null ? [] : [claim.description]
  return {
    from: x.node,
    to: y.node,
    local: claim.local || x.self || y.self,
    service: serviceOf(
      { words: wordsOf(claim, context), protocol, ports, to: y.node, product: scope.product },
      context.vocabulary,
    ),
    ...circumstancesWith(claim, labels, description, context.vocabulary),
  }
}

function circumstancesWith(
  { conditions, context }: Claim,
  labels: string[],
  description: string[],
  vocabulary: Vocabulary,
): Circumstances {
  return circumstancesOf({ conditions, description, labels, context }, vocabulary.conditions)
}

function labelsOf({ source, destination }: Claim): string[] {
  return [...source, ...destination].map(({ label }) => label)
}

/** What may name the service, the best first. */
function wordsOf(claim: Claim, { around }: Context): (string | null)[] {
  const { title = null, sentence = null } = around?.(claim) ?? {}
  return [title, claim.description, claim.portText, sentence]
}

/** Whether words only name the number of the IP protocol again. */
function repeats(text: string | null, number: number | null): boolean {
  return (
    text !== null && number !== null && new RegExp(`\\bprotocol\\b.*\\b${number}$`, 'i').test(text.trim())
  )
}

function isSelf(named: Named[]): boolean {
  return named.length > 0 && named.every(one => one.self && one.nodes.length === 0)
}

/** Puts the other end in the place of words for it; traffic that stays on the node has one end at both sides. */
function endOf(own: Named[], other: Named[], { local }: Claim, vocabulary: Vocabulary): End {
  const others = other.flatMap(({ nodes }) => nodes)
  const labels = own.flatMap((one): Named[] =>
    one.self
      ? [
          { ...one, self: false },
          { ...one, nodes: others },
        ].filter(({ nodes }) => nodes.length > 0)
      : [one],
  )
  const named = local && own.length === 0 ? other : labels
  const nodes = distinct(named.flatMap(one => one.nodes))
  return { nodes, roles: [...new Set(nodes.flatMap(node => rolesOf(node, vocabulary)))].sort(), labels }
}

function rolesOf({ kind, id }: Node, { roles }: Vocabulary): string[] {
  if (kind === 'role' || kind === 'group') return expand(id, roles.groups)
  return [kind === 'any' ? 'any' : kind === 'unknown' ? `unknown:${purposeOf(id) || id}` : `${kind}:${id}`]
}

function distinct(nodes: Node[]): Node[] {
  return [...new Map(nodes.map(node => [`${node.kind}:${node.id}`, node])).values()]
}

/**
 * Finds out who is meant by one label.
 *
 * @param column who the other labels of its column are, when they are all nodes
 * @returns `self` when the other end itself is among them; its nodes are not
 */
function nodesOf(label: string, scope: Scope, column: Node[], vocabulary: Vocabulary): Named {
  const { roles } = vocabulary
  const find = (words: string): Node | typeof self | null =>
    roles.self.has(fold(words)) ? self : lookUp(words, scope, roles)
  const found =
    roles.all.has(fold(label)) && column.length > 0
      ? column
      : (resolveWith(label, find, roles) ??
        partsOf(label, roles.phrases).flatMap(part => resolveWith(part, find, roles) ?? stranger(part)))
  return { label, nodes: found.filter(one => one !== self), self: found.includes(self) }
}

/** A list whose parts are not all known is plainly one when commas separate it and no part continues a phrase. */
function partsOf(label: string, phrases: RegExp): string[] {
  const parts = label.split(/[,;、，；]/).map(part => part.trim())
  const isList = parts.every(part => !phrases.test(part))
  return isList ? parts.filter(part => part !== '') : [label]
}

function stranger(label: string): Node {
  return { kind: 'unknown', id: label.trim() }
}

type Side = 'source' | 'destination'

/** So many different nodes make a column of nodes. */
const leastNodes = 2

/** For each claim and side who "All" means in that column of its table; nobody where it means anybody. */
function columnsOf(claims: Claim[], { vocabulary, scope }: Context): (claim: Claim) => Record<Side, Node[]> {
  const { roles } = vocabulary
  const isAll = ({ label }: Endpoint) => roles.all.has(fold(label))
  const none: Record<Side, Node[]> = { source: [], destination: [] }
  if (!claims.some(({ source, destination }) => [...source, ...destination].some(isAll))) return () => none
  const labels = new Map<string, Set<string>>()
  const key = ({ table, location }: Claim, side: Side) => `${location.document}\n${table?.line}\n${side}`
  for (const claim of claims)
    for (const side of ['source', 'destination'] as const) {
      const own = claim[side].filter(endpoint => !isAll(endpoint) && !endpoint.implied)
      labels.set(
        key(claim, side),
        new Set([...(labels.get(key(claim, side)) ?? []), ...own.map(({ label }) => label)]),
      )
    }
  const nodesIn = (claim: Claim, side: Side): Node[] => {
    if (!claim.table || !claim[side].some(endpoint => isAll(endpoint) && !endpoint.implied)) return []
    const page = scope(claim)
    const words = [...labels.get(key(claim, side))!].filter(label => !roles.self.has(fold(label)))
    const found = words.map(label => resolveWith(label, one => lookUp(one, page, roles), roles))
    const nodes = distinct(found.flatMap(one => one ?? [unknown]))
    const isOfNodes = nodes.every(
      ({ kind, id }) => kind === 'group' || (kind === 'role' && !roles.clients.has(id)),
    )
    const headed = roles.nodeWords.test(fold(claim.table.header[side] ?? ''))
    if (!isOfNodes || (nodes.length < leastNodes && !headed)) return []
    const every = roles.nodes.get(page.product)
    return every ? [every] : nodes
  }
  return claim => ({ source: nodesIn(claim, 'source'), destination: nodesIn(claim, 'destination') })
}
