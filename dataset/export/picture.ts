import { oneLine } from '../../check/report/plain.ts'
import { wrap } from '../../check/report/wrap.ts'
import type { Flow, Node } from '../../schema/types.ts'
import { expand, type Grouped } from '../api/groups.ts'
import { distinct, keyOf } from '../api/nodes.ts'
import { arrowsOf, type Link } from './arrows.ts'
import { deploymentName } from './deployments.ts'

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
  /** Ports, protocols and what limits them, short enough to stand at the arrow. */
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
  const alike = new Map<string, Node[]>()
  for (const node of nodes) {
    const said = node.kind === 'group' ? keyOf(node) : `${node.kind} ${saidOf(node, links)}`
    alike.set(said, [...(alike.get(said) ?? []), node])
  }
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
