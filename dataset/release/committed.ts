import { validate } from '../../schema/validate.ts'
import { changelogOf } from './changelog.ts'
import type { Release } from './release.ts'
import { byVersion, follows } from './semver.ts'
import type { Snapshot } from './snapshot.ts'

/** What is committed of releases. */
export interface Committed {
  /** Version in the package's description. */
  version: string
  releases: Release[]
  snapshot: Snapshot | null
  changelog: string | null
  /** Versions in the feed's index. */
  index: string | null
}

/** Tells what of the committed files does not fit together, each with its mend; nothing when all does. */
export function problemsOf(committed: Committed): string[] {
  const { version, snapshot, releases, changelog, index } = committed
  const sorted = releases.toSorted((a, b) => byVersion(a.version, b.version))
  const [latest] = sorted
  if (!latest) return snapshot ? ['released/ holds a version that changes/ lacks'] : []
  return [
    ...(latest.version === version
      ? []
      : [`package.json is at ${version}, and the latest release is ${latest.version}`]),
    ...(latest.version === snapshot?.version
      ? []
      : [`released/ lacks ${latest.version}, the latest release`]),
    ...(changelog === changelogOf(releases) ? [] : ['CHANGELOG.md is not what changes/ tells']),
    ...(index === indexOf(releases) ? [] : ['changes/index.json is not what changes/ holds']),
    ...sorted.flatMap((release, i) => chainProblems(release, sorted[i + 1])),
    ...releases.flatMap(shapeProblems),
  ]
}

/** The feed's table of contents, the latest first. */
export function indexOf(releases: Release[]): string {
  const sorted = releases.toSorted((a, b) => byVersion(a.version, b.version))
  const entries = sorted.map(({ version, previous, date, step, counts }) => ({
    version,
    previous,
    date,
    step,
    counts,
  }))
  return `[\n${entries.map(entry => JSON.stringify(entry)).join(',\n')}\n]\n`
}

function chainProblems({ version, previous, step, date }: Release, before: Release | undefined): string[] {
  if (previous !== (before?.version ?? null))
    return [`changes/${version}.json does not follow ${before?.version ?? 'nothing'}`]
  if (!before || step === null) return []
  const wrong = [
    ...(follows(before.version, step, version)
      ? []
      : [`changes/${version}.json is no ${step} step from ${before.version}`]),
    ...(before.date <= date ? [] : [`changes/${version}.json is older than ${before.version}`]),
  ]
  return wrong
}

function shapeProblems({ version, changes }: Release): string[] {
  try {
    for (const change of changes) validate('change', change, `changes/${version}.json`)
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}
