import { groupBy } from '../../check/group.ts'
import { oneLine } from '../../check/report/plain.ts'
import { wrap } from '../../check/report/terminal.ts'
import type { Flow, Node } from '../../schema/types.ts'
import { distinct, expand, type Grouped, keyOf } from '../api/nodes.ts'
import { portList } from '../api/ports.ts'
import type { Dataset } from '../files.ts'
import { byDeployment, type Deployment, deploymentName, whenWords } from './flows.ts'

/** Who talks: one end, or several that are drawn as one because the same arrows lead to and from each. */
export interface Box {
  /** `n1`, `n2`, …: a name that every format can take. */
  id: string
  kind: Node['kind']
  /** What is written in it, a line each: never empty. */
  names: string[]
  /** The roles that a group stands for. */
  members: string[]
}

/** Most columns of a line in a box. */
const widest = 30

/** All flows from one box to another. */
export interface Arrow {
  /** The boxes' ids. */
  from: string
  to: string
  /** Ports, protocols and what limits them, short enough for the arrow's label. */
  lines: string[]
  flows: Flow[]
}

/** What is drawn of a deployment, whatever the format. */
export interface Picture {
  title: string
  boxes: Box[]
  arrows: Arrow[]
}

/**
 * Makes a picture out of flows: a box for each end, one arrow for all flows between two of them.
 *
 * @param flows of one deployment
 * @param roles the roles and groups there are
 * @param title what is written above (default: product, version and deployment)
 */
export function pictureOf(flows: readonly Flow[], roles: readonly Grouped[], title?: string): Picture {
  const links = arrowsOf(flows)
  const groups = twins(links)
  const idOf = new Map(groups.flatMap((nodes, i) => nodes.map(node => [keyOf(node), `n${i + 1}`] as const)))
  const shown = new Set(groups.map(([first]) => keyOf(first!)))
  return {
    title: oneLine(title ?? (flows[0] ? deploymentName(flows[0]) : 'No flows')),
    boxes: groups.map(nodes => boxOf(nodes, idOf.get(keyOf(nodes[0]!))!, roles)),
    arrows: links
      .filter(({ from, to }) => shown.has(keyOf(from)) && shown.has(keyOf(to)))
      .map(({ from, to, lines, flows }) => ({
        from: idOf.get(keyOf(from))!,
        to: idOf.get(keyOf(to))!,
        lines,
        flows,
      })),
  }
}

function boxOf(nodes: Node[], id: string, roles: readonly Grouped[]): Box {
  const { kind } = nodes[0]!
  const members = kind === 'group' ? expand(nodes[0]!.id, roles).filter(role => role !== nodes[0]!.id) : []
  return { id, kind, names: nodes.flatMap(node => wrap(node.id, widest)), members: members.map(oneLine) }
}

/** Ends of a kind that the same is said about, sorted; groups stay apart, as their members are named. */
function twins(links: Link[]): Node[][] {
  const nodes = distinct(links.flatMap(({ from, to }) => [from, to]))
  const alike = groupBy(nodes, node =>
    node.kind === 'group' ? keyOf(node) : `${node.kind} ${saidOf(node, links)}`,
  )
  return [...alike.values()]
}

function saidOf(node: Node, links: Link[]): string {
  const key = keyOf(node)
  const own = links.filter(({ from, to }) => keyOf(from) === key || keyOf(to) === key)
  // Traffic among twins would have to be drawn as an arrow back to their one box, which says something else.
  if (own.some(({ from, to }) => keyOf(from) === keyOf(to))) return key
  return JSON.stringify(
    own.map(({ from, to, lines }) => [
      keyOf(from) === key ? '' : keyOf(from),
      keyOf(to) === key ? '' : keyOf(to),
      ...lines,
    ]),
  )
}

/** A picture for each deployment of a dataset's flows, under the title that its source gives it. */
export function picturesOf({ flows, roles, sources }: Dataset): Picture[] {
  return byDeployment(flows).map(one => pictureOf(one.flows, roles, titleOf(one, sources)))
}

function titleOf({ name, flows }: Deployment, sources: Dataset['sources']): string {
  const { product, archived, deployment } = flows[0]!
  const titles = sources
    .filter(source => source.product === product && source.archived === archived)
    .flatMap(({ deployments }) => deployments.filter(({ id }) => id === deployment))
    .map(({ title }) => title)
  return titles[0] ? `${titles[0]} (${name})` : name
}

/** All flows from one end to another. */
interface Link {
  from: Node
  to: Node
  lines: string[]
  flows: Flow[]
}

/** Most columns of a line at an arrow; more would push the boxes apart. */
const widestLabel = 36

/** Before a line that goes on with a statement: blanks that no format takes away. */
const goesOn = '\u00a0\u00a0'

/** Bundles flows between the same two ends, in the order of the ends' ids. */
function arrowsOf(flows: readonly Flow[]): Link[] {
  const links = sortedGroups(flows, ({ from, to }) => [from.id, from.kind, to.id, to.kind].join('\n'))
  return links.map(own => ({ from: own[0]!.from, to: own[0]!.to, lines: linesOf(own), flows: own }))
}

/** One statement for each circumstance and protocol, what is always needed first. */
function linesOf(flows: Flow[]): string[] {
  const groups = sortedGroups(flows, circumstanceOf)
  const said = groups.flatMap(own => {
    const ports = sortedGroups(own, ({ protocol }) => protocol ?? '').map(portsIn)
    const circumstance = circumstanceOf(own[0]!)
    if (groups.length === 1 && ports.length > 1) return [...ports, circumstance]
    return ports.map(one => `${one} ${circumstance}`)
  })
  return said.filter(Boolean).flatMap(statement => {
    const [first = '', ...more] = wrap(statement, widestLabel)
    return [first, ...more.map(line => goesOn + line)]
  })
}

/** Ports after their protocol, so that a new statement differs from a continued one. */
function portsIn(flows: Flow[]): string {
  const { protocol } = flows[0]!
  const ports = portList(
    // A condition on a known axis is in words, and needs no mark.
    flows.map(flow => ({
      ...flow,
      protocol: null,
      required: flow.required || flow.conditions.length === 0,
    })),
  )
  return [protocol, ports].filter(Boolean).join(' ') || 'unspecified'
}

function circumstanceOf({ when, local }: Flow): string {
  const words = whenWords(when)
  return [local && 'local', words && `if ${words}`].filter(Boolean).join(' ')
}

/** Parts a list by a key, sorted by it. */
function sortedGroups<T>(list: readonly T[], key: (item: T) => string): T[][] {
  return [...groupBy(list, key)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}
