import type { Dataset } from '../dataset/files.ts'
import { resolve, type Vocabulary } from '../reconcile/index.ts'
import type { Asked } from './filter.ts'

/** What words for ends of flows mean. */
export interface Meant {
  /** Ids of roles, groups, addresses and hosts; words that mean none stay as they are. */
  ids: string[]
  /** Words that are no ids, with what they mean. */
  read: [word: string, ids: string[]][]
}

/** The ids of everything that flows may lead from or to. */
export function knownEnds({ flows, roles }: Pick<Dataset, 'flows' | 'roles'>): string[] {
  const ends = flows.flatMap(({ from, to }) => [from.id, to.id])
  return [...new Set([...roles.map(({ id }) => id), ...ends])].sort()
}

/**
 * Finds out which ends are meant: by their ids, or by what documents in any language call them.
 *
 * @param words as they were given
 * @param asked the product and deployment; plain “nodes” are others in each
 * @param vocabulary the words that are known
 */
export function meantBy(words: string[], asked: Asked, dataset: Dataset, vocabulary: Vocabulary): Meant {
  const known = knownEnds(dataset)
  const meant: Meant = { ids: [], read: [] }
  for (const word of words) {
    const id = known.find(id => id.toLowerCase() === word.toLowerCase())
    const spoken = id ? [] : spokenOf(word, asked, dataset, vocabulary).filter(id => known.includes(id))
    if (spoken.length > 0) meant.read.push([word, spoken])
    meant.ids.push(...(id ? [id] : spoken.length > 0 ? spoken : [word]))
  }
  return meant
}

/** Words on the pages asked for; where none are named, what the words mean anywhere. */
function spokenOf(
  word: string,
  { product, deployment }: Asked,
  { flows }: Dataset,
  vocabulary: Vocabulary,
): string[] {
  const anywhere = product || deployment ? null : resolve(word, { product: '', deployment: '' }, vocabulary)
  if (anywhere) return anywhere.map(({ id }) => id)
  const pages = flows.filter(
    flow => (product?.includes(flow.product) ?? true) && (deployment?.includes(flow.deployment) ?? true),
  )
  const scopes = new Map(pages.map(page => [`${page.product}/${page.deployment}`, page]))
  const nodes = [...scopes.values()].flatMap(scope => resolve(word, scope, vocabulary) ?? [])
  return [...new Set(nodes.map(({ id }) => id))]
}
