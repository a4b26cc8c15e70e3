import type { Traffic } from '../schema/types.ts'
import { type Deviation, deviationsOf, isTraffic } from './axes.ts'
import { type Coverage, coverageBy } from './coverage.ts'
import type { Pair } from './homes.ts'
import type { Pool } from './pool.ts'
import type { Item } from './statement.ts'
import { type Axis, type ChangeClass, taxonomy } from './taxonomy.ts'
import { trafficOf } from './traffic.ts'

/** What has happened to one statement. */
export interface Case {
  class: ChangeClass
  before: Item | null
  after: Item | null
  /** What it is due to: cases of one class and cause are one change. */
  cause: string
  open: Traffic[]
  close: Traffic[]
}

const nothing = { open: [], close: [] }

/**
 * Tells what has happened to the facts of two states.
 *
 * @param before all statements of the earlier state
 * @param after all of the later one
 * @param pool how they were paired
 */
export function casesOf(before: Item[], after: Item[], pool: Pool): Case[] {
  const [old, now] = [coverageBy(before), coverageBy(after)]
  return [
    ...pool.before.map(item => removal(item, now)),
    ...pool.after.map(item => addition(item, old)),
    ...pool.pairs.flatMap(pair => alterations(pair, old, now)),
  ]
}

function removal(item: Item, now: Coverage): Case {
  const close = trafficOf(item, now(item))
  const id = close.length > 0 ? 'removed' : 'unrepeated'
  return { class: id, before: item, after: null, cause: `- ${item.spot}`, open: [], close }
}

function addition(item: Item, old: Coverage): Case {
  const open = trafficOf(item, old(item))
  const id = open.length > 0 ? 'added' : 'repeated'
  return { class: id, before: null, after: item, cause: `+ ${item.spot}`, open, close: [] }
}

/** The first deviation about traffic tells of all that is to be opened and closed. */
function alterations(pair: Pair, old: Coverage, now: Coverage): Case[] {
  const { before, after } = pair
  const deviations = deviationsOf(pair)
  const bearing = deviations.filter(isTraffic)
  if (bearing.length === 0) return deviations.map(one => caseOf(one, pair, nothing))
  const lists = {
    open: trafficOf(after, old(after, before)),
    close: trafficOf(before, now(before, after)),
  }
  const isSame = lists.open.length + lists.close.length === 0
  const told = isSame ? [{ class: 'regrouped' as const, values: '' }] : bearing
  const others = deviations.filter(one => !isTraffic(one))
  return [...told, ...others].map(one => caseOf(one, pair, one === told[0] ? lists : nothing))
}

function caseOf(deviation: Deviation, pair: Pair, lists: { open: Traffic[]; close: Traffic[] }): Case {
  return { class: deviation.class, ...pair, cause: causeOf(deviation, pair), ...lists }
}

/** Headings, columns and notes speak for a whole table, other cells for their row; corrections for many flows. */
function causeOf({ class: id, values }: Deviation, { before, after }: Pair): string {
  const isHeading =
    (id.startsWith('source-') && before.implied.source && after.implied.source) ||
    (id.startsWith('destination-') && before.implied.destination && after.implied.destination)
  const { axis } = taxonomy.get(id)!
  const spots = `${before.spot} > ${after.spot}`
  const homes = `${before.home} > ${after.home}`
  if (axis === 'status') return values
  return `${isHeading || ofTables.has(axis) ? homes : spots}\n${values}`
}

const ofTables = new Set<Axis>(['direction', 'scope', 'condition', 'wording'])
