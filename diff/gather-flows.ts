import { placeText } from '../schema/place.ts'
import type { Case } from './cases.ts'

/**
 * Gives flows the row or sentence that they have in common as their cause: the row that names three sources
 * backs three flows, and an edit to it is one change. Where flows share several, the one that most share
 * counts, whichever state is the later.
 */
export function withRows(cases: Case[]): Case[] {
  const kind = (one: Case) => [one.class, (one.after ?? one.before)!.area, one.cause].join('\n')
  const counts = new Map<string, number>()
  for (const one of cases)
    for (const row of rowsOf(one)) {
      const key = `${kind(one)}\n${row}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  const shared = (one: Case, row: string) => counts.get(`${kind(one)}\n${row}`) ?? 0
  return cases.map(one => {
    // A correction speaks for all flows that it touches.
    if (one.class.startsWith('status-')) return one
    const [first = '', ...others] = rowsOf(one)
    const row = others.reduce((best, other) => (shared(one, other) > shared(one, best) ? other : best), first)
    return { ...one, cause: `${one.cause}\n${row}` }
  })
}

/** Rows of both states, in an order that does not depend on which is the later. */
function rowsOf({ before, after }: Case): string[] {
  const places = [before, after].flatMap(item => item?.said.places ?? [])
  return [...new Set(places.map(placeText))].sort()
}
