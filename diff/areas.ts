import { add, groupBy } from '../check/group.ts'
import { factOf, type Unnumbered } from './statement.ts'

/** A document or deployment, as far as it has to be known to find it again. */
export interface Area {
  name: string
  /** What it keeps when it is renamed: a document's name without ending, a deployment without version. */
  kin: string
  /** What it states, each fact once. */
  facts: Set<string>
}

/** A fact that more areas state identifies none of them. */
const mostHolders = 20
/** A renamed area has kept this part of what the smaller of the two states. */
const leastShared = 0.5

/**
 * Finds the areas of one state again in the other: by name, then by what a name keeps, then by what they state.
 *
 * @returns name before → name after, for those that are in both
 */
export function alignAreas(before: Area[], after: Area[]): Map<string, string> {
  const found = new Map<string, string>()
  const taken = new Set<string>()
  const take = ([a, b]: [string, string]) => {
    if (found.has(a) || taken.has(b)) return
    found.set(a, b)
    taken.add(b)
  }
  const left = () => [
    before.filter(({ name }) => !found.has(name)),
    after.filter(({ name }) => !taken.has(name)),
  ]
  for (const by of [named, kindred, alike]) {
    const [old = [], now = []] = left()
    for (const pair of by(old, now)) take(pair)
  }
  return found
}

/** Makes areas of their names with their kin, and of what is stated in each. */
export function areasOf(kins: Map<string, string>, items: Unnumbered[]): Area[] {
  const areas = new Map([...kins].map(([name, kin]) => [name, { name, kin, facts: new Set<string>() }]))
  for (const item of items) areas.get(item.area)?.facts.add(factOf(item))
  return [...areas.values()]
}

type Pairs = [before: string, after: string][]

function named(before: Area[], after: Area[]): Pairs {
  const names = new Set(after.map(({ name }) => name))
  return before.flatMap(({ name }): Pairs => (names.has(name) ? [[name, name]] : []))
}

const kinOf = ({ kin }: Area) => kin

/** Only where one area on each side has the kin. */
function kindred(before: Area[], after: Area[]): Pairs {
  const [old, now] = [groupBy(before, kinOf), groupBy(after, kinOf)]
  return [...old].flatMap(([kin, [one, ...more]]): Pairs => {
    const [other, ...others] = now.get(kin) ?? []
    return one && other && more.length + others.length === 0 ? [[one.name, other.name]] : []
  })
}

/** Those that share enough facts, the best match first. */
function alike(before: Area[], after: Area[]): Pairs {
  const holders = holdersOf(after)
  const scored = before.flatMap(area => {
    const shared = countShared(area, holders)
    return [...shared].map(([other, count]) => ({
      pair: [area.name, other.name] as [string, string],
      part: count / Math.min(area.facts.size, other.facts.size),
      count,
    }))
  })
  const sure = scored.filter(({ part }) => part >= leastShared)
  return sure
    .sort((a, b) => b.part - a.part || b.count - a.count || byNames(a.pair, b.pair))
    .map(({ pair }) => pair)
}

/** The same whichever state is the later. */
function byNames(a: string[], b: string[]): number {
  const [x, y] = [a.toSorted().join('\n'), b.toSorted().join('\n')]
  return x < y ? -1 : x > y ? 1 : 0
}

function holdersOf(areas: Area[]): Map<string, Area[]> {
  const holders = new Map<string, Area[]>()
  for (const area of areas) for (const fact of area.facts) add(holders, fact, area)
  return holders
}

function countShared({ facts }: Area, holders: Map<string, Area[]>): Map<Area, number> {
  const counts = new Map<Area, number>()
  for (const fact of facts) {
    const known = holders.get(fact) ?? []
    if (known.length > mostHolders) continue
    for (const area of known) counts.set(area, (counts.get(area) ?? 0) + 1)
  }
  return counts
}
