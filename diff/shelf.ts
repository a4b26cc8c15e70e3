import { countWhile } from '../extract/trees.ts'
import type { Item } from './statement.ts'

/** Statements with their ports in order, so that those about a range are found without asking all. */
export class Shelf {
  #items: Item[] = []
  /** For each place in the order the highest port up to there. */
  #reach: number[] = []
  #words = new Map<string, Item[]>()
  #isSorted = true

  add(item: Item): void {
    if (item.said.ports) {
      this.#items.push(item)
      this.#isSorted = false
      return
    }
    const same = this.#words.get(item.facts.port)
    if (same) same.push(item)
    else this.#words.set(item.facts.port, [item])
  }

  /** All that have a port in common with a statement, or the words in place of ports. */
  meeting({ said: { ports }, facts }: Item): Item[] {
    if (!ports) return this.#words.get(facts.port) ?? []
    this.#sort()
    const found: Item[] = []
    for (let i = this.#upTo(ports.last) - 1; i >= 0 && this.#reach[i]! >= ports.first; i--)
      if (this.#items[i]!.said.ports!.last >= ports.first) found.push(this.#items[i]!)
    return found
  }

  #sort(): void {
    if (this.#isSorted) return
    this.#items.sort((a, b) => a.said.ports!.first - b.said.ports!.first)
    let highest = 0
    this.#reach = this.#items.map(({ said }) => (highest = Math.max(highest, said.ports!.last)))
    this.#isSorted = true
  }

  /** How many begin at a port or before it. */
  #upTo(port: number): number {
    return countWhile(this.#items, ({ said }) => said.ports!.first <= port)
  }
}
