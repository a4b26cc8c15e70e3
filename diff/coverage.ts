import type { Node } from '../schema/types.ts'
import { covers, nameOf } from './ends.ts'
import { Shelf } from './shelf.ts'
import { factOf, type Item } from './statement.ts'
import { type Strand, strandsOf, without } from './traffic.ts'

/** Tells what traffic of a statement neither its counterpart nor anything else in a state accounts for. */
export type Coverage = (item: Item, counterpart?: Item) => Strand[]

/**
 * Prepares a state to be asked what it states.
 * A statement accounts for another one of its document when it stands under the same headings and holds under
 * the same conditions or always; or when it says the same in another form, a table's row again as an entry or
 * in a sentence: text tells conditions as it pleases.
 */
export function coverageBy(items: Item[]): Coverage {
  const shelves = new Map<string, Shelf>()
  for (const item of different(items))
    for (const name of shelvesFor(item)) {
      const shelf = shelves.get(name) ?? new Shelf()
      shelves.set(name, shelf)
      shelf.add(item)
    }
  return (item, counterpart) => {
    const own = counterpart && isSameProtocol(counterpart, item) ? [counterpart] : []
    const others = (strand: Strand) =>
      shelvesAbout(item, strand)
        .flatMap(name => shelves.get(name)?.meeting(item) ?? [])
        .filter(other => accountsFor(other, item))
    return strandsOf(item)
      .map(strand =>
        [...own, ...others(strand)].reduce((left, other) => remaining(left, other, item), strand),
      )
      .filter(({ ports }) => ports.length > 0)
  }
}

/** Of statements that account for the same things the first. */
function different(items: Item[]): Item[] {
  const mark = (item: Item) => [item.area, item.headings, forms[item.kind], factOf(item)].join('\n')
  return [...new Map(items.toReversed().map(item => [mark(item), item])).values()].reverse()
}

/** Where all stand, so that an end that nobody named is found with whomever. */
const anyone = '*'
const ranges = 'cidr'

/** A statement stands on one shelf for each of its sources with each of its targets. */
function shelvesFor(item: Item): string[] {
  const names = (members: Node[]) =>
    new Set([anyone, ...members.map(node => (node.kind === 'cidr' ? ranges : nameOf(node)))])
  return crossed(item, names(item.from.members), names(item.to.members))
}

/** Where those stand that may take in both ends of some traffic. */
function shelvesAbout(item: Item, { from, to }: Strand): string[] {
  const names = (end: Node | null) => (end === null ? [anyone] : new Set([nameOf(end), 'any', ranges]))
  return crossed(item, names(from), names(to))
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

/** What a vague statement leaves open, a fuller one says; not the other way round. */
function isSameProtocol(wide: Item, { said: { protocol } }: Item): boolean {
  return protocol === null || wide.said.protocol === protocol || wide.said.protocol === 'all'
}

function remaining(strand: Strand, other: Item, { facts }: Item): Strand {
  const inside =
    (strand.from === null || covers(other.from.members, [strand.from])) &&
    (strand.to === null || covers(other.to.members, [strand.to]))
  if (!inside) return strand
  const { ports } = other.said
  if (ports) return { ...strand, ports: without(strand.ports, ports) }
  return other.facts.port === facts.port ? { ...strand, ports: [] } : strand
}
