import { add, groupBy } from '../check/group.ts'
import { areaOf, fold, type Vocabulary } from '../reconcile/index.ts'
import { type About, itemsOfDocument } from './from-claims.ts'
import { itemsOfDataset } from './from-flows.ts'
import type { DatasetState, DocumentState, DocumentsState } from './state.ts'
import { factOf, type Item, type Unnumbered } from './statement.ts'

/** The statements of both states, under common names of documents or deployments. */
export interface Sides {
  before: Item[]
  after: Item[]
  /** Deployments that have another name now: name after → name before. */
  renamed: Map<string, string>
}

/** A fact that more areas state identifies none of them. */
const mostHolders = 20
/** A renamed area shares at least this part of the facts of the smaller of the two. */
const leastShared = 0.5

/** Prepares two datasets for comparison. */
export function sidesOfDatasets(before: DatasetState, after: DatasetState, vocabulary: Vocabulary): Sides {
  const [old, now] = [itemsOfDataset(before, vocabulary), itemsOfDataset(after, vocabulary)]
  const areas = ({ flows }: DatasetState, items: Unnumbered[]) =>
    // Without its version a deployment keeps its name.
    areasOf(new Map(flows.map(flow => [areaOf(flow), `${flow.product}/${flow.deployment}`])), items)
  const names = alignAreas(areas(before, old), areas(after, now))
  const moved = old.map(item => ({ ...item, area: names.get(item.area) ?? item.area }))
  const renamed = [...names].filter(([a, b]) => a !== b).map(([a, b]): [string, string] => [b, a])
  return { before: numbered(moved), after: numbered(now), renamed: new Map(renamed) }
}

/** Prepares two sets of documents; those that one of them cannot read are left out on both sides. */
export function sidesOfDocuments(
  before: DocumentsState,
  after: DocumentsState,
  vocabulary: Vocabulary,
): Sides {
  const skipped = new Set([...before.unread, ...after.unread, ...unchanged(before, after)])
  const [old, now] = [before, after].map(({ documents }) =>
    documents.filter(({ name }) => !skipped.has(name)),
  )
  const about = aboutAll(old!, now!, vocabulary)
  const items = (documents: DocumentState[]) =>
    numbered(documents.flatMap(document => itemsOfDocument(document, about.get(document)!, vocabulary)))
  return { before: items(old!), after: items(now!), renamed: new Map() }
}

/** Most documents of a folder have the claims that they had: they need no comparison. */
function unchanged(before: DocumentsState, after: DocumentsState): string[] {
  const known = new Map(after.documents.map(document => [document.name, document]))
  const isSame = (one: DocumentState, other: DocumentState | undefined) =>
    one.format === other?.format && one.claims.length === other.claims.length && saidIn(one) === saidIn(other)
  return before.documents.filter(one => isSame(one, known.get(one.name))).map(({ name }) => name)
}

/** Ids and places change with lines. */
const places = new Set(['id', 'location', 'spans', 'line'])

function saidIn({ claims }: DocumentState): string {
  return JSON.stringify(claims, (key, value) => (places.has(key) ? undefined : value))
}

/** Both states of a document go by its name after, and are read as pages of one product. */
function aboutAll(
  old: DocumentState[],
  now: DocumentState[],
  vocabulary: Vocabulary,
): Map<DocumentState, About> {
  const names = alignAreas(areasOfDocuments(old, now, vocabulary), areasOfDocuments(now, old, vocabulary))
  const known = new Map(now.map(document => [document.name, document]))
  const about = new Map(now.map(one => [one, { area: one.name, product: productOf([one], vocabulary) }]))
  for (const document of old) {
    const other = known.get(names.get(document.name) ?? '')
    const both = [document, ...(other ? [other] : [])]
    const common = { area: other?.name ?? document.name, product: productOf(both, vocabulary) }
    for (const one of both) about.set(one, common)
  }
  return about
}

/** Facts are needed only where the name does not match; another format has another ending. */
function areasOfDocuments(documents: DocumentState[], others: DocumentState[], vocabulary: Vocabulary) {
  const found = new Set(others.map(({ name }) => name))
  const kins = new Map(documents.map(({ name }) => [name, name.replace(/\.[a-z]+$/i, '')]))
  const items = documents
    .filter(({ name }) => !found.has(name))
    .flatMap(one =>
      itemsOfDocument(one, { area: one.name, product: productOf([one], vocabulary) }, vocabulary),
    )
  return areasOf(kins, items)
}

/**
 * The product that most claims of the documents mention in their labels or headings: plain "nodes" are others on
 * the pages of each. Empty when none is mentioned, or two equally often.
 */
function productOf(documents: DocumentState[], { products }: Vocabulary): string {
  const counts = new Map<string, number>()
  for (const { context, source, destination } of documents.flatMap(({ claims }) => claims)) {
    const words = [...context, ...[...source, ...destination].map(({ label }) => label)]
    const said = new Set(fold(words.join(' ')).split(/[^\p{L}\p{N}]+/u))
    for (const { product, names } of products.values())
      if (names.some(name => said.has(fold(name)))) counts.set(product, (counts.get(product) ?? 0) + 1)
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  return first && first[1] !== second?.[1] ? first[0] : ''
}

function numbered(items: Unnumbered[]): Item[] {
  return items.map((item, order) => ({ ...item, order }))
}

/** A document or deployment, as far as it must be known to find it again. */
interface Area {
  name: string
  /** The part of its name that a renamed one keeps: a document without ending, a deployment without version. */
  kin: string
  /** Its facts, each once. */
  facts: Set<string>
}

/** Makes areas of names with their kin and of the statements in each. */
function areasOf(kins: Map<string, string>, items: Unnumbered[]): Area[] {
  const areas = new Map([...kins].map(([name, kin]) => [name, { name, kin, facts: new Set<string>() }]))
  for (const item of items) areas.get(item.area)?.facts.add(factOf(item))
  return [...areas.values()]
}

/** Finds areas of one state in the other: by name, then by kin, then by facts; name before → name after. */
function alignAreas(before: Area[], after: Area[]): Map<string, string> {
  const found = new Map<string, string>()
  const taken = new Set<string>()
  for (const pairsIn of [sameName, sameKin, sameFacts]) {
    const old = before.filter(({ name }) => !found.has(name))
    const now = after.filter(({ name }) => !taken.has(name))
    for (const [a, b] of pairsIn(old, now))
      if (!found.has(a) && !taken.has(b)) {
        found.set(a, b)
        taken.add(b)
      }
  }
  return found
}

type Pairs = [before: string, after: string][]

function sameName(before: Area[], after: Area[]): Pairs {
  const names = new Set(after.map(({ name }) => name))
  return before.flatMap(({ name }): Pairs => (names.has(name) ? [[name, name]] : []))
}

/** Only where one area on each side has the kin. */
function sameKin(before: Area[], after: Area[]): Pairs {
  const [old, now] = [groupBy(before, ({ kin }) => kin), groupBy(after, ({ kin }) => kin)]
  return [...old].flatMap(([kin, [one, ...more]]): Pairs => {
    const [other, ...others] = now.get(kin) ?? []
    return one && other && more.length + others.length === 0 ? [[one.name, other.name]] : []
  })
}

/** Those that share enough facts, the best match first; the order is the same when the states are swapped. */
function sameFacts(before: Area[], after: Area[]): Pairs {
  const holders = new Map<string, Area[]>()
  for (const area of after) for (const fact of area.facts) add(holders, fact, area)
  const scored = before.flatMap(area => {
    const known = [...area.facts].map(fact => holders.get(fact) ?? [])
    const shared = groupBy(known.filter(({ length }) => length <= mostHolders).flat(), other => other)
    return [...shared].map(([other, { length }]) => ({
      pair: [area.name, other.name] as Pairs[number],
      part: length / Math.min(area.facts.size, other.facts.size),
      count: length,
      names: [area.name, other.name].sort().join('\n'),
    }))
  })
  return scored
    .filter(({ part }) => part >= leastShared)
    .sort((a, b) => b.part - a.part || b.count - a.count || (a.names < b.names ? -1 : 1))
    .map(({ pair }) => pair)
}
