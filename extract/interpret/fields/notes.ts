import { type Rich, slice, split, trim, without } from '../rich.ts'

/** A mark that refers to a note: `(4)`, `[2]`, `*`, `†`. */
const oneMark = /\(\s*(\w{1,3})\s*\)|\[\s*(\w{1,3})\s*\]|([*†‡§]+)|(\d{1,2}|[a-z](?![a-z]))/gi
const supMarks = /^(?:\s*(?:\(\s*\w{1,3}\s*\)|\[\s*\w{1,3}\s*\]|[*†‡§]+|\d{1,2}|[a-z])\s*,?)+$/i
const trailingMark = /(?<=[\w)\]}\u4e00-\u9fff`])\s*([*†‡§]+)(?=\s*(?:$|[,;\f\n]))/g

/** The words of a cell without its note marks, and the marks in order. */
export function takeNoteMarks(rich: Rich): { rich: Rich; marks: string[] } {
  const stretches: { start: number; end: number; text: string }[] = []
  for (const run of rich.runs) {
    const text = rich.text.slice(run.start, run.end)
    if (run.kind !== 'sup' || !supMarks.test(text)) continue
    const blanks = rich.text.slice(0, run.start)
    stretches.push({ start: blanks.trimEnd().length, end: run.end, text })
  }
  for (const found of rich.text.matchAll(trailingMark)) {
    stretches.push({ start: found.index, end: found.index + found[0].length, text: found[1]! })
  }
  stretches.sort((a, b) => a.start - b.start)
  const marks = stretches.flatMap(({ text }) =>
    [...text.matchAll(oneMark)].map(m => m[1] ?? m[2] ?? m[3] ?? m[4]!),
  )
  return { rich: stretches.length ? without(rich, stretches) : rich, marks }
}

const noteStart = /^(?:\(\s*(\w{1,3})\s*\)|\[\s*(\w{1,3})\s*\]|(\d{1,2})[.)、]|([*†‡§]+))\s*/

/** Reads a cell or paragraph of notes, one to a line: `1. Only …`, `(2) …`, `* …`. */
export function readNotes(rich: Rich): Map<string, string> {
  const notes = new Map<string, string>()
  for (const part of split(rich, /[\n\f]+/g)) {
    const { rich: plain, mark } = takeStart(part)
    if (mark) notes.set(mark, plain.text.replace(/\s+/g, ' '))
  }
  return notes
}

function takeStart(rich: Rich): { rich: Rich; mark: string | null } {
  const found = noteStart.exec(rich.text)
  if (!found) return { rich, mark: null }
  return { rich: trim(slice(rich, found[0].length)), mark: found.slice(1).find(mark => mark !== undefined)! }
}
