import { blankAll } from '../../read/mask.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { concat, line, placeOf, type Rich, slice, split, trim, without } from '../rich.ts'
import { isNobody } from './nobody.ts'
import { takeNoteMarks } from './notes.ts'

/** Who a cell names. */
export interface Endpoints {
  labels: string[]
  /** The cell says that the traffic stays on the node. */
  local: boolean
  /** Items that limit the row instead of naming somebody. */
  conditions: string[]
  /** Note marks on the cell. */
  marks: string[]
  /** Where the words stand (0-based offsets), or null. */
  place: { start: number; end: number } | null
}

/** What explains a mark in a name above: `"#" is a number`. */
const remark = /^["“'‘][^"”'’]{1,3}["”'’]\s/
const blank: Rich = { text: ' ', at: [-1], runs: [] }
const bracketed = /(?:(?<!\s)\s+)?[(（][^()（）]*[)）]/g

/** Reads an endpoint cell: its items, kept apart where the markup keeps them apart. */
export function parseEndpoints(cell: Rich, vocabulary: Vocabulary): Endpoints {
  const { rich, marks } = takeNoteMarks(cell)
  const items = itemsOf(rich, vocabulary)
    .filter(item => !vocabulary.asides.test(item.text) && !remark.test(item.text))
    .map(item => readItem(item, vocabulary))
  const limits = items.length > 1 ? items.filter(item => vocabulary.restrictions.test(item.label)) : []
  const limiting = new Set(limits)
  const named = items.filter(
    item => !limiting.has(item) && !isNobody(item.label, vocabulary) && item.label !== '',
  )
  return {
    labels: named.map(item => item.label),
    local: items.some(item => item.local),
    conditions: limits.map(item => item.label),
    marks,
    place: named.length > 0 ? placeOf(rich) : null,
  }
}

function readItem(rich: Rich, { local: words }: Vocabulary): { label: string; local: boolean } {
  const local = words.test(rich.text)
  const asides = [...rich.text.matchAll(bracketed)].filter(m => words.test(m[0]))
  const plain = without(
    rich,
    asides.map(m => ({ start: m.index, end: m.index + m[0].length })),
  )
  return { label: line(plain).replace(/(?<![\s,;])[\s,;]+$/, ''), local }
}

/** Parts a cell at list items, breaks, and the commas between code spans. */
function itemsOf(cell: Rich, vocabulary: Vocabulary): Rich[] {
  return split(cell, /\f+/g)
    .flatMap(block => joinWraps(block, vocabulary))
    .flatMap(codeSpans)
}

/** `<br>` parts two items, unless the second line only goes on with the first. */
function joinWraps(block: Rich, vocabulary: Vocabulary): Rich[] {
  const items: Rich[][] = []
  for (const next of split(block, /\n/g)) {
    const lines = items.at(-1)
    if (
      lines &&
      (/^[(（]/.test(next.text) || isTail(lines[0]!.text, lines.at(-1)!.text, next.text, vocabulary))
    )
      lines.push(blank, next)
    else items.push([next])
  }
  return items.map(concat)
}

function isTail(first: string, before: string, after: string, { subject }: Vocabulary): boolean {
  return (
    /^\p{Lu}/u.test(first) &&
    /^\p{Ll}/u.test(after) &&
    !'.,;:'.includes(before.at(-1)!) &&
    !subject.nodes.test(after)
  )
}

function codeSpans(item: Rich): Rich[] {
  const codes = item.runs.filter(run => run.kind === 'code')
  const rest = blankAll(item.text, codes)
  if (codes.length < 2 || /[^\s,;、，/]/.test(rest)) return [item]
  return codes.map(run => trim(slice(item, run.start, run.end)))
}
