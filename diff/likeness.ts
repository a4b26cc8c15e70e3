import { distance } from '../schema/nearest.ts'
import { type Field, factOf, fields, type Item } from './statement.ts'

/** What a statement must share with its counterpart; null: it is not searched. */
export type Key = (item: Item) => string | null
/** How far two statements are apart; null: too far. The same whichever comes first. */
export type Cost = (before: Item, after: Item) => number | null

/** A way in which two statements that are not equal can be the same one, changed. */
export interface Likeness {
  key: Key
  cost: Cost
}

/** Part of the words in common that makes two purposes alike. */
const leastAlike = 0.5

type Blur = ReadonlySet<Field>

const port: Blur = new Set(['port'])
const ends: Blur = new Set(['source', 'destination'])
const rule: Blur = new Set(['source', 'destination', 'direction'])
const singles: Blur[] = fields.map(field => new Set([field]))
const others: Blur[] = singles.filter(blur => !blur.has('port'))
const doubles: Blur[] = fields.flatMap((a, i) => fields.slice(i + 1).map(b => new Set([a, b])))

/**
 * Within a table or section, from the surest to the least sure: a slip in the port; another field; quite another
 * port, as it identifies a row best; swapped ends; a field and words of the purpose; two fields with the same purpose;
 * a field and when the traffic is needed; or that alone, whatever the purpose.
 */
export const near: Likeness[] = [
  like('same', port, slip),
  ...[...others, port].map(blur => like('same', blur)),
  ...[ends, rule].map(blur => like('same', blur, swapped)),
  ...singles.map(blur => like('alike', blur)),
  ...doubles.map(blur => like('given', blur)),
  ...doubles.filter(isAboutNeed).map(blur => like('alike', blur)),
  ...singles.filter(isAboutNeed).map(blur => like('any', blur)),
]

/** Anywhere in a document: one field differs with the same purpose, or one that a renamed heading may give. */
export const far: Likeness[] = [
  ...singles.map(blur => like('given', blur)),
  ...singles.filter(isAboutNeed).map(blur => like('same', blur)),
  ...(['source', 'destination'] as const).map(end => {
    const { key, cost } = like('same', new Set([end]))
    return { key: (item: Item) => (item.implied[end] ? key(item) : null), cost }
  }),
]

function isAboutNeed(blur: Blur): boolean {
  return !blur.has('port') && ['direction', 'scope', 'condition'].some(field => blur.has(field as Field))
}

/**
 * Two statements that differ in some fields only.
 *
 * @param purpose what their purposes are: the same (or none on either side), the same and given, alike, or any
 */
function like(purpose: 'same' | 'given' | 'alike' | 'any', blur: Blur, cost: Cost = gap(blur)): Likeness {
  const isShared = purpose === 'same' || purpose === 'given'
  return {
    key: item => {
      if (purpose === 'given' && item.purpose === '') return null
      return isShared ? `${item.purpose}\n${factOf(item, blur)}` : factOf(item, blur)
    },
    cost: (before, after) =>
      purpose === 'alike' && !isAlike(before.purpose, after.purpose) ? null : cost(before, after),
  }
}

/** How far apart the values of some fields are. */
function gap(blur: Blur): Cost {
  return (before, after) => [...blur].reduce((sum, field) => sum + gapOf(field, before, after), 0)
}

/** A digit dropped, doubled or changed, or ranges that have ports in common. */
function slip(before: Item, after: Item): number | null {
  const [a, b] = [before.said.ports, after.said.ports]
  if (!a || !b) return null
  const isSlip = distance(`${a.first}`, `${b.first}`) <= 1 && distance(`${a.last}`, `${b.last}`) <= 1
  const overlap = a.first <= b.last && b.first <= a.last
  return isSlip || overlap ? gapOf('port', before, after) : null
}

function gapOf(field: Field, before: Item, after: Item): number {
  const [a, b] = [before.facts[field], after.facts[field]]
  if (field === 'port') return distance(a, b)
  if (field === 'source' || field === 'destination') return unlike(a.split('+'), b.split('+'))
  return Number(a !== b)
}

function swapped(before: Item, after: Item): number | null {
  const [a, b] = [before.facts, after.facts]
  return a.source === b.destination && a.destination === b.source ? 0 : null
}

/** An empty purpose is like any other. */
function isAlike(a: string, b: string): boolean {
  if (a === '' || b === '') return true
  const [x, y] = [words(a), words(b)]
  return 1 - unlike(x, y) / new Set([...x, ...y]).size >= leastAlike
}

/** How many items are in one list only. */
function unlike(a: string[], b: string[]): number {
  const [x, y] = [new Set(a), new Set(b)]
  return [...x].filter(one => !y.has(one)).length + [...y].filter(one => !x.has(one)).length
}

/** Scripts without blanks are compared by the character. */
function words(text: string): string[] {
  return text.match(/[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+/g) ?? []
}
