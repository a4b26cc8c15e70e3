import { groupBy } from '../../group.ts'
import { agree, isNumbered, keyOf, type Numbered, type Said } from './said.ts'

/** One of the ways in which a page states its ports: its tables, its entries, its sentences, a block of commands. */
export interface Form {
  name: string
  members: Numbered[]
  byPorts: Map<string, Numbered[]>
}

/** A port that forms, which otherwise state the same, have and lack. */
export interface Lack {
  /** Those that state it, the best to look at first. */
  has: Numbered[]
  lacks: Form[]
}

/** Forms have to share this many ports to be meant as equal, and each may have this part that the other lacks. */
const leastShared = 4
const mostApart = 0.15
const names: Record<string, string> = {
  row: 'the table',
  cell: 'the table',
  entry: 'the list of entries',
  sentence: 'the text',
  command: 'the commands',
}

/** What one form of a page lacks of another that states nearly the same. */
export function lacksOf(said: Said[]): Lack[] {
  const forms = formsOf(said)
  const pairs = forms.flatMap((one, i) =>
    forms.slice(i + 1, i + 1 + mostAhead).map(other => [one, other] as const),
  )
  const lacks = new Map<string, Lack>()
  for (const [one, other] of pairs.filter(([one, other]) => areMeantEqual(one, other))) {
    for (const [key, has, form] of [...missing(one, other), ...missing(other, one)]) {
      const known = lacks.get(key) ?? { has: [], lacks: [] }
      lacks.set(key, known)
      if (!known.has.includes(has)) known.has.push(has)
      if (!known.lacks.includes(form)) known.lacks.push(form)
    }
  }
  return [...lacks.values()].map(lack => ({ ...lack, has: lack.has.sort(byForm) }))
}

/** Forms that each is held against: the next of the page; there are but few kinds. */
const mostAhead = 4
const order = ['entry', 'row', 'cell', 'command', 'sentence']

function byForm(a: Said, b: Said): number {
  return order.indexOf(a.fact.claim.kind) - order.indexOf(b.fact.claim.kind)
}

function formsOf(said: Said[]): Form[] {
  const groups = groupBy(said.filter(isNumbered), ({ fact: { claim } }) => {
    const name = names[claim.kind]!
    return claim.kind === 'command' ? [name, ...claim.context].join('\n') : name
  })
  return [...groups].map(([name, members]) => ({
    name: name.split('\n')[0]!,
    members,
    byPorts: groupBy(members, ({ ports }) => keyOf(ports)),
  }))
}

function areMeantEqual({ byPorts: one }: Form, { byPorts: other }: Form): boolean {
  const shared = [...one.keys()].filter(key => other.has(key)).length
  const isNear = ({ size }: { size: number }) => size - shared <= Math.max(1, Math.floor(size * mostApart))
  return shared >= leastShared && isNear(one) && isNear(other)
}

function missing(one: Form, other: Form): [string, Numbered, Form][] {
  return [...one.byPorts].flatMap(([key, all]) => {
    const [first] = all as [Numbered]
    const isThere = other.byPorts.get(key)?.some(found => agree(found.protocol, first.protocol))
    return isThere ? [] : [[key, first, other] satisfies [string, Numbered, Form]]
  })
}
