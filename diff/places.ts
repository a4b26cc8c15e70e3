import type { Case } from './cases.ts'
import { matchHomes, type Pair } from './homes.ts'

/**
 * Tells which statements stand elsewhere: in another table than the rest of theirs, under another heading,
 * in another document. Other lines, and a document that is renamed whole, are no move.
 */
export function movesOf(pairs: Pair[]): Case[] {
  const homes = matchHomes(pairs)
  const moved = ({ before, after }: Pair) =>
    before.area !== after.area ||
    homes.before(before) !== homes.after(after) ||
    // Formats do not agree on what heads a whole document.
    (before.heading !== after.heading && before.heading !== '' && after.heading !== '')
  return pairs.filter(moved).map(pair => ({
    class: 'moved',
    ...pair,
    cause: `${pair.before.home} > ${pair.after.home}`,
    open: [],
    close: [],
  }))
}

/** Tells which flows belong to a deployment that is called otherwise now. */
export function renamesOf(pairs: Pair[], renamed: Map<string, string>): Case[] {
  return pairs.flatMap(pair => {
    const name = renamed.get(pair.after.area)
    if (name === undefined) return []
    const cause = `${name} is now called ${pair.after.area}`
    return [{ class: 'deployment-renamed' as const, ...pair, cause, open: [], close: [] }]
  })
}
