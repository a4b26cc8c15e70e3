import type { Claim, Correction } from '../schema/types.ts'
import type { CorrectionFault, CorrectionProblem } from './correction-error.ts'
import { fieldsOf, has } from './correction-select.ts'

/** A claim as it goes into the flows. */
export interface Corrected {
  /** What the document says; never changed. */
  literal: Claim
  /** A copy with the corrections made, or the very same when there are none. */
  claim: Claim
  /** Ids of the corrections made to it. */
  corrections: string[]
}

/** What became of a source's claims. */
export interface Correcting {
  claims: Corrected[]
  problems: CorrectionProblem[]
}

interface Selection {
  correction: Correction
  selected: Claim[]
}

/**
 * Makes a source's corrections on copies of its claims.
 * All of them select among the claims as the document has them, so their order does not matter.
 *
 * @param file how their file is called in messages
 */
export function correct(file: string, claims: Claim[], corrections: Correction[]): Correcting {
  const selections = corrections.map(correction => ({
    correction,
    selected: claims.filter(claim => has(correction.where, claim)),
  }))
  return {
    claims: claims.map(claim => corrected(claim, selections)),
    problems: selections.flatMap(selection => problemsOf(file, selection, selections)),
  }
}

function corrected(literal: Claim, selections: Selection[]): Corrected {
  const mine = selections.filter(({ selected }) => selected.includes(literal))
  const fields = mine.map(({ correction }) => fieldsOf(correction.set))
  const claim = fields.length > 0 ? Object.assign({}, literal, ...fields) : literal
  return { literal, claim, corrections: mine.map(({ correction }) => correction.id).sort() }
}

/** A correction fails in one way at a time: of one that selects wrongly it means little what it changes. */
function problemsOf(file: string, selection: Selection, all: Selection[]): CorrectionProblem[] {
  const { correction, selected } = selection
  const sameId = all.filter(other => other.correction.id === correction.id).length
  const changed = selected.filter(claim => !has(correction.set, claim)).length
  const alone = selected.filter(claim => !all.some(other => clashes(other, selection, claim))).length
  const checks: [CorrectionFault, number, number][] = [
    ['duplicate-id', 1, sameId],
    ['matches', correction.matches, selected.length],
    ['no-effect', correction.matches, changed],
    ['conflict', correction.matches, alone],
  ]
  const failed = checks.filter(([, expected, found]) => expected !== found).slice(0, 1)
  return failed.map(([fault, expected, found]) => ({
    file,
    correction: correction.id,
    fault,
    expected,
    found,
  }))
}

function clashes(other: Selection, { correction }: Selection, claim: Claim): boolean {
  const both = other.correction !== correction && other.selected.includes(claim)
  return both && Object.keys(other.correction.set).some(field => field in correction.set)
}
