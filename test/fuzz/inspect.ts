import type { Checked } from '../../check/index.ts'
import type { Extraction } from '../../extract/index.ts'
import { LimitError } from '../../extract/limits.ts'
import type { Reconciliation } from '../../reconcile/index.ts'
import { Broken, frozen } from './broken.ts'
import { counterpart, type Input } from './input.ts'
import { datasetOf, differenceOf, stateOf } from './invariants/differences.ts'
import { checkAgain, findingsOf } from './invariants/findings.ts'
import { flowsOf } from './invariants/flows.ts'
import { checkMending } from './invariants/mending.ts'
import { readingOf } from './invariants/reading.ts'
import { checkDifferenceReports, checkReports } from './invariants/reports.ts'

/** What does not hold of a document. */
export interface Failure {
  kind: string
  /** Tells this fault from others of its kind; the same input gives the same. */
  detail: string
  message: string
}

/**
 * Takes a document through all stages; one beyond a limit may be refused.
 *
 * @param whole false: only what is quick, which leaves out fixing and comparing
 * @returns what does not hold; null when everything does
 */
export async function inspect(input: Input, whole = true): Promise<Failure | null> {
  try {
    const single = await inspectAlone(input)
    if (whole) await inspectWith(counterpart(input), { input, ...single })
    return null
  } catch (error) {
    return error instanceof LimitError ? null : failureOf(error)
  }
}

/** A document that was read and checked. */
interface Single {
  input: Input
  reading: Extraction
  flows: Reconciliation
  checked: Checked
}

async function inspectAlone(input: Input): Promise<Omit<Single, 'input'>> {
  const reading = await readingOf(input)
  frozen(reading.claims)
  const flows = flowsOf(reading.claims)
  const checked = await findingsOf([input])
  frozen(checked.findings)
  checkReports(checked, reading.claims)
  return { reading, flows, checked }
}

async function inspectWith(other: Input, { input, reading, flows, checked }: Single): Promise<void> {
  await checkAgain([input], checked.findings)
  await checkMending(input, checked.findings)
  const otherReading = await readingOf(other)
  const there = differenceOf(
    stateOf(input, reading, checked.findings),
    stateOf(other, otherReading, (await findingsOf([other])).findings),
  )
  differenceOf(datasetOf(reading, flows), datasetOf(otherReading, flowsOf(otherReading.claims)))
  checkReports(await findingsOf([input, other]), otherReading.claims)
  checkDifferenceReports(there)
}

function failureOf(error: unknown): Failure {
  if (error instanceof Broken) return { kind: error.kind, detail: error.detail, message: error.message }
  if (!(error instanceof Error)) return { kind: 'throws', detail: typeof error, message: String(error) }
  return { kind: 'throws', detail: `${error.name} ${frameOf(error)}`, message: error.message }
}

/** The innermost function of ours that an error came out of. */
function frameOf({ stack = '' }: Error): string {
  const frames = [
    ...stack.matchAll(
      /at (?:(\S+) .*?)?[^\s(]*?\/((?:extract|reconcile|check|diff|cli|schema)\/[\w/.-]+\.ts):/g,
    ),
  ]
  const [frame] = frames
  return frame ? `${frame[1] ?? ''} ${frame[2]}` : ''
}
