import { type Homes, matchHomes, type Pair } from './homes.ts'
import { far, type Likeness, near } from './likeness.ts'
import { type Cost, Pool } from './pool.ts'
import { factOf, type Item } from './statement.ts'

/**
 * Finds statements of one state again in the other: equal ones first, as near to their place as can be;
 * then those that differ in one field, or in two when their purpose is the same.
 *
 * @param across whether an equal statement is also looked for in other documents
 * @returns the pairs, and what has no counterpart
 */
export function pairUp(before: Item[], after: Item[], across: boolean): Pool {
  const pool = new Pool(before, after)
  pool.matchSole(item => keyOf(item, item.headings, item.kind, item.purpose, factOf(item)))
  pool.matchSole(item => keyOf(item, factOf(item)))
  pool.matchNearest(item => keyOf(item, factOf(item)), displacement(matchHomes(pool.pairs)))
  if (across) pool.matchNearest(item => factOf(item), displacement(matchHomes(pool.pairs)))
  matchLike(pool, matchHomes([...pool.pairs, ...likelyPairs(pool)]))
  return pool
}

/** So many rows tell that a table is another one with its ends renamed; a single one may be chance. */
const leastLikely = 2

/**
 * Rows that have port, protocol and purpose to themselves in both states, where several lead from one table to
 * another: all of its ends may be called otherwise, those in its heading with those in its rows.
 */
function likelyPairs({ before, after }: Pool): Pair[] {
  const pool = new Pool(before, after)
  const mark = (item: Item) => keyOf(item, item.facts.port, item.facts.protocol, item.purpose)
  pool.matchSole(item => (item.purpose === '' ? null : mark(item)))
  const way = (pair: Pair) => `${pair.before.home} > ${pair.after.home}`
  const counts = new Map<string, number>()
  for (const pair of pool.pairs) counts.set(way(pair), (counts.get(way(pair)) ?? 0) + 1)
  return pool.pairs.filter(pair => counts.get(way(pair))! >= leastLikely)
}

/** What two equal statements differ in besides their facts, the weightiest first. */
function displacement(homes: Homes): Cost {
  return (before, after) =>
    16 * Number(homes.before(before) !== homes.after(after)) +
    8 * Number(before.headings !== after.headings) +
    4 * Number(before.heading !== after.heading) +
    2 * Number(before.kind !== after.kind) +
    Number(before.purpose !== after.purpose)
}

/** From near to far: in the same table, under the same headings, anywhere in the document. */
function matchLike(pool: Pool, homes: Homes): void {
  const old = new Set(pool.before)
  const home = (item: Item) => (old.has(item) ? homes.before(item) : homes.after(item))
  const rounds: [place: (item: Item) => string, likenesses: Likeness[]][] = [
    [home, near],
    [item => item.headings, near],
    [() => '', far],
  ]
  for (const [place, likenesses] of rounds)
    for (const { key, cost } of likenesses) {
      const placed = (item: Item) => {
        const words = key(item)
        return words === null ? null : keyOf(item, place(item), words)
      }
      pool.matchNearest(placed, cost)
    }
}

function keyOf({ area }: Item, ...rest: string[]): string {
  return [area, ...rest].join('\n')
}
