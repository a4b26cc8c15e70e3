import { add } from '../../group.ts'
/** A word without one of its letters, each letter in turn. */
export function shortened(word: string): string[] {
  return [...new Set(Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1)))]
}

/**
 * Counts the slips between two words: letters dropped, added, changed, or swapped with their neighbour.
 *
 * @param most beyond it the count does not matter: `most + 1` is given
 */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const best = Math.min(changed, last[j]! + 1, row[j - 1]! + 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(isSwap ? Math.min(best, before[j - 2]! + 1) : best)
    }
    before = last
    last = row
  }
  return Math.min(last[b.length]!, most + 1)
}

/** Finds the words of a list that are some slips away from a word, without looking at each of them. */
export class Neighbours {
  #byShort = new Map<string, string[]>()
  #slips: number
  #longest = 0

  /**
   * @param words those to be found
   * @param slips how many slips may lie between: 1 or 2
   */
  constructor(words: Iterable<string>, slips: number) {
    this.#slips = slips
    for (const word of new Set(words)) {
      this.#longest = Math.max(this.#longest, word.length)
      for (const short of shorter(word, slips)) add(this.#byShort, short, word)
    }
  }

  /** Words at most as many slips away as asked for, the word itself too; the nearest first. */
  of(word: string): string[] {
    // What is left of a word grows with the square of its length; one as long as this has no neighbour.
    if (word.length > this.#longest + this.#slips) return []
    const found = new Set([...shorter(word, this.#slips)].flatMap(short => this.#byShort.get(short) ?? []))
    return [...found]
      .map(other => ({ other, slips: slipsBetween(word, other, this.#slips) }))
      .filter(({ slips }) => slips <= this.#slips)
      .sort((a, b) => a.slips - b.slips || (a.other < b.other ? -1 : 1))
      .map(({ other }) => other)
  }
}

/** A word, and what is left of it without one letter, or two. */
function shorter(word: string, slips: number): Set<string> {
  const all = new Set([word])
  let last = [word]
  for (let i = 0; i < slips; i++) {
    last = [...new Set(last.flatMap(shortened))]
    for (const short of last) all.add(short)
  }
  return all
}
