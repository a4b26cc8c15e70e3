import type { Checked } from '../../check/index.ts'
import type { Extraction } from '../../extract/index.ts'
import { LimitError } from '../../extract/limits.ts'
import type { Reconciliation } from '../../reconcile/index.ts'
import type { Claim, Finding } from '../../schema/types.ts'
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

/** What became of a document that was tried. */
export interface Outcome {
  failure: Failure | null
  /** What was seen on the way: repairs, shapes of claims, rules, classes of changes. */
  features: string[]
}

/**
 * Takes a document through all stages and tells what does not hold; one beyond a limit may be refused.
 *
 * @param whole false: only what is quick, which leaves out mending and comparing
 */
export function inspect(input: Input, whole = true): Outcome {
  const features = new Set<string>()
  try {
    const single = inspectAlone(input, features)
    if (whole) inspectWith(counterpart(input), { input, ...single }, features)
    return { failure: null, features: [...features] }
  } catch (error) {
    if (error instanceof LimitError) return { failure: null, features: [`limit ${error.limit}`] }
    return { failure: failureOf(error), features: [...features] }
  }
}

/** A document that was read and checked. */
interface Single {
  input: Input
  reading: Extraction
  flows: Reconciliation
  checked: Checked
}

function inspectAlone(input: Input, features: Set<string>): Omit<Single, 'input'> {
  const reading = readingOf(input)
  frozen(reading.claims)
  for (const { ruleId } of reading.messages) features.add(`message ${ruleId}`)
  for (const claim of reading.claims) features.add(shapeOf(claim))
  const flows = flowsOf(reading.claims)
  const checked = findingsOf([input])
  frozen(checked.findings)
  for (const finding of checked.findings) features.add(`rule ${finding.rule} ${editOf(finding)}`)
  checkReports(checked, reading.claims)
  return { reading, flows, checked }
}

function inspectWith(other: Input, { input, reading, flows, checked }: Single, features: Set<string>): void {
  checkAgain([input], checked.findings)
  checkMending(input, checked.findings)
  const both = findingsOf([input, other])
  for (const { rule } of both.findings) features.add(`both ${rule}`)
  const otherReading = readingOf(other)
  const there = differenceOf(
    stateOf(input, reading, checked.findings),
    stateOf(other, otherReading, findingsOf([other]).findings),
  )
  const data = differenceOf(datasetOf(reading, flows), datasetOf(otherReading, flowsOf(otherReading.claims)))
  for (const { changes } of [there, data]) for (const { class: id } of changes) features.add(`change ${id}`)
  checkReports(both, otherReading.claims)
  checkDifferenceReports(there)
}

function shapeOf({
  kind,
  pattern,
  protocol,
  ports,
  portText,
  source,
  destination,
  direction,
  local,
  repairs,
  spans,
}: Claim): string {
  const ends = [source, destination].map(list => (list.length > 1 ? 2 : list.length)).join('')
  const port = ports ? (ports.first === ports.last ? 'port' : 'range') : portText === null ? 'none' : 'words'
  const known = Object.values(spans)
    .map(span => (span ? 1 : 0))
    .join('')
  return ['claim', kind, pattern, protocol, port, ends, direction, local, known, ...repairs].join(' ')
}

function editOf({ suggestion }: Finding): string {
  if (!suggestion) return 'none'
  return suggestion.replacement !== null && suggestion.span ? 'edit' : 'words'
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
