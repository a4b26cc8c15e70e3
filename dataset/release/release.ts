import { diff } from '../../diff/index.ts'
import type { Change, Difference } from '../../schema/types.ts'
import { type Reason, reasonsFor, stepOf } from './policy.ts'
import { byVersion, farther, next, type Step, stable } from './semver.ts'
import { type Snapshot, stateOf } from './snapshot.ts'

/** What a version of the data brought: one file of the feed. */
export interface Release {
  version: string
  /** The version before; null for the first. */
  previous: string | null
  /** Day, as 2026-01-31. */
  date: string
  /** How far the version moved; null for the first. */
  step: Step | null
  reasons: Reason[]
  /** How many flows there are. */
  flows: number
  counts: Difference['counts']
  /** How many findings came and went. */
  findings: { appeared: number; gone: number }
  changes: Change[]
}

const none = { open: 0, close: 0, review: 0, none: 0 }

/** The first release: nothing has changed, as there was nothing. */
export function firstRelease(now: Snapshot, date: string): Release {
  const nothing = { previous: null, step: null, reasons: [], counts: none, changes: [] }
  return {
    version: now.version,
    date,
    ...nothing,
    flows: now.flows.length,
    findings: { appeared: 0, gone: 0 },
  }
}

/**
 * The release that follows another one.
 *
 * @param least the step that is taken at the least: of the package's functions nothing is known here
 * @param isStable whether it is to be 1.0.0, if that is still ahead
 * @returns null when nothing has changed
 */
export function nextRelease(
  before: Snapshot,
  now: Snapshot,
  date: string,
  least: Step | null,
  isStable = false,
): Release | null {
  const difference = diff(stateOf(before), stateOf(now))
  const reasons = reasonsFor(before, now, difference)
  const step = farther(stepOf(reasons), least)
  if (step === null) return null
  const { counts, changes, findings } = difference
  return {
    version: isStable && byVersion(before.version, stable) > 0 ? stable : next(before.version, step),
    previous: before.version,
    date,
    step,
    reasons,
    flows: now.flows.length,
    counts,
    findings: { appeared: findings?.appeared.length ?? 0, gone: findings?.gone.length ?? 0 },
    changes,
  }
}
