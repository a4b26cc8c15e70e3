import type { Item } from './statement.ts'

/** A statement of either state, found to be the same. */
export interface Pair {
  before: Item
  after: Item
}

/** Tables and sections of both states under common names. */
export interface Homes {
  before(item: Item): string
  after(item: Item): string
}

/**
 * Finds tables and sections again by what they hold: two are the same when neither has more in common
 * with another one. Of a table that was split, the larger part is the same, the other one is new.
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

type Side = keyof Pair

/** Two documents may have headings in common. */
function homeOf({ area, home }: Item): string {
  return `${area}\n${home}`
}

interface Votes {
  count: number
  /** How much both have in common without it: the document, the headings. */
  kin: number
  /** Its first statement among them. */
  first: number
}

/** For each home of one side the one that most pairs lead to; of equals the next of kin, then the first. */
function favourites(pairs: Pair[], side: Side, other: Side): Map<string, string> {
  const all = new Map<string, Map<string, Votes>>()
  for (const pair of pairs) {
    const [from, to] = [homeOf(pair[side]), homeOf(pair[other])]
    const own = all.get(from) ?? new Map<string, Votes>()
    const { count, first } = own.get(to) ?? { count: 0, first: pair[other].order }
    own.set(to, { count: count + 1, kin: kinOf(pair), first: Math.min(first, pair[other].order) })
    all.set(from, own)
  }
  return new Map([...all].map(([home, own]) => [home, favourite(own)]))
}

function kinOf({ before, after }: Pair): number {
  return 2 * Number(before.area === after.area) + Number(before.headings === after.headings)
}

function favourite(own: Map<string, Votes>): string {
  const [first, ...others] = own
  const better = (a: Votes, b: Votes) => b.count - a.count || b.kin - a.kin || a.first - b.first
  return others.reduce((best, one) => (better(one[1], best[1]) < 0 ? one : best), first!)[0]
}
