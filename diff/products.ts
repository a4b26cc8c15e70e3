import { fold, type Vocabulary } from '../reconcile/index.ts'
import type { DocumentState } from './state.ts'

/** How many claims of a document, or of several, mention each product in their labels or headings. */
export type Mentions = Map<string, number>

/** Counts how often products are mentioned around the claims of a document. */
export function mentionsIn({ claims }: DocumentState, { products }: Vocabulary): Mentions {
  const counts: Mentions = new Map()
  for (const { context, source, destination } of claims) {
    const words = [...context, ...[...source, ...destination].map(({ label }) => label)]
    const said = new Set(fold(words.join(' ')).split(/[^\p{L}\p{N}]+/u))
    for (const { product, names } of products.values())
      if (names.some(name => said.has(fold(name)))) counts.set(product, (counts.get(product) ?? 0) + 1)
  }
  return counts
}

/**
 * The product that documents are most likely about: plain "nodes" are others on the pages of each. Both
 * states of a document have to agree on it, so their mentions count together.
 *
 * @returns empty when none is mentioned, or two are as often
 */
export function productOf(all: Mentions[]): string {
  const total: Mentions = new Map()
  for (const [product, count] of all.flatMap(one => [...one]))
    total.set(product, (total.get(product) ?? 0) + count)
  const [first, second] = [...total].sort((a, b) => b[1] - a[1])
  return first && first[1] !== second?.[1] ? first[0] : ''
}
