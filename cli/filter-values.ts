import { InvalidArgumentError } from 'commander'
import type { Flow, Ports, When } from '../schema/types.ts'

/** What a flow's status may be. */
export const statuses: Flow['status'][] = ['stated', 'corrected', 'disputed']
/** The axes of conditions in normal form. */
export const axes: (keyof When)[] = ['cni', 'os', 'feature', 'provider', 'topology']

/** Values of an option that may be given several times. */
export function words(value: string, before: string[] = []): string[] {
  const named = value.split(',').map(word => word.trim())
  if (named.includes('')) throw new InvalidArgumentError('Name something.')
  return [...before, ...named]
}

/** Ports and ranges: `80,30000-32767`. */
export function ports(value: string, before: (number | Ports)[] = []): (number | Ports)[] {
  return [...before, ...words(value).map(portOf)]
}

function portOf(word: string): number | Ports {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(word) ?? []
  const range = { first: Number(first), last: Number(last ?? first) }
  if (first === undefined || range.last > 65535 || range.last < range.first)
    throw new InvalidArgumentError('Give a port from 0 to 65535, or a range such as 30000-32767.')
  return last === undefined ? range.first : range
}

/** Values by the axes that they are on. */
export type Conditions = { [Axis in keyof When]?: string[] }

/** `cni=canal,flannel`: an axis, and values of which any one will do. */
export function conditions(value: string, before: Conditions = {}): Conditions {
  const [, axis, word] = /^([^=]+)=(.+)$/.exec(value) ?? []
  if (!word || !axes.includes(axis as keyof When))
    throw new InvalidArgumentError(`Give axis=value, as cni=canal; axes are ${axes.join(', ')}.`)
  const known = before[axis as keyof When] ?? []
  return { ...before, [axis!]: [...known, ...words(word)] }
}

/** Statuses, parted by commas. */
export function states(value: string, before: Flow['status'][] = []): Flow['status'][] {
  const named = words(value) as Flow['status'][]
  if (!named.every(state => statuses.includes(state)))
    throw new InvalidArgumentError(`Statuses are ${statuses.join(', ')}.`)
  return [...before, ...named]
}
