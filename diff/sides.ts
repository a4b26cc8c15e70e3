import type { Vocabulary } from '../reconcile/index.ts'
import { alignAreas, areasOf } from './areas.ts'
import { type About, itemsOfDocument } from './from-claims.ts'
import { areaOf, itemsOfDataset, kinOfDeployment } from './from-flows.ts'
import { mentionsIn, productOf } from './products.ts'
import type { DatasetState, DocumentState, DocumentsState } from './state.ts'
import type { Item, Unnumbered } from './statement.ts'

/** What both states say, brought under the same names of documents or deployments. */
export interface Sides {
  before: Item[]
  after: Item[]
  /** Deployments that are called otherwise now: name after → name before. */
  renamed: Map<string, string>
}

/** Prepares two datasets for comparison. */
export function sidesOfDatasets(before: DatasetState, after: DatasetState, vocabulary: Vocabulary): Sides {
  const [old, now] = [itemsOfDataset(before, vocabulary), itemsOfDataset(after, vocabulary)]
  const areas = ({ flows }: DatasetState, items: Unnumbered[]) =>
    areasOf(new Map(flows.map(flow => [areaOf(flow), kinOfDeployment(flow)])), items)
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
  const passed = new Set([...before.unread, ...after.unread, ...unchanged(before, after)])
  const [old, now] = [before, after].map(({ documents }) => documents.filter(({ name }) => !passed.has(name)))
  const about = aboutAll(old!, now!, vocabulary)
  const items = (documents: DocumentState[]) =>
    numbered(documents.flatMap(document => itemsOfDocument(document, about.get(document)!, vocabulary)))
  return { before: items(old!), after: items(now!), renamed: new Map() }
}

/** Most documents of a folder claim what they claimed: nothing is to be told of them, whatever the others do. */
function unchanged(before: DocumentsState, after: DocumentsState): string[] {
  const known = new Map(after.documents.map(document => [document.name, document]))
  const isSame = (one: DocumentState, other: DocumentState | undefined) =>
    one.format === other?.format && one.claims.length === other.claims.length && saidIn(one) === saidIn(other)
  return before.documents.filter(one => isSame(one, known.get(one.name))).map(({ name }) => name)
}

/** Names and places come and go with lines. */
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
  const mentions = (document: DocumentState) => mentionsIn(document, vocabulary)
  const names = alignAreas(areasOfDocuments(old, now, vocabulary), areasOfDocuments(now, old, vocabulary))
  const known = new Map(now.map(document => [document.name, document]))
  const about = new Map(now.map(one => [one, { area: one.name, product: productOf([mentions(one)]) }]))
  for (const document of old) {
    const other = known.get(names.get(document.name) ?? '')
    const both = [document, ...(other ? [other] : [])].map(mentions)
    const common = { area: other?.name ?? document.name, product: productOf(both) }
    about.set(document, common)
    if (other) about.set(other, common)
  }
  return about
}

/** What they state is asked only where the name does not tell; another format has another ending. */
function areasOfDocuments(documents: DocumentState[], others: DocumentState[], vocabulary: Vocabulary) {
  const found = new Set(others.map(({ name }) => name))
  const kins = new Map(documents.map(({ name }) => [name, name.replace(/\.[a-z]+$/i, '')]))
  const read = (document: DocumentState) =>
    itemsOfDocument(
      document,
      { area: document.name, product: productOf([mentionsIn(document, vocabulary)]) },
      vocabulary,
    )
  return areasOf(kins, documents.filter(({ name }) => !found.has(name)).flatMap(read))
}

function numbered(items: Unnumbered[]): Item[] {
  return items.map((item, order) => ({ ...item, order }))
}
