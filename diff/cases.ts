import { groupBy } from '../check/group.ts'
import { placeText } from '../schema/place.ts'
import type { Traffic } from '../schema/types.ts'
import { type Deviation, deviationsOf, isTraffic } from './deviations.ts'
import { matchHomes, type Pair, type Pool } from './pair.ts'
import type { DocumentsState, RepairPlace } from './state.ts'
import type { Item } from './statement.ts'
import { type Axis, type ChangeClass, taxonomy } from './taxonomy.ts'
import { type Coverage, coverageBy } from './traffic.ts'

/** What changed for one statement. */
export interface Case {
  class: ChangeClass
  before: Item | null
  after: Item | null
  /** Cases of one class and cause are one change. */
  cause: string
  open: Traffic[]
  close: Traffic[]
}

/**
 * Finds out what changed between the facts of two states.
 *
 * @param before all statements of the earlier state
 * @param after all of the later one
 * @param pool how they were paired
 */
export function casesOf(before: Item[], after: Item[], pool: Pool): Case[] {
  const [old, now] = [coverageBy(before), coverageBy(after)]
  return [
    ...pool.before.map(item => removal(item, now(item))),
    ...pool.after.map(item => addition(item, old(item))),
    ...pool.pairs.flatMap(pair => alterations(pair, old, now)),
    ...exchangesOf(pool.pairs),
  ]
}

/** Finds rows that have each other's purpose now. */
function exchangesOf(pairs: Pair[]): Case[] {
  const changed = pairs.filter(
    ({ before, after }) =>
      before.purpose !== after.purpose && before.purpose !== '' && before.facts.port === after.facts.port,
  )
  const key = (pair: Pair, from: string, to: string) =>
    [pair.after.area, pair.after.home, from, to].join('\n')
  const known = new Set(changed.map(pair => key(pair, pair.before.purpose, pair.after.purpose)))
  return changed
    .filter(pair => known.has(key(pair, pair.after.purpose, pair.before.purpose)))
    .map(pair =>
      quiet('purpose-changed', pair, causeOf({ class: 'purpose-changed', values: pair.after.spot }, pair)),
    )
}

function removal(item: Item, close: Traffic[]): Case {
  const id = close.length > 0 ? 'removed' : 'unrepeated'
  return { class: id, before: item, after: null, cause: `- ${item.spot}`, open: [], close }
}

function addition(item: Item, open: Traffic[]): Case {
  const id = open.length > 0 ? 'added' : 'repeated'
  return { class: id, before: null, after: item, cause: `+ ${item.spot}`, open, close: [] }
}

/** The first deviation about traffic has all that is to be opened and closed. */
function alterations(pair: Pair, old: Coverage, now: Coverage): Case[] {
  const { before, after } = pair
  const caseFor = (deviation: Deviation) => quiet(deviation.class, pair, causeOf(deviation, pair))
  const deviations = deviationsOf(pair)
  const [first, ...more] = deviations.filter(isTraffic)
  if (!first) return deviations.map(caseFor)
  const lists = { open: old(after, before), close: now(before, after) }
  const others = deviations.filter(one => !isTraffic(one)).map(caseFor)
  if (lists.open.length + lists.close.length === 0)
    return [caseFor({ class: 'regrouped', values: '' }), ...others]
  return [{ ...caseFor(first), ...lists }, ...more.map(caseFor), ...others]
}

/** A case that opens and closes nothing by itself. */
function quiet(id: ChangeClass, pair: Pair, cause: string): Case {
  return { class: id, ...pair, cause, open: [], close: [] }
}

/** Headings, columns and notes apply to a whole table, other cells to their row; corrections to many flows. */
function causeOf({ class: id, values }: Deviation, { before, after }: Pair): string {
  const isHeading =
    (id.startsWith('source-') && before.implied.source && after.implied.source) ||
    (id.startsWith('destination-') && before.implied.destination && after.implied.destination)
  const { axis } = taxonomy.get(id)!
  if (axis === 'status') return values
  const part = isHeading || ofTables.has(axis) ? 'home' : 'spot'
  return `${before[part]} > ${after[part]}\n${values}`
}

const ofTables = new Set<Axis>(['direction', 'scope', 'condition', 'wording'])

/**
 * Finds statements that moved: to another table than the rest of theirs, under another heading, to another
 * document. Other lines, and a document that is renamed as a whole, are no move.
 */
export function movesOf(pairs: Pair[]): Case[] {
  const homes = matchHomes(pairs)
  const moved = ({ before, after }: Pair) =>
    before.area !== after.area ||
    homes.before(before) !== homes.after(after) ||
    // Formats do not agree on the heading of a whole document.
    (before.heading !== after.heading && before.heading !== '' && after.heading !== '')
  return pairs.filter(moved).map(pair => quiet('moved', pair, `${pair.before.home} > ${pair.after.home}`))
}

/** Finds flows of a deployment that has another name now. */
export function renamesOf(pairs: Pair[], renamed: Map<string, string>): Case[] {
  return pairs.flatMap(pair => {
    const { area } = pair.after
    const name = renamed.get(area)
    return name === undefined ? [] : [quiet('deployment-renamed', pair, `${name} is now called ${area}`)]
  })
}

/** Finds statements that rest on a repair on one side only; each repair is one cause. */
export function renderingOf(pairs: Pair[], before: DocumentsState, after: DocumentsState): Case[] {
  const [old, now] = [repairsIn(before), repairsIn(after)]
  // What damages one format may be valid in another.
  const comparable = pairs.filter(pair => pair.before.format === pair.after.format)
  return comparable.flatMap(pair => [
    ...onlyIn(pair.before, pair.after, old).map(cause => quiet('repair-went', pair, cause)),
    ...onlyIn(pair.after, pair.before, now).map(cause => quiet('repair-came', pair, cause)),
  ])
}

/** By id and document, in the order of their lines. */
type Repairs = Map<string, RepairPlace[]>

function repairsIn({ documents }: DocumentsState): Repairs {
  const all = documents.flatMap(({ repairs }) => repairs).sort((a, b) => a.line - b.line)
  return groupBy(all, ({ id, document }) => `${id}\n${document}`)
}

/** The repairs that only one statement of a pair rests on, each with the place where it was made. */
function onlyIn({ said }: Item, other: Item, repairs: Repairs): string[] {
  const { document, endLine } = said.places[0]!
  return said.repairs
    .filter(id => !other.said.repairs.includes(id))
    .map(id => {
      const made = repairs.get(`${id}\n${document}`)?.findLast(({ line }) => line <= endLine)
      return `${id} ${document}:${made?.line ?? endLine}`
    })
}

/**
 * Gives flows the row or sentence that they share as their cause: a row with three sources backs three flows, and an
 * edit to it is one change. Where flows share several, the one that most share counts, whichever state is the later.
 */
export function withRows(cases: Case[]): Case[] {
  const key = (one: Case, row: string) =>
    [one.class, (one.after ?? one.before)!.area, one.cause, row].join('\n')
  const sharing = groupBy(
    cases.flatMap(one => rowsOf(one).map(row => key(one, row))),
    one => one,
  )
  return cases.map(one => {
    // A correction applies to all flows that it touches.
    if (one.class.startsWith('status-')) return one
    const shared = (row: string) => sharing.get(key(one, row))?.length ?? 0
    const [first = '', ...others] = rowsOf(one)
    const row = others.reduce((best, other) => (shared(other) > shared(best) ? other : best), first)
    return { ...one, cause: `${one.cause}\n${row}` }
  })
}

/** Rows of both states, in an order that does not depend on which is the later. */
function rowsOf({ before, after }: Case): string[] {
  const places = [before, after].flatMap(item => item?.said.places ?? [])
  return [...new Set(places.map(placeText))].sort()
}
