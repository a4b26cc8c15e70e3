import type { Flow, Source, VersionRange } from './types.ts'

/**
 * Order of versions as people count: `1.9` before `1.10`, `1.10-rc` before `1.10`, words after numbers.
 *
 * @returns negative when `a` is earlier
 */
export function byVersion(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)]
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = comparePart(x[i], y[i])
    if (difference !== 0) return difference
  }
  return a < b ? -1 : a > b ? 1 : 0
}

function partsOf(version: string): string[] {
  return version.toLowerCase().match(/\d+|[a-z]+/g) ?? []
}

/** A number goes before the end, the end before words at the end (`1.10-rc`), but words first come last (`main`). */
function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  const rank = (part: string | undefined) => (part === undefined ? 1 : /^\d/.test(part) ? 2 : 0)
  const [x, y] = [rank(a), rank(b)]
  if (x === 2 && y === 2) return Number(a) - Number(b)
  if (x !== y) return x - y
  return a! < b! ? -1 : 1
}

/** The versions that a source is about, in the order of versions; none when its document names none. */
export function versionsOf({ version, versions }: Pick<Source, 'version' | 'versions'>): string[] {
  const listed = versions?.map(one => (typeof one === 'string' ? one : one.version))
  return (listed ?? (version === null ? [] : [version])).toSorted(byVersion)
}

/**
 * Whether a version is within one of the ranges: `2.9.4` is a version of `2.9`.
 *
 * @param version null is within no range at all, and fits flows whose documents name none
 */
export function holdsVersion(ranges: readonly VersionRange[], version: string | null): boolean {
  if (version === null) return ranges.length === 0
  const isIn = (last: string) => byVersion(version, last) <= 0 || version.startsWith(`${last}.`)
  return ranges.some(({ first, last }) => byVersion(first, version) <= 0 && isIn(last))
}

/** Versions of a flow in words: `2.8–2.11`, `1.2, 1.4–1.6`; empty when its documents name none. */
export function versionText({ versions }: Pick<Flow, 'versions'>): string {
  return versions.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(', ')
}

/**
 * Puts single versions together to ranges.
 *
 * @param versions those that something holds for, in any order
 * @param all the versions of the product, in their order
 */
export function rangesOf(versions: readonly string[], all: readonly string[]): VersionRange[] {
  const wanted = new Set(versions)
  const ranges: VersionRange[] = []
  let last = -2
  for (const [i, version] of all.entries()) {
    if (!wanted.has(version)) continue
    if (i === last + 1) ranges.at(-1)!.last = version
    else ranges.push({ first: version, last: version })
    last = i
  }
  return ranges
}
