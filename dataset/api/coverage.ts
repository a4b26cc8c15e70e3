import { nearest } from '../../schema/nearest.ts'
import type { Flow, When } from '../../schema/types.ts'
import { byVersion, holdsVersion } from '../../schema/versions.ts'
import type { Grouped } from './nodes.ts'
import { type Filter, type QueryFlow, query } from './query.ts'

/** What the documents about a deployment speak of. What they do not speak of is not known, and not to be assumed. */
export interface Coverage {
  product: Flow['product']
  deployment: Flow['deployment']
  /** The earliest and latest version that they are about; empty when they name none. */
  versions: Flow['versions']
  /** For each axis of circumstances the values that they speak of, sorted. */
  axes: { [Axis in keyof When]: string[] }
}

/** As much of a flow as coverage is found in. */
type CoveredFlow = QueryFlow & Pick<Flow, 'versions'>

/**
 * Finds out what documents speak of, for each deployment.
 *
 * @param flows those of the deployments
 */
export function coverage(flows: readonly CoveredFlow[]): Coverage[] {
  const groups = new Map<string, CoveredFlow[]>()
  for (const flow of flows) {
    const key = `${flow.product}/${flow.deployment}`
    groups.set(key, [...(groups.get(key) ?? []), flow])
  }
  return [...groups.values()].map(own => {
    const ends = own.flatMap(({ versions }) => versions.flatMap(({ first, last }) => [first, last]))
    const ordered = ends.sort(byVersion)
    const axes = [...new Set(own.flatMap(({ when }) => Object.keys(when)))].sort() as (keyof When)[]
    return {
      product: own[0]!.product,
      deployment: own[0]!.deployment,
      versions: ordered.length > 0 ? [{ first: ordered[0]!, last: ordered.at(-1)! }] : [],
      axes: Object.fromEntries(axes.map(axis => [axis, valuesOn(axis, own)])),
    }
  })
}

function valuesOn(axis: keyof When, flows: readonly CoveredFlow[]): string[] {
  return [...new Set(flows.flatMap(({ when }) => when[axis] ?? []))].sort()
}

/**
 * Finds names in a filter that the data do not have.
 *
 * @param among all flows there are
 * @param roles the roles and groups there are
 */
export function strangersIn(filter: Filter, among: readonly CoveredFlow[], roles: readonly Grouped[]): Gap[] {
  const ends = () => [...roles.map(({ id }) => id), ...among.flatMap(({ from, to }) => [from.id, to.id])]
  const names: Partial<Record<keyof Filter, () => (string | null)[]>> = {
    product: () => among.map(({ product }) => product),
    deployment: () => among.map(({ deployment }) => deployment),
    protocol: () => among.map(({ protocol }) => protocol),
    service: () => among.map(({ service }) => service),
    from: ends,
    to: ends,
    node: ends,
  }
  return Object.entries(names).flatMap(([part, knownNames]) => {
    const given = listOf(filter[part as keyof Filter] as string | readonly string[] | null | undefined)
    const known = given.length > 0 ? [...new Set(knownNames())].filter(name => name !== null) : []
    return given
      .filter(one => one !== null && !known.includes(one))
      .map((one): Gap => {
        const meant = nearest(one, known)
        return {
          part: part as keyof Filter,
          message: `${part} "${one}" is not in the data${meant ? `; did you mean "${meant}"?` : ''}`,
        }
      })
  })
}

/** Something that was asked for and that no document speaks of. */
export interface Gap {
  /** The part of the filter. */
  part: keyof Filter
  message: string
}

/**
 * Finds versions and circumstances that are asked for, and that no document about the products and deployments asked
 * for speaks of: an answer would be no answer.
 *
 * @param among all flows there are
 * @param roles the roles and groups there are
 */
export function gapsIn(filter: Filter, among: readonly CoveredFlow[], roles: readonly Grouped[]): Gap[] {
  const { product, deployment, archived = false, version, when = {} } = filter
  const scope = query(
    among,
    { ...(product !== undefined && { product }), ...(deployment !== undefined && { deployment }), archived },
    roles,
  )
  if (scope.length === 0) return []
  const ranges = scope.flatMap(({ versions }) => versions)
  const about = [product, deployment].flat().filter(Boolean).join(', ') || 'any product'
  const versions = listOf(version).filter(one => one !== null && !holdsVersion(ranges, one))
  const known = [...new Set(ranges.flatMap(({ first, last }) => [first, last]))].sort(byVersion)
  return [
    ...versions.map((one): Gap => {
      const spoken = known.length > 0 ? `; they are about ${known[0]} to ${known.at(-1)}` : '; they name none'
      return { part: 'version', message: `no document about ${about} is about version ${one}${spoken}` }
    }),
    ...Object.entries(when).flatMap(([axis, values]): Gap[] => {
      const spoken = valuesOn(axis as keyof When, scope)
      const missing = listOf(values as string | readonly string[] | null).filter(one => !spoken.includes(one))
      return missing.map(one => {
        const meant = nearest(one, spoken)
        const others = spoken.length > 0 ? `, only of ${spoken.join(', ')}` : ''
        const advice = meant ? `; did you mean ${meant}?` : ''
        return {
          part: 'when',
          message: `no document about ${about} speaks of ${axis}=${one}${others}${advice}`,
        }
      })
    }),
  ]
}

/**
 * Leaves out deployments whose documents speak of an axis, but not of the value asked for: what they need with it is
 * not known.
 *
 * @param among all flows there are
 * @returns the flows that are left, and the deployments left out, as `product/deployment`
 */
export function covered<F extends CoveredFlow>(
  found: readonly F[],
  filter: Filter,
  among: readonly CoveredFlow[],
): { flows: F[]; left: string[] } {
  const asked = Object.entries(filter.when ?? {}).filter(([, values]) => values !== null)
  const isSilent = ({ axes }: Coverage) =>
    asked.some(([axis, values]) => {
      const spoken = axes[axis as keyof When]
      return (
        spoken !== undefined &&
        !listOf(values as string | readonly string[]).some(one => spoken.includes(one))
      )
    })
  const silent = new Set(
    coverage(among.filter(({ archived }) => filter.archived || !archived))
      .filter(isSilent)
      .map(({ product, deployment }) => `${product}/${deployment}`),
  )
  const keyOf = ({ product, deployment }: CoveredFlow) => `${product}/${deployment}`
  const left = [...new Set(found.map(keyOf).filter(key => silent.has(key)))]
  return { flows: found.filter(flow => !silent.has(keyOf(flow))), left }
}

function listOf<T>(value: T | readonly T[] | null | undefined): readonly T[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value as T]
}
