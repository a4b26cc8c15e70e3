import { deprecations } from '../check/rules/currency/vocabulary.ts'
import { distance } from '../schema/nearest.ts'
import { covers, type Party, type Relation, relationOfEnds } from './ends.ts'
import type { Pair } from './pair.ts'
import { type Item, plain } from './statement.ts'
import { type ChangeClass, taxonomy, type ValuedAxis } from './taxonomy.ts'

/** Shorter words are other words too easily. */
const shortest = 6
/** Two letters that have changed places count as two. */
const mostSlips = 2

/** One way in which a statement changed. */
export interface Deviation {
  class: ChangeClass
  /** The values before and after: equal for equal deviations. */
  values: string
}

/** All differences between a statement and its counterpart, except place and repairs. */
export function deviationsOf(pair: Pair): Deviation[] {
  const facts = [...valuesOf(pair), ...circumstancesOf(pair)]
  return [...facts, ...statusOf(pair), ...(facts.length === 0 ? wordingOf(pair) : [])]
}

/** Whether a deviation changes the traffic that is needed. */
export function isTraffic({ class: id }: Deviation): boolean {
  return ['open', 'close'].includes(taxonomy.get(id)!.level)
}

function valuesOf(pair: Pair): Deviation[] {
  const ends: Deviation[] = isReversed(pair)
    ? [{ class: 'reversed', values: '' }]
    : [
        ...valued('source', pair, relationOf(pair, 'source')),
        ...valued('destination', pair, relationOf(pair, 'destination')),
      ]
  return [
    ...valued('port', pair, relationOfPorts(pair)),
    ...valued('protocol', pair, relationOfProtocols(pair)),
    ...ends,
  ]
}

function valued(axis: ValuedAxis, { before, after }: Pair, relation: Relation): Deviation[] {
  if (relation === 'same') return []
  return [{ class: `${axis}-${relation}`, values: `${before.facts[axis]} > ${after.facts[axis]}` }]
}

function isReversed({ before, after }: Pair): boolean {
  const [a, b] = [before.facts, after.facts]
  return a.source !== b.source && a.source === b.destination && a.destination === b.source
}

function relationOfPorts({ before, after }: Pair): Relation {
  if (before.facts.port === after.facts.port) return 'same'
  const [a, b] = [before.said.ports, after.said.ports]
  if (!a && !b && before.facts.port !== '' && after.facts.port !== '') return 'changed'
  if (!a) return before.facts.port === '' || b ? 'named' : 'unnamed'
  if (!b) return 'unnamed'
  if (b.first <= a.first && a.last <= b.last) return 'widened'
  return a.first <= b.first && b.last <= a.last ? 'narrowed' : 'changed'
}

function relationOfProtocols({ before, after }: Pair): Relation {
  const [a, b] = [before.said.protocol, after.said.protocol]
  if (a === b) return 'same'
  if (a === null) return 'named'
  if (b === null) return 'unnamed'
  return b === 'all' ? 'widened' : a === 'all' ? 'narrowed' : 'changed'
}

function circumstancesOf(pair: Pair): Deviation[] {
  const [a, b] = [pair.before.facts, pair.after.facts]
  const found: [ChangeClass, string, string][] = [
    // Swapped ends change the direction, too; that a page no longer says what it is tells nothing.
    [
      'direction-changed',
      a.direction,
      isReversed(pair) || b.direction === '' ? a.direction : a.direction && b.direction,
    ],
    [b.scope === '' ? 'local-lost' : 'local-gained', a.scope, b.scope],
  ]
  if (!isSameNeed(pair)) {
    const id = a.condition === '' ? 'added' : b.condition === '' ? 'removed' : 'changed'
    found.push([`condition-${id}`, a.condition, b.condition])
  }
  return found.filter(([, x, y]) => x !== y).map(([id, x, y]) => ({ class: id, values: `${x} > ${y}` }))
}

/** The description of a row has its conditions, prose does not, however short it is. */
function isSameNeed({ before, after }: Pair): boolean {
  const [a, b] = [before, after].map(item => [item.facts.condition, item.ownCondition])
  if (!before.isProse && !after.isProse) return a![0] === b![0]
  return a!.some(condition => b!.includes(condition))
}

function statusOf({ before, after }: Pair): Deviation[] {
  const [a, b] = [before.said.status, after.said.status]
  if (a === b) return []
  const now = b === 'corrected' ? 'status-corrected' : 'status-stated'
  const id = b === 'disputed' ? 'status-disputed' : a === 'disputed' ? 'status-settled' : now
  return [{ class: id, values: [...new Set([...before.causes, ...after.causes])].sort().join() }]
}

/** Prose is left out: another wording or form of it changes nothing. */
function wordingOf({ before, after }: Pair): Deviation[] {
  if (before.kind !== after.kind || before.isProse || after.isProse) return []
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const retired = [before, after].map(({ said }) => deprecations().told.test(said.description ?? ''))
  if (retired[0] !== retired[1]) return [{ class: 'purpose-changed', values: `${a[0]} > ${b[0]}` }]
  const changed = a.some((words, i) => words !== b[i] && words !== '' && b[i] !== '')
  return changed ? [{ class: 'reworded', values: `${a.join('\n')} > ${b.join('\n')}` }] : []
}

/** Words of lists are compared, not their layout. */
function wordsOf({ said: { source, destination, description } }: Item): string[] {
  const labels = [source, destination].map(list => plain(list.join(' ')).split(' ').sort().join(' '))
  return [plain(description ?? ''), ...labels]
}

/** An end with the words for it. */
interface Named {
  end: Party
  labels: string[]
}

/** How an end relates to the one before it; a corrected spelling is the same end. */
function relationOf({ before, after }: Pair, side: 'source' | 'destination'): Relation {
  const [a, b] = [before, after].map(item => ({
    end: side === 'source' ? item.from : item.to,
    labels: item.said[side],
  })) as [Named, Named]
  return isRespelt(a, b) ? 'same' : relationOfEnds(a.end, b.end)
}

/**
 * Whether two ends differ by a typing mistake only: one is known, the other is not, and their words are the same
 * except for a letter or two. Between two known or two unknown ends, a letter may be a difference.
 */
function isRespelt(before: Named, after: Named): boolean {
  const [a, b] = [strangersIn(before.end, after.end), strangersIn(after.end, before.end)]
  return a !== null && b !== null && a !== b && isAlmost(before.labels, after.labels)
}

/** Whether all that only one end has is unknown, or none of it; null for a part of it, or when there is nothing. */
function strangersIn(end: Party, other: Party): boolean | null {
  const own = end.members.filter(one => !covers(other.members, [one]))
  const unknown = own.filter(({ kind }) => kind === 'unknown').length
  return own.length === 0 || (unknown > 0 && unknown < own.length) ? null : unknown > 0
}

function isAlmost(before: string[], after: string[]): boolean {
  const [a, b] = [before, after].map(labels => plain(labels.join(' ')).split(' ')) as [string[], string[]]
  // Flows have no words.
  if (before.length === 0 || a.length !== b.length) return false
  return a.every((word, i) => word === b[i] || isSlip(word, b[i]!))
}

function isSlip(a: string, b: string): boolean {
  const isWord = /^[\p{L}]+$/u.test(a + b) && Math.min(a.length, b.length) >= shortest
  return isWord && distance(a, b) <= mostSlips
}
