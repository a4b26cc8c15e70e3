import { differs } from './hypotheses/confidence.ts'
import { type EvidenceKind, evidenceName } from './hypotheses/evidence-names.ts'
import { surroundingsOf, weighLines } from './hypotheses/items.ts'
import { columnEvidence, type Labelled, labelScore } from './hypotheses/labels.ts'
import { matrixWeights } from './hypotheses/matrix-evidence.ts'
import type { Weights } from './hypotheses/priors.ts'
import { type ConsideredSubject, consideredSubjects } from './hypotheses/subject.ts'
import { type Candidate, type Table, tableReadings } from './hypotheses/tables.ts'
import { examine, type Options } from './index.ts'
import type { Seen } from './interpret/index.ts'
import { stretchOf, stretchOfRow } from './interpret/lines.ts'
import { line, placeOf, type Rich } from './interpret/rich.ts'
import { weighSentences } from './interpret/sentences.ts'

/** One piece of evidence and what it added to a score. */
export interface Reason {
  name: string
  /** The same in plain words. */
  words: string
  value: number
}

/** A score with what spoke for it and against it, the strongest first. */
export interface Weighed {
  score: number
  for: Reason[]
  against: Reason[]
}

/** How a block of a document was read, and why. */
export interface BlockReason {
  kind: 'table' | 'item' | 'prose' | 'list' | 'heading' | 'code'
  document: string
  line: number
  endLine: number
  /** Ids of the claims that it makes. */
  claims: string[]
  /** The lowest confidence among them; null for none. */
  confidence: number | null
  /** The setting or comment that decides how it is read; null for none. */
  override: string | null
  /** The patterns that made them. */
  patterns: string[]
  table?: TableReason
  /** Of a list item or paragraph each line with a number. */
  lines?: (Partial<Weighed> & { line: number; text: string; note: string | null })[]
  /** The words that may name the machine that the block is about, in the order in which they were tried. */
  subjects?: (Partial<Weighed> & { from: ConsideredSubject['from']; text: string; name: string | null })[]
}

/** How a table was read. */
export interface TableReason extends Weighed {
  form: Table['form']
  /** Line of the last header row; null without one. */
  headerLine: number | null
  columns: (Weighed & { column: number; header: string; label: string; certainty: number })[]
  /** The best reading that differs, and how far behind it is. */
  second: { form: Table['form']; headerLine: number | null; labels: string[]; behind: number } | null
}

const mostReasons = 3

/**
 * Explains how the blocks of a document were read.
 *
 * @param at only the block at this line, 1-based; none: all that were read or may state ports
 * @throws {LimitError} when the document goes beyond a limit
 */
export async function why(
  document: string,
  text: string,
  options: Options = {},
  at?: number,
): Promise<BlockReason[]> {
  const found: BlockReason[] = []
  await examine(document, text, {
    ...options,
    watch: seen => {
      const place = spanOf(seen)
      const path = seen.page.reading.file.path
      if (!place || (at !== undefined && (path !== document || at < place.line || at > place.endLine))) return
      found.push(reasonOf(seen, path, place))
    },
  })
  // A list is read whole, then item by item: the smallest block at the line counts, unless a larger one made claims.
  if (at === undefined) return found.filter(isTelling)
  const told = found.filter(isTelling)
  const best = told.filter(({ claims }) => claims.length > 0)
  return best.length > 0 ? best : told.length > 0 ? told : found.slice(-1)
}

function isTelling({ kind, claims, override, lines = [] }: BlockReason): boolean {
  return (
    kind === 'table' ||
    override !== null ||
    claims.length > 0 ||
    lines.some(({ score }) => score !== undefined)
  )
}

function spanOf({ block, page }: Seen): { line: number; endLine: number } | null {
  const place = stretchOf(block.node)
  if (!place) return null
  const { line, endLine } = page.lines.span(place)
  return { line, endLine }
}

function reasonOf(seen: Seen, document: string, place: { line: number; endLine: number }): BlockReason {
  const { block, claims } = seen
  const confidences = claims.map(({ confidence }) => confidence)
  const reason: BlockReason = {
    kind: block.kind === 'prose' && block.list ? 'item' : (block.kind as BlockReason['kind']),
    document,
    ...place,
    claims: claims.map(({ id }) => id),
    confidence: confidences.length > 0 ? Math.min(...confidences) : null,
    override: block.override?.by ?? null,
    patterns: [...new Set(claims.map(({ pattern }) => pattern))],
  }
  if (block.kind === 'table') return { ...reason, ...tableReason(seen) }
  if (block.kind === 'prose') return { ...reason, ...linesReason(seen) }
  return reason
}

function tableReason(seen: Seen): Pick<BlockReason, 'table' | 'subjects'> {
  const readings = tableReadings(seen.block, seen.below, seen.page)
  const { table, total } = readings[0]!
  const second = readings.find(other => differs(other.table, table))
  const known = table.form === 'matrix' ? matrixWeights : table.vocabulary.weights.table
  const surroundings = {
    frames: seen.block.frames,
    lead: table.lead,
    outline: seen.outline,
    vocabulary: table.vocabulary,
  }
  return {
    table: {
      form: table.form,
      headerLine: headerLine(table),
      ...weighed('table', known, table.evidence, table.score),
      columns: table.labels.map(labelled => columnReason(labelled, table.vocabulary.weights)),
      second: second ? { ...secondOf(second), behind: round(total - second.total) } : null,
    },
    ...(table.score > 0 && table.form !== 'matrix' ? { subjects: subjectsOf(surroundings) } : {}),
  }
}

function secondOf({ table }: Candidate): Omit<NonNullable<TableReason['second']>, 'behind'> {
  return {
    form: table.form,
    headerLine: headerLine(table),
    labels: table.labels.map(({ label }) => label),
  }
}

function headerLine({ grid, header, lines }: Table): number | null {
  const row = header.row < 0 ? null : grid.rows[header.row]
  const place = row && stretchOfRow(row.element)
  return place ? lines.point(place.start).line : null
}

function columnReason(
  { column, label, certainty }: Labelled,
  weights: Weights,
): TableReason['columns'][number] {
  return {
    column: column.index + 1,
    header: column.header,
    label,
    certainty: round(certainty),
    ...weighed(
      'column',
      weights.columns[label] ?? {},
      columnEvidence(column, label),
      labelScore(column, label, weights),
    ),
  }
}

function linesReason({ block, page, outline, claims }: Seen): Pick<BlockReason, 'lines' | 'subjects'> {
  const { reading } = page
  const { item, sentence: phrases } = reading.vocabulary.weights
  const placed = (words: Rich) => ({
    line: page.lines.point(placeOf(words)?.start ?? 0).line,
    text: words.text.length > 80 ? `${words.text.slice(0, 79)}…` : words.text,
  })
  const isItem = claims.some(({ pattern }) => pattern === 'port-item')
  const sentences = isItem ? [] : weighSentences(block, reading)
  const lines = [
    ...weighLines(block, reading, outline)
      .filter(({ isSentence }) => !isSentence || sentences.length === 0)
      .map(({ words, evidence, score, isSentence }) => ({
        ...placed(words),
        note: score === null ? 'no port' : isSentence ? 'reads as a sentence' : null,
        ...(score === null ? {} : weighed('line', item, evidence, score)),
      })),
    ...sentences.map(({ sentence, phrase, evidence, score }) => ({
      ...placed(sentence),
      note: `sentence: ${sentence.text.slice(phrase.start, phrase.end).replace(/\s+/g, ' ')}`,
      ...weighed('sentence', phrases, evidence, score),
    })),
  ]
  const surroundings = isItem && surroundingsOf(block, reading, outline)
  return { lines, ...(surroundings ? { subjects: subjectsOf(surroundings) } : {}) }
}

function subjectsOf(surroundings: Parameters<typeof consideredSubjects>[0]): BlockReason['subjects'] {
  return [...consideredSubjects(surroundings)].map(({ from, text, score, evidence, subject }) => ({
    from,
    text: line({ text, at: [], runs: [] }),
    name: subject && (subject.peer ? `${subject.label} → ${subject.peer}` : subject.label),
    ...(score === null ? {} : weighed('subject', surroundings.vocabulary.weights.subject, evidence, score)),
  }))
}

/** The strongest reasons of a score; the starting point is one of them. */
function weighed(
  kind: EvidenceKind,
  known: Record<string, number>,
  evidence: Record<string, number>,
  score: number,
): Weighed {
  const reasons = Object.entries(known)
    .map(([name, weight]) => ({
      name,
      words: evidenceName(kind, name),
      value: round(weight * (evidence[name] ?? 0)),
    }))
    .filter(({ value }) => value !== 0)
  const strongest = (sign: number) =>
    reasons
      .filter(({ value }) => value * sign > 0)
      .sort((a, b) => sign * (b.value - a.value))
      .slice(0, mostReasons)
  return { score: round(score), for: strongest(1), against: strongest(-1) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100 || 0
}
