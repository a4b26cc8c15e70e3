import { distance } from '../schema/nearest.ts'
import { covers, type Party, type Relation, relationOfEnds } from './ends.ts'
import { plain } from './facts.ts'
import type { Pair } from './pair.ts'

/** Shorter words are too easily other ones. */
const shortest = 6
/** Two letters that have changed places count as two. */
const mostSlips = 2

/** An end with the words for it. */
interface Named {
  end: Party
  labels: string[]
}

/** How an end stands to the one before it; a label that is spelt right now names whom it named. */
export function relationOf({ before, after }: Pair, side: 'source' | 'destination'): Relation {
  const [a, b] = [before, after].map(item => ({
    end: side === 'source' ? item.from : item.to,
    labels: item.said[side],
  })) as [Named, Named]
  return isRespelt(a, b) ? 'same' : relationOfEnds(a.end, b.end)
}

/**
 * Whether two ends differ by a slip of the pen alone: nobody knows the one, somebody the other, and their words are
 * the same but for a letter or two. Between two ends that are known, or two that are not, a letter may tell.
 */
function isRespelt(before: Named, after: Named): boolean {
  const [a, b] = [strangersIn(before.end, after.end), strangersIn(after.end, before.end)]
  return a !== null && b !== null && a !== b && isAlmost(before.labels, after.labels)
}

/** Whether what only one end has is unknown: all of it, or nothing of it; null for a part of it, or no such thing. */
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
