import type { ColumnProfile } from '../profile/column.ts'
import type { Field } from '../vocabulary/index.ts'
import type { Weights } from './priors.ts'

/** What a column may be. `mark` is a protocol's own column of check marks. */
export type Label = Exclude<Field, 'matrix'> | 'ends' | 'mark'

export const labels: Label[] = [
  'ports',
  'mark',
  'protocol',
  'source',
  'destination',
  'peer',
  'ends',
  'direction',
  'action',
  'description',
  'condition',
  'lastPort',
  'sourcePort',
  'local',
  'setting',
  'quantity',
  'other',
]

/** Labels that one column of a table has at most. */
const single = new Set<Label>([
  'protocol',
  'source',
  'destination',
  'peer',
  'ends',
  'direction',
  'action',
  'lastPort',
  'sourcePort',
  'local',
  'setting',
])

/** A column with its label. */
export interface Labelled {
  column: ColumnProfile
  label: Label
  score: number
  /** How likely the label is among all labels for this column, 0 to 1. */
  certainty: number
}

/** The words of a header that speak for a label. */
function ownEvidence({ evidence }: ColumnProfile, label: Label): number {
  const both = evidence.matrix ?? Math.min(evidence.source ?? 0, evidence.destination ?? 0)
  if (label === 'ends') return both
  // A header that names both ends is evidence for neither alone.
  if ((label === 'source' || label === 'destination') && both >= 0.6) return 0
  if (label === 'peer') return Math.max(evidence.peer ?? 0, both)
  return label === 'mark' ? 0 : (evidence[label] ?? 0)
}

/** The strongest words of a header that speak for something else. */
function foreignEvidence({ evidence }: ColumnProfile, label: Label): number {
  const own =
    label === 'ends' || label === 'peer' ? ['matrix', 'source', 'destination', label] : [label as string]
  return Math.max(0, ...Object.entries(evidence).map(([name, value]) => (own.includes(name) ? 0 : value)))
}

/** All that speaks for or against a label of a column, by name; a weight for each is in `weights`. */
export function columnEvidence(column: ColumnProfile, label: Label): Record<string, number> {
  return {
    ...column.features,
    bias: 1,
    header: ownEvidence(column, label),
    otherHeader: foreignEvidence(column, label),
  }
}

/** How much speaks for a label. */
export function labelScore(column: ColumnProfile, label: Label, weights: Weights): number {
  const known = weights.columns[label] ?? {}
  const evidence = columnEvidence(column, label)
  let sum = 0
  for (const name in known) sum += known[name]! * (evidence[name] ?? 0)
  return sum
}

const beamWidth = 24

const none: ReadonlyMap<number, Label> = new Map()

/**
 * The labels of all columns together that most speaks for.
 *
 * @param fixed labels that are given, by index; no other column has one of these
 */
export function labelColumns(columns: ColumnProfile[], weights: Weights, fixed = none): Labelled[] {
  const given = new Set(fixed.values())
  if (given.has('ports')) given.add('mark')
  let beam: Path[] = [{ last: null, taken: given, score: 0 }]
  for (const column of columns) {
    const own = fixed.get(column.index)
    if (own) {
      const labelled = { column, label: own, score: labelScore(column, own, weights), certainty: 1 }
      beam = beam.map(path => ({ ...path, last: { labelled, before: path.last } }))
      continue
    }
    const scores = withCertainty(
      labels.map(label => ({ column, label, score: labelScore(column, label, weights) })),
    )
    const next = beam.flatMap(path =>
      scores
        .filter(({ label }) => !path.taken.has(label))
        .map(labelled => ({
          last: { labelled, before: path.last },
          taken: single.has(labelled.label) ? new Set(path.taken).add(labelled.label) : path.taken,
          score: path.score + labelled.score,
        })),
    )
    beam = next.sort((a, b) => b.score - a.score).slice(0, beamWidth)
  }
  const found: Labelled[] = []
  for (let step = beam[0]!.last; step; step = step.before) found.push(step.labelled)
  return found.reverse()
}

/** Labels for the columns so far, the last one first: paths share what they have in common. */
interface Path {
  last: Step | null
  taken: Set<Label>
  score: number
}

interface Step {
  labelled: Labelled
  before: Step | null
}

/** The scores are log-odds: their exponentials are shares. */
function withCertainty(scores: Omit<Labelled, 'certainty'>[]): Labelled[] {
  const top = Math.max(...scores.map(({ score }) => score))
  const sum = scores.reduce((all, { score }) => all + Math.exp(score - top), 0)
  return scores.map(one => ({ ...one, certainty: Math.exp(one.score - top) / sum }))
}
