import { surroundingsOf, weighLines } from '../../extract/hypotheses/items.ts'
import { columnEvidence, labels } from '../../extract/hypotheses/labels.ts'
import { type Outline, outlineOf } from '../../extract/hypotheses/outline.ts'
import type { Weights } from '../../extract/hypotheses/priors.ts'
import { consideredSubjects } from '../../extract/hypotheses/subject.ts'
import { type Table, tableReadings } from '../../extract/hypotheses/tables.ts'
import type { Lines } from '../../extract/interpret/lines.ts'
import { placeOf, richText } from '../../extract/interpret/rich.ts'
import { weighSentences } from '../../extract/interpret/sentences.ts'
import type { Block } from '../../extract/interpret/walk.ts'
import type { Part } from '../../extract/parts.ts'
import type { Reading } from '../../extract/read/reading.ts'
import { align, labelOfHeader, labelsByVote } from './align.ts'
import { type LoadedPage, partWith } from './load.ts'
import type { GoldRow } from './pages.ts'
import { dice, plain } from './score.ts'

/** Something evident, and whether what it speaks for is so. */
export interface Example {
  evidence: Record<string, number>
  holds: boolean
}

/** A column: what is evident for each label, in the order of `labels`, and the index of the right one. */
export interface ColumnExample {
  evidence: Record<string, number>[]
  label: number
}

/** What labelled pages teach. */
export interface Lessons {
  columns: ColumnExample[]
  table: Example[]
  item: Example[]
  sentence: Example[]
  subject: Example[]
}

/** A table is one that states traffic when so many of its rows are labelled. */
const leastShare = 1 / 3

/**
 * What a labelled page teaches about columns, tables, lines of lists and headings.
 *
 * @param weights by which its tables are read: what speaks for a table depends on what its columns are taken for
 */
export function lessonsOf(loaded: LoadedPage, weights: Weights): Lessons {
  const part = partWith(loaded, weights)
  const gold = loaded.page.gold.filter(({ kind }) => kind !== 'sentence' && kind !== 'command')
  const outline = outlineOf(part.blocks, part.reading.plain)
  const lessons: Lessons = { columns: [], table: [], item: [], sentence: [], subject: [] }
  const lists = new Map<string, Example[]>()
  for (const block of part.blocks) {
    if (block.kind === 'table') {
      const found = tableLessons(part, block, gold)
      lessons.columns.push(...found.columns)
      lessons.table.push(...found.table)
      lessons.subject.push(...subjectLessons(part, block, found.gold, outline))
    }
    if (block.kind !== 'prose' || block.list?.tagName === 'table') continue
    lessons.sentence.push(...sentenceLessons(part, block, loaded.page.gold))
    for (const { line, evidence } of linesOf(block, part, outline)) {
      const here = gold.filter(row => Number(row.line) === line && row.kind === 'entry')
      lessons.item.push({ evidence, holds: here.length > 0 })
      const found = subjectLessons(part, block, here, outline)
      if (found.length > 0) lists.set(JSON.stringify(found), found)
    }
  }
  // The items of a list stand under the same headings: they teach once.
  lessons.subject.push(...[...lists.values()].flat())
  return lessons
}

function tableLessons(
  { reading, lines, tally }: Part,
  block: Block,
  all: GoldRow[],
): Pick<Lessons, 'columns' | 'table'> & { gold: GoldRow[] } {
  const gold = all.filter(row => isWithin(block, lines, Number(row.line)))
  const readings = tableReadings(block, () => [], { reading, lines, tally })
  const aligned = readings.map(({ table }) => align(table, gold))
  const most = Math.max(...aligned.map(({ matches }) => matches.length))
  const best = aligned.find(({ matches }) => matches.length === most)!
  const { table, share } = best
  // A matrix has evidence of its own; a table without any port is never read.
  if (table.form === 'matrix' || !holdsPorts(table)) return { columns: [], table: [], gold }
  const holds = share >= leastShare
  const wanted = holds ? labelsByVote(best) : table.labels.map(labelOfHeader)
  const columns = table.labels.flatMap(({ column }, i): ColumnExample[] => {
    const label = wanted[i]
    if (!label) return []
    return [{ evidence: labels.map(one => columnEvidence(column, one)), label: labels.indexOf(label) }]
  })
  return { columns, table: [{ evidence: table.evidence, holds }], gold }
}

function isWithin({ node }: Block, lines: Lines, line: number): boolean {
  const [start, end] = [node.position?.start?.offset, node.position?.end?.offset]
  if (start === undefined || end === undefined) return false
  return lines.point(start).line <= line && line <= lines.point(end).line
}

function holdsPorts({ grid, header, profile }: Table): boolean {
  return grid.rows.some(
    (_, row) =>
      row > header.row &&
      Array.from({ length: grid.width }).some((_, column) => profile(row, column).ports.ports.length > 0),
  )
}

/** The lines of a block that may state ports, with what speaks for each. */
function linesOf(
  block: Block,
  { reading, lines }: { reading: Reading; lines: Lines },
  outline: Outline,
): { line: number; evidence: Record<string, number> }[] {
  const weighed = weighLines(block, reading, outline)
  // A paragraph of one line is a sentence.
  if (!block.list && weighed.length < 2) return []
  return weighed.flatMap(({ words, evidence, score, isSentence }) => {
    const place = placeOf(words)
    return place && score !== null && !isSentence ? [{ line: lines.point(place.start).line, evidence }] : []
  })
}

/** What the sentences of a block teach: a phrase is a statement when its port is labelled at the sentence's line. */
function sentenceLessons({ reading, lines }: Part, block: Block, gold: GoldRow[]): Example[] {
  return weighSentences(block, reading).flatMap(({ sentence, phrase, evidence }) => {
    const place = placeOf(sentence)
    if (!place) return []
    const { line } = lines.point(place.start)
    const here = gold.filter(row => Number(row.line) === line)
    // What is labelled as another form teaches nothing about sentences.
    if (here.some(({ kind }) => kind !== 'sentence')) return []
    return [
      { evidence, holds: here.some(({ first }) => phrase.ports.some(port => port.first === Number(first))) },
    ]
  })
}

/** Words this much alike are the same name. */
const alike = 0.6
/** Words less alike are another name; between the two nothing is learned. */
const different = 0.3

/**
 * What a table or list line teaches about the headings above it: the nearest that is the implied end names the
 * machine; those nearer do not; none does when an end is missing and none is implied.
 */
function subjectLessons({ reading }: Part, block: Block, gold: GoldRow[], outline: Outline): Example[] {
  if (gold.length === 0) return []
  const implied = new Set(gold.flatMap(impliedEnds))
  const isMissing = gold.some(row => row.source === '' || row.destination === '')
  if (implied.size === 0 && !isMissing) return []
  const lead = block.lead && richText(block.lead, reading.plain)
  const around = (block.kind === 'table' ? null : surroundingsOf(block, reading, outline)) ?? {
    frames: block.frames,
    lead,
    outline,
    vocabulary: reading.vocabulary,
  }
  const lessons: Example[] = []
  for (const { label, score, evidence, subject } of consideredSubjects(around)) {
    // A pattern decides.
    if (score === null && subject) break
    if (score === null) continue
    const likeness = Math.max(0, ...[...implied].map(end => dice(plain(label), plain(end))))
    if (likeness < different) lessons.push({ evidence, holds: false })
    if (likeness >= alike) return [...lessons, { evidence, holds: true }]
  }
  return lessons
}

function impliedEnds({ implied, source, destination }: GoldRow): string[] {
  return [
    ...(implied === 'source' || implied === 'both' ? source.split(' | ') : []),
    ...(implied === 'destination' || implied === 'both' ? destination.split(' | ') : []),
  ].filter(Boolean)
}
