import type { Text } from 'hast'
import type { Places } from '../places.ts'
import { countWhile } from '../sorted.ts'
import type { Line } from './lines.ts'

/** Lines side by side as one string that knows its place. */
export interface Joined {
  text: string
  /** Index of each line in the string, and its offset in the document. */
  starts: { index: number; at: number }[]
}

/** Puts lines side by side. */
export function join(lines: Line[]): Joined {
  const starts: Joined['starts'] = []
  let text = ''
  for (const line of lines) {
    if (text) text += '\n'
    starts.push({ index: text.length, at: line.at })
    text += line.text
  }
  return { text, starts }
}

/** Where a character of the string stands in the document. */
export function placeOf({ starts }: Joined, index: number): number {
  const line = starts[countWhile(starts, start => start.index <= index) - 1]!
  return line.at + index - line.index
}

/**
 * Plain words: a text for each line, so that each is exactly what stands in the document.
 *
 * @param escapes whether backslashes in them are marks
 */
export function textBetween(
  joined: Joined,
  from: number,
  to: number,
  places: Places,
  escapes = false,
): Text[] {
  let index = from
  return joined.text
    .slice(from, to)
    .split(/(\n)/)
    .flatMap(part => {
      const start = index
      index += part.length
      if (part === '\n') return [{ type: 'text', value: ' ' }]
      return escapes ? unescaped(joined, part, start, places) : words(joined, part, start, places)
    })
}

/** Inside markup a backslash makes the character behind it plain, or a blank nothing. */
function unescaped(joined: Joined, part: string, start: number, places: Places): Text[] {
  let index = start
  return part.split(/(\\\s?)/).flatMap((piece, i) => {
    const at = index
    index += piece.length
    return i % 2 ? [] : words(joined, piece, at, places)
  })
}

function words(joined: Joined, value: string, index: number, places: Places): Text[] {
  if (value === '') return []
  const start = placeOf(joined, index)
  return [{ type: 'text', value, position: places.position({ start, end: start + value.length }) }]
}
