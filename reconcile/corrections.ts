import { isDeepStrictEqual } from 'node:util'
import type {
  AcceptedFinding,
  Claim,
  Correction,
  CorrectionSet,
  CorrectionWhere,
  Endpoint,
  Evidence,
  Finding,
} from '../schema/types.ts'

/** What is wrong with a correction. */
export type CorrectionFault =
  | 'matches'
  | 'no-effect'
  | 'conflict'
  | 'duplicate-id'
  | 'finding'
  | 'no-value'
  | 'evidence'

/** A correction that does not do what it says. */
export interface CorrectionProblem {
  /** Its file, with the line where that is known: `corrections.yaml:3`. */
  file: string
  /** Its id. */
  correction: string
  fault: CorrectionFault
  /** How many claims should have been selected or changed, or corrections bear the id. */
  expected: number
  /** How many there were. */
  found: number
}

const words: Record<CorrectionFault, (expected: number, found: number) => string> = {
  matches: (expected, found) =>
    `expects ${expected} matching claim(s) but finds ${found}; if the document has changed, adapt or remove it`,
  'no-effect': (expected, found) =>
    `should change ${expected} claim(s) but changes ${found}, as the others say already what it sets; remove it or select fewer`,
  conflict: (expected, found) =>
    `should change ${expected} claim(s), but in ${expected - found} another correction sets the same field; leave the field to one of them`,
  'duplicate-id': (expected, found) =>
    `${found} corrections of the file bear this id, not ${expected}; rename one`,
  finding: (expected, found) =>
    `accepts ${expected} finding(s) but ${found} exist(s); if the document has changed, remove it, else run \`portolan check\` for the new fingerprint`,
  'no-value': () =>
    'accepts findings that propose no single value; write `where`, `set`, `reason` and `evidence` instead',
  evidence: (expected, found) =>
    `gives ${expected} place(s) as evidence, but only ${found} hold(s) the text given; correct the places`,
}

/** Corrections no longer fit the documents: the build must not go on. */
export class CorrectionError extends Error {
  override readonly name = 'CorrectionError'
  /** All that is wrong, in all files; never empty. */
  readonly problems: CorrectionProblem[]

  constructor(problems: CorrectionProblem[]) {
    const lines = problems.map(
      ({ file, correction, fault, expected, found }) =>
        `${file}: ${correction} ${words[fault](expected, found)}`,
    )
    super(lines.join('\n'))
    this.problems = problems
  }
}

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

/** A correction with the claims that it changes. */
export interface Selection {
  correction: Correction
  selected: Claim[]
  /** The new values: its own, or those that the accepted findings propose; empty when these have none. */
  set: CorrectionSet
  /** Why: its own reason, or what the accepted findings say. */
  reason: string
  /** Evidence of the accepted findings; a correction written in full has its own. */
  evidence: Evidence[]
  /** What is wrong with the findings that it accepts. */
  problem: Pick<CorrectionProblem, 'fault' | 'expected' | 'found'> | null
}

/**
 * Selects the claims that each correction changes, among the claims as the document has them.
 *
 * @param corrections those of a source
 * @param claims those of its document
 * @param findings of all documents; accepted ones are looked up here
 */
export function select(corrections: Correction[], claims: Claim[], findings: Finding[]): Selection[] {
  return corrections.map(correction => {
    if ('accept' in correction) return accepting(correction, claims, findings)
    const { where, set, reason } = correction
    const selected = claims.filter(claim => has(where, claim))
    return { correction, selected, set, reason, evidence: [], problem: null }
  })
}

function accepting(correction: AcceptedFinding, claims: Claim[], findings: Finding[]): Selection {
  const wanted = [correction.accept].flat()
  const found = findings.filter(({ fingerprint }) => wanted.includes(fingerprint))
  const [first, ...others] = found.map(({ set }) => set)
  const isOne = first !== undefined && others.every(other => isDeepStrictEqual(other, first))
  const about = new Set(found.flatMap(finding => finding.claims))
  const gone: Selection['problem'] = { fault: 'finding', expected: wanted.length, found: found.length }
  return {
    correction,
    selected: claims.filter(({ id }) => about.has(id)),
    set: first ?? {},
    reason: [...new Set(found.map(({ message }) => message))].join('; '),
    evidence: distinct(found.flatMap(({ evidence }) => evidence)),
    problem:
      found.length !== wanted.length ? gone : isOne ? null : { fault: 'no-value', expected: 1, found: 0 },
  }
}

function distinct(evidence: Evidence[]): Evidence[] {
  return [...new Map(evidence.map(one => [JSON.stringify(one), one])).values()]
}

/**
 * Makes a source's corrections on copies of its claims. Their order does not matter.
 *
 * @param placeOf the file, and line, of a correction as messages name it
 */
export function correct(
  placeOf: (correction: Correction) => string,
  claims: Claim[],
  selections: Selection[],
): Correcting {
  return {
    claims: claims.map(claim => corrected(claim, selections)),
    problems: selections.flatMap(selection =>
      problemsOf(placeOf(selection.correction), selection, selections),
    ),
  }
}

function corrected(literal: Claim, selections: Selection[]): Corrected {
  const mine = selections.filter(({ selected }) => selected.includes(literal))
  const fields = mine.map(({ set }) => fieldsOf(set))
  const claim = fields.length > 0 ? Object.assign({}, literal, ...fields) : literal
  return { literal, claim, corrections: mine.map(({ correction }) => correction.id).sort() }
}

/** A correction fails in one way at a time: of one that selects wrongly it means little what it changes. */
function problemsOf(file: string, selection: Selection, all: Selection[]): CorrectionProblem[] {
  const { correction, selected, set, problem } = selection
  const sameId = all.filter(other => other.correction.id === correction.id).length
  const changed = selected.filter(claim => !has(set, claim)).length
  const alone = selected.filter(claim => !all.some(other => clashes(other, selection, claim))).length
  const checks: [CorrectionFault, number, number][] = [
    ['duplicate-id', 1, sameId],
    ...(problem
      ? [[problem.fault, problem.expected, problem.found] as [CorrectionFault, number, number]]
      : []),
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

function clashes(other: Selection, { correction, set }: Selection, claim: Claim): boolean {
  const both = other.correction !== correction && other.selected.includes(claim)
  return both && Object.keys(other.set).some(field => field in set)
}

/** Whether a claim has all the values given: those that a correction looks for, or those that it would set. */
function has(values: CorrectionWhere & CorrectionSet, claim: Claim): boolean {
  const { context = [], source, destination, ...rest } = values
  return (
    context.every(text => claim.context.includes(text)) &&
    (source === undefined || isDeepStrictEqual(source, labels(claim.source))) &&
    (destination === undefined || isDeepStrictEqual(destination, labels(claim.destination))) &&
    Object.entries(rest).every(([field, value]) => isDeepStrictEqual(value, claim[field as keyof Claim]))
  )
}

/** The values that a correction sets, as a claim has them. */
function fieldsOf({ source, destination, ...rest }: CorrectionSet): Partial<Claim> {
  return {
    ...rest,
    ...(source && { source: endpoints(source) }),
    ...(destination && { destination: endpoints(destination) }),
  }
}

function labels(endpoints: Endpoint[]): string[] {
  return endpoints.map(({ label }) => label)
}

function endpoints(words: string[]): Endpoint[] {
  return words.map(label => ({ label, implied: false }))
}
