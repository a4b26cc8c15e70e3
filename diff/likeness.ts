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
 * Within a table or section, from the surest to the least sure: a slip in the port; another field; a port that is
 * quite another one, as it is the best mark of a row; swapped ends; a field and words of the purpose; two fields of
 * what has the same purpose; a field and what is said about when the traffic is needed; or that alone, whatever the
 * purpose, as a port between two ends is one.
 */
export const near: Likeness[] = [
  ofPurpose(port, slip),
  ...[...others, port].map(blur => ofPurpose(blur, gap(blur))),
  ...[ends, rule].map(blur => ofPurpose(blur, swapped)),
  ...singles.map(ofLikePurpose),
  ...doubles.map(ofTellingPurpose),
  ...doubles.filter(isAboutNeed).map(ofLikePurpose),
  ...singles.filter(isAboutNeed).map(ofAnyPurpose),
]

/**
 * Anywhere in a document: one field differs of what has the same purpose, or one that headings may tell: a
 * section that is called otherwise.
 */
export const far: Likeness[] = [
  ...singles.map(ofTellingPurpose),
  ...singles.filter(isAboutNeed).map(blur => ofPurpose(blur, gap(blur))),
  ofImpliedEnd('source', new Set(['source'])),
  ofImpliedEnd('destination', new Set(['destination'])),
]

function isAboutNeed(blur: Blur): boolean {
  return !blur.has('port') && ['direction', 'scope', 'condition'].some(field => blur.has(field as Field))
}

/** The same purpose, or none on either side. */
function ofPurpose(blur: Blur, cost: Cost): Likeness {
  return { key: item => `${item.purpose}\n${factOf(item, blur)}`, cost }
}

function ofLikePurpose(blur: Blur): Likeness {
  const cost = gap(blur)
  return {
    key: item => factOf(item, blur),
    cost: (before, after) => (isAlike(before.purpose, after.purpose) ? cost(before, after) : null),
  }
}

function ofAnyPurpose(blur: Blur): Likeness {
  return { key: item => factOf(item, blur), cost: gap(blur) }
}

function ofTellingPurpose(blur: Blur): Likeness {
  const { key, cost } = ofPurpose(blur, gap(blur))
  return { key: item => (item.purpose === '' ? null : key(item)), cost }
}

function ofImpliedEnd(end: 'source' | 'destination', blur: Blur): Likeness {
  const { key, cost } = ofPurpose(blur, gap(blur))
  return { key: item => (item.implied[end] ? key(item) : null), cost }
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

/** Where one says nothing the other may say anything. */
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

/** Scripts that set no blanks are compared by the character. */
function words(text: string): string[] {
  return text.match(/[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+/g) ?? []
}
