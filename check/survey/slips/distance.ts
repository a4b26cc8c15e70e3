/** The ways in which a number is mistyped once. */
export type Slip = 'dropped' | 'added' | 'swapped' | 'changed'

/**
 * Tells how one text became another by a single slip of the hand: a character dropped, added or changed,
 * or two neighbours swapped.
 *
 * @returns null when they are equal or further apart
 */
export function slipBetween(wrong: string, right: string): Slip | null {
  if (wrong === right || Math.abs(wrong.length - right.length) > 1) return null
  const start = commonStart(wrong, right)
  const [a, b] = [wrong.slice(start), right.slice(start)]
  if (a.length < b.length) return b.slice(1) === a ? 'dropped' : null
  if (a.length > b.length) return a.slice(1) === b ? 'added' : null
  if (a.slice(1) === b.slice(1)) return 'changed'
  return a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2) ? 'swapped' : null
}

/** What is left of a text when any one character is dropped; two texts a slip apart share one, or are one. */
export function neighbourKeys(text: string): string[] {
  const dropped = Array.from(text, (_, i) => text.slice(0, i) + text.slice(i + 1))
  return [...new Set([text, ...dropped])]
}

function commonStart(a: string, b: string): number {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return i
}
