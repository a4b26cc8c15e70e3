import type { Text } from 'hast'

const longestTag = 400
const entity = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});?/i

/**
 * Finds each character of a text node in the source it was parsed from.
 *
 * Entities, backslash escapes and code fences make the source longer than the value, so the two are
 * walked side by side; where they no longer agree the rest is unknown.
 *
 * @returns per UTF-16 unit of the value its 0-based offset in the source, or -1.
 */
export function alignText(node: Text, source: string): number[] {
  const from = node.position?.start?.offset
  const to = node.position?.end?.offset
  const value = node.value
  const places = new Array<number>(value.length).fill(-1)
  if (from === undefined || to === undefined) return places
  if (to - from === value.length && source.startsWith(value, from)) return places.map((_, i) => from + i)
  let at = skipTicks(source, from, value)
  for (let i = 0; i < value.length; i++) {
    while (at < to && source[at] === '\\' && source[at + 1] === value[i] && value[i] !== '\\') at++
    if (at >= to) break
    if (source[at] === value[i] && source[at] !== '&') places[i] = at++
    else if (source[at] === '&') {
      const length = entity.exec(source.slice(at, Math.min(to, at + 40)))?.[0].length
      places[i] = at
      at += length ?? 1
    } else if (/\s/.test(value[i]!) && /\s/.test(source[at]!)) places[i] = at++
    else {
      const next = resume(source, at, to, value, i)
      if (next < 0) break
      at = next
      places[i] = at++
    }
  }
  return places
}

/** An inline code's place starts at its ticks, its value after them. */
function skipTicks(source: string, from: number, value: string): number {
  if (source[from] !== '`' || value.startsWith('`')) return from
  let at = from
  while (source[at] === '`') at++
  if (source[at] === ' ' && value[0] !== ' ') at++
  return at
}

/** Finds the next character behind what parsing dropped: white space, quote marks, stray tags. */
function resume(source: string, at: number, to: number, value: string, i: number): number {
  let next = at
  while (next < to && source[next] !== value[i]) {
    const skipped = /^(?:[\s>]+|<[^<>]*>)/.exec(source.slice(next, Math.min(to, next + longestTag)))
    if (!skipped) return -1
    next += skipped[0].length
  }
  return next < to ? next : -1
}
