import { groupBy } from '../check/group.ts'
import { countWhile } from '../extract/trees.ts'
import type { Node, Ports, Traffic } from '../schema/types.ts'
import { covers, nameOf } from './ends.ts'
import { factOf, type Item } from './statement.ts'

/** The traffic between two single ends, as a list of ranges; null for a port that is no number. */
interface Strand {
  from: Node | null
  to: Node | null
  ports: (Ports | null)[]
}

/** Gives the traffic of a statement that neither its counterpart nor another statement of a state covers. */
export type Coverage = (item: Item, counterpart?: Item) => Traffic[]

/**
 * Prepares a state for questions about what it states.
 * A statement covers another one of its document when it has the same headings and holds under the same
 * conditions or always; or when it says the same in another form, a table's row again as an entry or in a
 * sentence, whatever conditions the text gives.
 */
export function coverageBy(items: Item[]): Coverage {
  const entries = distinct(items).flatMap(item => shelvesFor(item).map(name => ({ name, item })))
  const shelves = new Map(
    [...groupBy(entries, ({ name }) => name)].map(([name, own]) => [
      name,
      finderIn(own.map(({ item }) => item)),
    ]),
  )
  return (item, counterpart) => {
    const own = counterpart && isSameProtocol(counterpart, item) ? [counterpart] : []
    const left = strandsOf(item).map(strand => {
      const others = shelvesAbout(item, strand)
        .flatMap(name => shelves.get(name)?.(item) ?? [])
        .filter(other => accountsFor(other, item))
      return [...own, ...others].reduce((rest, other) => remaining(rest, other, item), strand)
    })
    return trafficOf(
      item,
      left.filter(({ ports }) => ports.length > 0),
    )
  }
}

/** The first of the statements that cover the same things. */
function distinct(items: Item[]): Item[] {
  const mark = (item: Item) => [item.area, item.headings, forms[item.kind], factOf(item)].join('\n')
  return [...new Map(items.toReversed().map(item => [mark(item), item])).values()].reverse()
}

/** Finds the statements that share a port with a given one, or the words in place of ports. */
function finderIn(items: Item[]): (item: Item) => Item[] {
  const worded = groupBy(
    items.filter(({ said }) => !said.ports),
    ({ facts }) => facts.port,
  )
  const ordered = items.filter(({ said }) => said.ports)
  ordered.sort((a, b) => a.said.ports!.first - b.said.ports!.first)
  let highest = 0
  // For each place in the order the highest port up to there.
  const reach = ordered.map(({ said }) => (highest = Math.max(highest, said.ports!.last)))
  return ({ said: { ports }, facts }) => {
    if (!ports) return worded.get(facts.port) ?? []
    const found: Item[] = []
    const end = countWhile(ordered, ({ said }) => said.ports!.first <= ports.last)
    for (let i = end - 1; i >= 0 && reach[i]! >= ports.first; i--)
      if (ordered[i]!.said.ports!.last >= ports.first) found.push(ordered[i]!)
    return found
  }
}

/** The shelf of all statements, so that an end without a name is found with any other. */
const anyone = '*'
const ranges = 'cidr'
/** The shelf of all statements, for sentences: they name ends loosely. */
const prose = 'prose'

/** A statement is on one shelf for each of its sources with each of its targets. */
function shelvesFor(item: Item): string[] {
  const names = (members: Node[]) =>
    new Set([anyone, ...members.map(node => (node.kind === 'cidr' ? ranges : nameOf(node)))])
  return [proseShelf(item), ...crossed(item, names(item.from.members), names(item.to.members))]
}

/** The shelves of statements that may include both ends of some traffic. */
function shelvesAbout(item: Item, { from, to }: Strand): string[] {
  const names = (end: Node | null) => (end === null ? [anyone] : new Set([nameOf(end), 'any', ranges]))
  return [...(isLoose(item) ? [proseShelf(item)] : []), ...crossed(item, names(from), names(to))]
}

function proseShelf({ area, facts }: Item): string {
  return `${area}\n${facts.scope}\n${prose}`
}

/** A sentence of which no role explains an end: that it repeats a port is no new fact. */
function isLoose({ isProse, from, to }: Item): boolean {
  const isVague = ({ members }: Item['from']) => members.every(({ kind }) => kind === 'unknown')
  return isProse && (isVague(from) || isVague(to))
}

function crossed({ area, facts }: Item, sources: Iterable<string>, targets: Iterable<string>): string[] {
  const common = `${area}\n${facts.scope}`
  return [...sources].flatMap(from => [...targets].map(to => `${common}\n${from}\n${to}`))
}

/** Tables under several headings are about several things; text about a table is about the same. */
const forms: Record<Item['kind'], string> = {
  row: 'table',
  cell: 'table',
  entry: 'text',
  sentence: 'text',
  command: 'command',
  flow: 'flow',
}

function accountsFor(other: Item, item: Item): boolean {
  const [a, b] = [other.facts, item.facts]
  const isNear = other.headings === item.headings && (a.condition === b.condition || a.condition === '')
  const isSameSide = a.direction === b.direction || a.direction === '' || b.direction === ''
  return isSameSide && (isNear || forms[other.kind] !== forms[item.kind]) && isSameProtocol(other, item)
}

/** A statement with a protocol covers one without; not the other way round. */
function isSameProtocol(wide: Item, { said: { protocol } }: Item): boolean {
  return protocol === null || wide.said.protocol === protocol || wide.said.protocol === 'all'
}

function remaining(strand: Strand, other: Item, item: Item): Strand {
  const { facts } = item
  const inside =
    isLoose(item) ||
    ((strand.from === null || covers(other.from.members, [strand.from])) &&
      (strand.to === null || covers(other.to.members, [strand.to])))
  if (!inside) return strand
  const { ports } = other.said
  if (ports) return { ...strand, ports: without(strand.ports, ports) }
  return other.facts.port === facts.port ? { ...strand, ports: [] } : strand
}

/** Splits the traffic of a statement by its ends; one without a name is null. */
function strandsOf({ from, to, said }: Item): Strand[] {
  const sources = from.members.length > 0 ? from.members : [null]
  const targets = to.members.length > 0 ? to.members : [null]
  // Traffic that stays on a node has one end.
  const pairs = sources.flatMap(source => targets.map(target => ({ from: source, to: target })))
  const own = said.local ? pairs.filter(pair => endName(pair.from) === endName(pair.to)) : []
  return (own.length > 0 ? own : pairs).map(pair => ({ ...pair, ports: [said.ports] }))
}

/** What is left of ranges when another one is taken out. */
function without(list: (Ports | null)[], taken: Ports): (Ports | null)[] {
  return list.flatMap(range => {
    if (range === null || range.last < taken.first || range.first > taken.last) return [range]
    const rest = [
      { first: range.first, last: taken.first - 1 },
      { first: taken.last + 1, last: range.last },
    ]
    return rest.filter(({ first, last }) => first <= last)
  })
}

/** Joins strands of a statement that share their ranges and an end. */
function trafficOf(item: Item, strands: Strand[]): Traffic[] {
  const bySource = groupBy(strands, ({ from, ports }) => [endName(from), rangesKey(ports)].join('\n'))
  const rows = [...bySource.values()].map(group => ({
    from: group[0]!.from,
    to: group.map(({ to }) => to),
    ports: group[0]!.ports,
  }))
  const byTarget = groupBy(rows, ({ to, ports }) => [...to.map(endName), rangesKey(ports)].join('\n'))
  const { protocol, portText, direction, local, when, conditions } = item.said
  return [...byTarget.values()].flatMap(group => {
    const { to, ports } = group[0]!
    const ends = {
      from: nodesOf(
        group.map(row => row.from),
        item.from,
      ),
      to: nodesOf(to, item.to),
    }
    return ports.map(range => ({
      protocol,
      ports: range,
      portText: range ? null : portText,
      ...ends,
      direction,
      local,
      when,
      conditions,
    }))
  })
}

/** All members of an end go by the name of their group. */
function nodesOf(members: (Node | null)[], end: Item['from']): Node[] {
  const named = members.filter(node => node !== null)
  return named.length === end.members.length ? end.nodes : named
}

function endName(node: Node | null): string {
  return node === null ? '' : nameOf(node)
}

function rangesKey(list: (Ports | null)[]): string {
  return list.map(range => (range ? `${range.first}-${range.last}` : '')).join()
}
