/** Whether the slow tests run: properties then try many cases, drawn anew each time. */
export const isSlow = process.env.PORTOLAN_SLOW === '1'

/** Options of fast-check for a property that is worth `many` cases: a tenth of them, the same each time, in `npm test`. */
export function runs(many: number): { numRuns: number; seed?: number } {
  return isSlow ? { numRuns: many } : { numRuns: Math.ceil(many / 10), seed: 1 }
}
