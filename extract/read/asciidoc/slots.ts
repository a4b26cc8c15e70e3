import type { Stretch } from '../quiet.ts'

/** Where a cell stands: from its separator (or what is written before that) on. */
export interface Slot {
  /** Offset of the separator, or of the span or style before it. */
  start: number
  /** The stretch of its content. */
  content: Stretch
}

/** Spans, alignment and style of a cell, as Asciidoctor knows them: `2+`, `.3+^.>s`, `3*`. */
const spec =
  '(?:(\\d{1,3}(?:\\.\\d{0,3})?|(?:\\d{0,3}\\.)?\\d{1,3})([*+]))?(?:[<^>](?:\\.[<^>]?)?|(?:[<^>]?\\.)?[<^>])?[a-z]?$'
const specAtStart = new RegExp(`^[ \\t]*${spec}`)
const specBehind = new RegExp(`(?<![ \\t])[ \\t]+${spec}`)

/** Finds the cells of a table that is written with separators, in order; a repeated one as often. */
function findSlots(text: string, { start, end }: Stretch, separator: string): Slot[] {
  const slots: Slot[] = []
  let at = start
  for (const line of text.slice(start, end).split(/(?<=\n)/)) {
    readLine(line, at)
    at += line.length
  }
  finish(end)
  return slots

  function readLine(line: string, offset: number): void {
    let from = 0
    for (let bar = line.indexOf(separator); bar >= 0; bar = line.indexOf(separator, bar + separator.length)) {
      if (line[bar - 1] === '\\') continue
      const before = line.slice(from, bar)
      const found = (from === 0 && specAtStart.exec(before)) || specBehind.exec(before)
      const written = found?.[0].trimStart() ?? ''
      if (slots.length === 0 && before.slice(0, before.length - written.length).trim())
        open(offset, offset, 1)
      const begin = offset + bar - written.length
      finish(begin)
      open(begin, offset + bar + separator.length, found?.[2] === '*' ? Number(found[1]) : 1)
      from = bar + separator.length
    }
    if (slots.length === 0 && line.trim()) open(offset, offset, 1)
  }

  function open(start: number, from: number, times: number): void {
    const slot = { start, content: { start: from, end: from } }
    for (let i = 0; i < times; i++) slots.push(slot)
  }

  /** Ends the cells that are still open. */
  function finish(end: number): void {
    const last = slots.at(-1)
    if (last && last.content.end === last.content.start) last.content.end = Math.max(end, last.content.start)
  }
}

/** Cells that Asciidoctor may have dropped on end. */
const mostDropped = 50

/**
 * Finds for each of Asciidoctor's cells, in order, where it stands. A cell that cannot be found takes the
 * next place.
 *
 * @returns the places, and those behind the last of them: cells of a row that Asciidoctor dropped
 */
export function pairUp(
  words: string[],
  inside: Stretch,
  text: string,
  separator: string,
): { slots: Slot[]; rest: Slot[] } {
  const all = findSlots(text, inside, separator)
  let next = 0
  const slots = words.map(cell => {
    const wanted = flat(cell, separator)
    const found = all.slice(next, next + mostDropped).findIndex(slot => said(slot) === wanted)
    next += Math.max(found, 0) + 1
    return all[next - 1] ?? all.at(-1) ?? { start: inside.start, content: inside }
  })
  const rest = all.slice(next)
  return { slots, rest: rest.some(slot => said(slot) !== '') ? rest : [] }

  function said({ content }: Slot): string {
    return flat(text.slice(content.start, content.end), separator)
  }
}

function flat(words: string, separator: string): string {
  return words.replaceAll(`\\${separator}`, separator).replace(/\s+/g, ' ').trim()
}
