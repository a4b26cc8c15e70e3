import type { Pair } from './homes.ts'
import type { Item } from './statement.ts'

/** What a statement must have in common with another one; null: it is not looked for. */
export type Key = (item: Item) => string | null
/** How far two statements are apart; null: too far. The same whichever comes first. */
export type Cost = (before: Item, after: Item) => number | null

/** Of larger crowds with the same key the first goes with the first: not all can be held against all. */
const largestCrowd = 4096

/** The statements that have no counterpart yet. */
export class Pool {
  readonly pairs: Pair[] = []
  before: Item[]
  after: Item[]

  constructor(before: Item[], after: Item[]) {
    this.before = before
    this.after = after
  }

  /** Pairs statements with the same key in their order. */
  match(key: Key): void {
    this.#pairUp(key, (old, now) => old.slice(0, now.length).map((before, i) => ({ before, after: now[i]! })))
  }

  /** Pairs statements with the same key where no other one has it. */
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
    const now = crowds(this.after, key)
    const chosen = [...crowds(this.before, key)].flatMap(([name, old]) => choose(old, now.get(name) ?? []))
    if (chosen.length === 0) return
    const gone = new Set(chosen.flatMap(({ before, after }) => [before, after]))
    this.before = this.before.filter(item => !gone.has(item))
    this.after = this.after.filter(item => !gone.has(item))
    this.pairs.push(...chosen)
  }
}

function crowds(items: Item[], key: Key): Map<string, Item[]> {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    const name = key(item)
    if (name === null) continue
    const crowd = found.get(name)
    if (crowd) crowd.push(item)
    else found.set(name, [item])
  }
  return found
}

function nearest(old: Item[], now: Item[], cost: Cost): Pair[] {
  const candidates =
    old.length * now.length > largestCrowd
      ? old.slice(0, now.length).map((_, i) => [i, i] as const)
      : old.flatMap((_, i) => now.map((_, k) => [i, k] as const))
  const scored = candidates.flatMap(([i, k]) => {
    const far = cost(old[i]!, now[k]!)
    return far === null ? [] : [{ i, k, far }]
  })
  // Ties are broken alike in both directions: the mirror of a comparison is its reverse.
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
