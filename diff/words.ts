import { shorten } from '../reconcile/text.ts'
import type { Node, Statement, Traffic } from '../schema/types.ts'

/** Statements and traffic have this in common. */
type Said = Statement | Traffic

/** More than these are counted, not listed. */
const mostListed = 6
const mostTold = 3
/** Prose is shortened to so many words. */
const mostWords = 10
/** So many characters are shown before the first difference; half as many in scripts without blanks. */
const lead = 12

/** One or several statements: `tcp 2379, 2380 from etcd to controlplane`; one by one when they do not combine. */
export function sayAll(all: Said[]): string {
  const told = [...new Set(all.map(one => sayTogether([one])))]
  const axes = [
    sayProtocol,
    sayPorts,
    (one: Said) => sayNodes(one.from),
    (one: Said) => sayNodes(one.to),
    sayConditions,
    (one: Said) => `${one.local}`,
  ]
  const combinations = axes.reduce((product, say) => product * new Set(all.map(say)).size, 1)
  if (combinations === told.length) return sayTogether(all)
  const more = told.length - mostTold
  return more > 1 ? `${told.slice(0, mostTold).join('; ')} and ${more} more` : told.join('; ')
}

function sayTogether(all: Said[]): string {
  const [from, to] = [sayNodes(all.flatMap(one => one.from)), sayNodes(all.flatMap(one => one.to))]
  const ends = all.every(one => one.local)
    ? [`within ${to || 'a node'}`]
    : [from && `from ${from}`, to && `to ${to}`]
  const condition = list(all.map(sayConditions))
  const parts = [list(all.map(sayProtocol)), list(all.map(sayPorts)), ...ends, condition && `(${condition})`]
  return parts.filter(Boolean).join(' ')
}

/** A port or range, or the words in its place. */
export function sayPorts({ ports, portText }: Pick<Said, 'ports' | 'portText'>): string {
  if (!ports) return portText ?? ''
  return ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`
}

/** A protocol by its name; empty when none is named. */
export function sayProtocol({ protocol }: Pick<Said, 'protocol'>): string {
  return protocol === 'all' ? 'any protocol' : (protocol ?? '')
}

/** Conditions in normal form, then the beginnings of those in words. */
export function sayConditions(said: Pick<Said, 'when' | 'conditions'>): string {
  return conditionsOf(said).map(sayShort).join('; ')
}

/** The conditions of two statements, from where they differ. */
export function sayConditionsApart(a: Said, b: Said): [string, string] {
  const [x, y] = [sayConditions(a), sayConditions(b)]
  return x === y ? sayApart(conditionsOf(a).join('; '), conditionsOf(b).join('; ')) : [x, y]
}

function conditionsOf({ when, conditions }: Pick<Said, 'when' | 'conditions'>): string[] {
  const axes = Object.entries(when).map(([axis, value]) => `${axis}=${[value].flat().join(' or ')}`)
  return [...axes, ...conditions]
}

/** The beginning of a longer text. */
export function sayShort(text: string): string {
  return shorten(text, mostWords)
}

/** The beginnings of two texts; when those are equal, the parts around the first difference. */
export function sayApart(a: string, b: string): [string, string] {
  const [x, y] = [sayShort(a), sayShort(b)]
  if (x !== y) return [x, y]
  let parting = 0
  while (parting < a.length && a[parting] === b[parting]) parting++
  const blank = a.indexOf(' ', Math.max(0, parting - lead))
  const start = blank >= 0 && blank < parting ? blank + 1 : Math.max(0, parting - lead / 2)
  return [sayShort(`…${a.slice(start)}`), sayShort(`…${b.slice(start)}`)]
}

/** Ends by name. */
export function sayNodes(nodes: Node[]): string {
  return list(nodes.map(({ kind, id }) => (kind === 'any' ? 'anyone' : id)))
}

/** Words, each once, in their order. */
export function list(words: string[]): string {
  const distinct = [...new Set(words.filter(Boolean))]
  const more = distinct.length - mostListed
  return more > 1 ? `${distinct.slice(0, mostListed).join(', ')} and ${more} more` : distinct.join(', ')
}
