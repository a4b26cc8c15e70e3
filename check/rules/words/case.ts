import { slipsBetween } from './edits.ts'

/**
 * A word in the letters, small and capital, that another one suggests: `Clustes` makes `Clusters` of
 * `clusters`, while `livenesProbe` leaves `livenessProbe` as it is.
 *
 * @param word as it is written by itself
 */
export function asWritten(like: string, word: string): string {
  const lower = word.toLowerCase()
  const forms = [word, lower, lower[0]!.toUpperCase() + lower.slice(1), lower.toUpperCase()]
  const most = word.length
  return forms.reduce((best, form) =>
    slipsBetween(like, form, most) < slipsBetween(like, best, most) ? form : best,
  )
}
