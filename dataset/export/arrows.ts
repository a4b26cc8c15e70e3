import { groupBy } from '../../check/group.ts'
import { wrap } from '../../check/report/wrap.ts'
import type { Flow, Node } from '../../schema/types.ts'
import { portList } from '../api/ports.ts'
import { whenWords } from './words.ts'

/** All flows from one end to another. */
export interface Link {
  from: Node
  to: Node
  lines: string[]
  flows: Flow[]
}

/** Most columns of a line at an arrow; more would push the boxes apart. */
const widest = 36

/** Before a line that goes on with a statement: blanks that no format takes away. */
const goesOn = '\u00a0\u00a0'

/** Bundles flows between the same two ends, in the order of the ends' ids. */
export function arrowsOf(flows: readonly Flow[]): Link[] {
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
    const [first = '', ...more] = wrap(statement, widest)
    return [first, ...more.map(line => goesOn + line)]
  })
}

/** Ports behind their protocol, so that each statement can be told from one that goes on. */
function portsIn(flows: Flow[]): string {
  const { protocol } = flows[0]!
  const ports = portList(
    // A condition on a known axis is told in words, and needs no mark.
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
