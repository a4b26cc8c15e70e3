import { countUpTo } from '../../read/sorted.ts'
import { type Rich, slice, split, trim, without } from '../rich.ts'

/** A mark that refers to a note: `(4)`, `[2]`, `*`, `†`. */
const oneMark = /\(\s*(\w{1,3})\s*\)|\[\s*(\w{1,3})\s*\]|([*†‡§]+)|(\d{1,2}|[a-z](?![a-z]))/gi
const supMarks = /^(?:(?:\(\w{1,3}\)|\[\w{1,3}\]|[*†‡§]|\d),?)+$|^[a-z]$/i
/** Marks are short; longer superscripts are words. */
const longestMark = 24
const trailingMark = /(?<=[\w)\]}\u4e00-\u9fff`])\s*([*†‡§]+)(?=\s*(?:$|[,;\f\n]))/g

/** A cell's words without its note marks. */
export interface Noted {
  rich: Rich
  /** In order of writing. */
  marks: string[]
  /** Per mark where it stood, as an index into the words. */
  at: number[]
}

/** Takes the note marks out of a cell. */
export function takeNoteMarks(rich: Rich): Noted {
  const stretches: { start: number; end: number; text: string }[] = []
  for (const run of rich.runs) {
    const text = rich.text.slice(run.start, run.end)
    if (run.kind !== 'sup' || text.length > longestMark || !supMarks.test(text.replace(/\s/g, ''))) continue
    const blanks = rich.text.slice(0, run.start)
    stretches.push({ start: blanks.trimEnd().length, end: run.end, text })
  }
  for (const found of rich.text.matchAll(trailingMark)) {
    stretches.push({ start: found.index, end: found.index + found[0].length, text: found[1]! })
  }
  stretches.sort((a, b) => a.start - b.start)
  let taken = 0
  const found = stretches.flatMap(({ start, end, text }) => {
    const at = start - taken
    taken += end - start
    return [...text.matchAll(oneMark)].map(m => ({ mark: m[1] ?? m[2] ?? m[3] ?? m[4]!, at }))
  })
  const plain = stretches.length ? without(rich, stretches) : rich
  return { rich: plain, marks: found.map(({ mark }) => mark), at: found.map(({ at }) => at) }
}

/** The marks of a cell's lines, and where the lines end. */
interface MarkedLines {
  ends: number[]
  marks: Map<number, Set<string>>
}

const markedLines = new WeakMap<Noted, MarkedLines>()

/** The marks that stand on the same line of the cell as a place in it. */
export function marksBeside(cell: Noted, place: number): string[] {
  if (cell.marks.length === 0) return []
  const { ends, marks } = markedLinesOf(cell)
  return [...(marks.get(countUpTo(ends, place - 1)) ?? [])]
}

function markedLinesOf(cell: Noted): MarkedLines {
  const known = markedLines.get(cell)
  if (known) return known
  const ends = [...cell.rich.text.matchAll(/[\n\f]/g)].map(({ index }) => index)
  const marks: MarkedLines['marks'] = new Map()
  for (const [i, mark] of cell.marks.entries()) {
    const line = countUpTo(ends, cell.at[i]! - 1)
    marks.set(line, (marks.get(line) ?? new Set()).add(mark))
  }
  markedLines.set(cell, { ends, marks })
  return { ends, marks }
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
  const raised = rich.runs.find(run => run.kind === 'sup' && run.start === 0)
  if (raised)
    return {
      rich: trim(slice(rich, raised.end)),
      mark: rich.text.slice(0, raised.end).replace(/[()[\]\s]/g, ''),
    }
  const found = noteStart.exec(rich.text)
  if (!found) return { rich, mark: null }
  return { rich: trim(slice(rich, found[0].length)), mark: found.slice(1).find(mark => mark !== undefined)! }
}
