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
    super(problems.map(problem => `${problem.file}: ${problem.correction} ${saying(problem)}`).join('\n'))
    this.problems = problems
  }
}

function saying({ fault, expected, found }: CorrectionProblem): string {
  return words[fault](expected, found)
}
