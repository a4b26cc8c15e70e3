import { groupBy } from '../check/group.ts'
import { type Cost, far, type Key, type Likeness, near } from './likeness.ts'
import { factOf, type Item } from './statement.ts'

/** A statement of the earlier state and its counterpart in the later one. */
export interface Pair {
  before: Item
  after: Item
}

/** Beyond this many combinations under one key, statements are paired in their order. */
const mostCombinations = 4096
/** So many rows show that a table has its ends renamed; a single one may be chance. */
const leastLikely = 2

/**
 * Pairs the statements of two states: equal ones first, as near to their place as possible;
 * then those that differ in one field, or in two when their purpose is the same.
 *
 * @param across whether an equal statement is also searched in other documents
 * @returns the pairs, and the statements without a counterpart
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

/** The statements that have no counterpart yet, and the pairs found so far. */
export class Pool {
  readonly pairs: Pair[] = []
  before: Item[]
  after: Item[]

  constructor(before: Item[], after: Item[]) {
    this.before = before
    this.after = after
  }

  /** Pairs two statements when no other one has their key. */
  matchSole(key: Key): void {
    this.#pairUp(key, (old, now) =>
      old.length === 1 && now.length === 1 ? [{ before: old[0]!, after: now[0]! }] : [],
    )
  }

  /** Pairs statements with the same key, the nearest first. */
  matchNearest(key: Key, cost: Cost): void {
    this.#pairUp(key, (old, now) => nearest(old, now, cost))
  }

  #pairUp(key: Key, choose: (before: Item[], after: Item[]) => Pair[]): void {
    if (this.before.length === 0 || this.after.length === 0) return
    const [old, now] = [groupBy(this.before, key), groupBy(this.after, key)]
    const chosen = [...old].flatMap(([name, items]) =>
      name === null ? [] : choose(items, now.get(name) ?? []),
    )
    if (chosen.length === 0) return
    const gone = new Set(chosen.flatMap(({ before, after }) => [before, after]))
    this.before = this.before.filter(item => !gone.has(item))
    this.after = this.after.filter(item => !gone.has(item))
    this.pairs.push(...chosen)
  }
}

function nearest(old: Item[], now: Item[], cost: Cost): Pair[] {
  const combinations =
    old.length * now.length > mostCombinations
      ? old.slice(0, now.length).map((_, i) => [i, i] as const)
      : old.flatMap((_, i) => now.map((_, k) => [i, k] as const))
  const scored = combinations.flatMap(([i, k]) => {
    const far = cost(old[i]!, now[k]!)
    return far === null ? [] : [{ i, k, far }]
  })
  // Ties are broken alike in both directions: with the states swapped the pairs are the same.
  scored.sort((a, b) => a.far - b.far || a.i + a.k - b.i - b.k || Math.abs(a.i - a.k) - Math.abs(b.i - b.k))
  const takenOld = new Set<number>()
  const takenNow = new Set<number>()
  return scored.flatMap(({ i, k }) => {
    if (takenOld.has(i) || takenNow.has(k)) return []
    takenOld.add(i)
    takenNow.add(k)
    return [{ before: old[i]!, after: now[k]! }]
  })
}

/**
 * Rows that are the only ones with their port, protocol and purpose in both states, where several lead from one
 * table to another: all ends of that table may be renamed, those in its heading with those in its rows.
 */
function likelyPairs({ before, after }: Pool): Pair[] {
  const pool = new Pool(before, after)
  const mark = (item: Item) => keyOf(item, item.facts.port, item.facts.protocol, item.purpose)
  pool.matchSole(item => (item.purpose === '' ? null : mark(item)))
  const byTables = groupBy(pool.pairs, pair => `${pair.before.home} > ${pair.after.home}`)
  return [...byTables.values()].filter(({ length }) => length >= leastLikely).flat()
}

/** How far two equal statements are apart, the most important difference first. */
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

/** Common names for the tables and sections of both states. */
interface Homes {
  before(item: Item): string
  after(item: Item): string
}

/**
 * Matches tables and sections by their statements: two match when each shares more pairs with the other than with
 * any third. Of a table that was split, the larger part matches, the other one is new.
 */
export function matchHomes(pairs: Pair[]): Homes {
  const there = favourites(pairs, 'before', 'after')
  const back = favourites(pairs, 'after', 'before')
  return {
    before: item => {
      const name = homeOf(item)
      const found = there.get(name)
      return found !== undefined && back.get(found) === name ? `same ${found}` : `old ${name}`
    },
    after: item => {
      const name = homeOf(item)
      const found = back.get(name)
      return found !== undefined && there.get(found) === name ? `same ${name}` : `new ${name}`
    },
  }
}

/** Two documents may have headings in common. */
function homeOf({ area, home }: Item): string {
  return `${area}\n${home}`
}

/** For each home of one side the one that most pairs lead to; of equals the more related, then the first. */
function favourites(pairs: Pair[], side: keyof Pair, other: keyof Pair): Map<string, string> {
  const favourite = (own: Pair[]) => {
    const votes = [...groupBy(own, pair => homeOf(pair[other]))].map(([name, list]) => ({
      name,
      count: list.length,
      related: relatedness(list.at(-1)!),
      first: list.reduce((first, pair) => Math.min(first, pair[other].order), Number.POSITIVE_INFINITY),
    }))
    votes.sort((a, b) => b.count - a.count || b.related - a.related || a.first - b.first)
    return votes[0]!.name
  }
  const homes = groupBy(pairs, pair => homeOf(pair[side]))
  return new Map([...homes].map(([home, own]) => [home, favourite(own)]))
}

/** How much two homes have in common besides their statements: the document, the headings. */
function relatedness({ before, after }: Pair): number {
  return 2 * Number(before.area === after.area) + Number(before.headings === after.headings)
}
