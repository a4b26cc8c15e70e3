/** How far a version moves. */
export type Step = 'major' | 'minor' | 'patch'

/** The steps, the farthest first. */
export const steps: Step[] = ['major', 'minor', 'patch']

/** The farther of two steps; null is none. */
export function farther(a: Step | null, b: Step | null): Step | null {
  return steps.find(step => step === a || step === b) ?? null
}

/**
 * The version that follows. Before 1.0.0 each step moves what stands one place further right, so that a range
 * like `^0.1.0` still takes in all that breaks nothing.
 *
 * @throws {Error} when the version is no release
 */
export function next(version: string, step: Step): string {
  const [major, minor, patch] = numbersOf(version)
  const place = steps.indexOf(step) + (major === 0 ? 1 : 0)
  if (place === 0) return `${major + 1}.0.0`
  return place === 1 ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** The version with which names and shapes are promised to hold. */
export const stable = '1.0.0'

/** Whether a version may follow another one by a step. */
export function follows(before: string, step: Step, version: string): boolean {
  return version === next(before, step) || (version === stable && byVersion(before, stable) > 0)
}

/** Puts versions in order, the latest first. */
export function byVersion(a: string, b: string): number {
  const [one, other] = [numbersOf(a), numbersOf(b)]
  const i = one.findIndex((number, at) => number !== other[at])
  return i < 0 ? 0 : other[i]! - one[i]!
}

function numbersOf(version: string): [major: number, minor: number, patch: number] {
  const found = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)
  if (!found) throw new Error(`'${version}' is no version of a release, as 1.2.3`)
  return [Number(found[1]), Number(found[2]), Number(found[3])]
}
