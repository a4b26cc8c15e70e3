import type { ElementContent, Text } from 'hast'
import { alignText } from '../align.ts'
import { type Stretch, stretchOf } from '../lines.ts'
import { concat, type Rich, slice } from '../rich.ts'

/** How far two neighbouring characters of a word may stand apart: a quote, a backslash, an entity. */
const seam = 6
const fence = /^[\s>*+\d.)-]*(?:`{3,}|~{3,})/

/** The words of a code block, white space kept. */
export function plainCode(node: ElementContent): string {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return ''
  return node.tagName === 'br' ? '\n' : node.children.map(plainCode).join('')
}

/**
 * The text of a code block, white space kept, each character with its place in the document.
 *
 * @param around where the element stands whose text it is, for readers that place no text
 */
export function codeText(node: ElementContent, source: string, around: Stretch | null = null): Rich {
  if (node.type === 'text') return { text: node.value, at: placesOf(node, source, around), runs: [] }
  if (node.type !== 'element') return { text: '', at: [], runs: [] }
  if (node.tagName === 'br') return { text: '\n', at: [-1], runs: [] }
  const own = stretchOf(node) ?? around
  return concat(node.children.map(child => codeText(child, source, own)))
}

function placesOf(node: Text, source: string, around: Stretch | null): number[] {
  if (node.position || !around) return alignText(node, source)
  return alignLines(node.value, source, around)
}

/** In Markdown a line of code is the end of its line, behind indents and quote marks. */
function alignLines(value: string, source: string, { start, end }: Stretch): number[] {
  const places: number[] = []
  let from = start
  if (fence.test(source.slice(start, lineEnd(source, start)))) from = lineEnd(source, start) + 1
  for (const words of value.split('\n')) {
    const close = Math.min(lineEnd(source, from), end)
    const first = source.startsWith(words, close - words.length) ? Math.max(from, close - words.length) : -1
    for (let i = 0; i < words.length; i++) places.push(first < 0 ? -1 : first + i)
    if (places.length < value.length) places.push(close < source.length ? close : -1)
    from = close + 1
  }
  return places
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

/** Where a word stands, quotes inside it included; null for one that is pieced together from afar. */
export function wordPlace(word: Rich): Stretch | null {
  const first = word.at[0]
  const last = word.at.at(-1)
  if (first === undefined || last === undefined) return null
  const whole = word.at.every((place, i) => {
    const before = i === 0 ? place : word.at[i - 1]!
    return place >= 0 && place >= before && place - before <= seam
  })
  return whole ? { start: first, end: last + 1 } : null
}

/** A group of a match (made with the `d` flag) as a part of the word that was matched. */
export function groupOf(word: Rich, match: RegExpExecArray, index: number): Rich | null {
  const place = match.indices?.[index]
  return place ? slice(word, place[0], place[1]) : null
}

/** Where words stand in the document; several only when they stand together, as a list. */
export function spanOf(words: Rich[], source: string): Stretch | null {
  const places = words.map(wordPlace)
  const together = places.every((place, i) => {
    const before = places[i - 1]
    return place && (i === 0 || (before && place.start >= before.end && place.start - before.end <= 2))
  })
  if (!together || !places[0]) return null
  const { end } = places.at(-1)!
  return { start: places[0].start, end: entityEnd(source, end - 1) ?? end }
}

/** A word's last character may be written as an entity, longer than itself. */
function entityEnd(source: string, at: number): number | null {
  const found = source[at] === '&' ? /^&#?\w{1,31};/.exec(source.slice(at, at + 40)) : null
  return found && at + found[0].length
}
