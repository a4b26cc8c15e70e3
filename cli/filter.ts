import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Filter } from '../dataset/api/query.ts'
import type { Flow, Ports, When } from '../schema/types.ts'

/** Which flows are asked for, as the command line has it. */
export interface Asked {
  from?: string[]
  to?: string[]
  node?: string[]
  direction?: 'inbound' | 'outbound'
  port?: (number | Ports)[]
  product?: string[]
  version?: string[]
  deployment?: string[]
  protocol?: string[]
  service?: string[]
  when?: Conditions
  condition?: string
  status?: Flow['status'][]
  data?: string
}

const heading = 'Which flows (all that is given must hold; several values are parted by commas):'
/** The word for a value that is missing. */
const none = 'none'

/**
 * Adds the options that choose flows, and the one that names the dataset.
 *
 * @param without names of options that mean something else here
 */
export function withFilter(command: Command, without: string[] = []): Command {
  for (const option of options())
    if (!without.includes(option.name())) command.addOption(option.helpGroup(heading))
  return command.addOption(dataOption())
}

/** The option that names the dataset. */
export function dataOption(): Option {
  return new Option(
    '--data <folder>',
    'the dataset (default: dataset/ of this checkout, else the packaged one)',
  )
}

function options(): Option[] {
  const list = (flags: string, description: string) => new Option(flags, description).argParser(words)
  return [
    list('--from <role>', 'the end that starts the traffic; a group stands for its roles'),
    list('--to <role>', 'the end that listens'),
    list('--node <role>', 'either end'),
    new Option('--direction <direction>', 'seen from --node').choices(['inbound', 'outbound']),
    new Option(
      '--port <number>',
      'a port finds the ranges that hold it, a range all that it meets',
    ).argParser(ports),
    list('--protocol <protocol>', 'tcp, udp, …; none: where no document names one'),
    list('--service <service>', 'what listens; none: not known'),
    list('--product <product>', 'the product that the documents are about'),
    list('--version <version>', 'its version; none: the documents name none'),
    list('--deployment <deployment>', 'how it is installed'),
    new Option(
      '--when <axis=value>',
      `what the installation is like, so that flows for others are left out; none: nothing of the kind (axes: ${axes.join(', ')})`,
    ).argParser(conditions),
    new Option('--condition <words>', 'words that a condition of the flow must hold'),
    new Option('--status <status>', `of ${statuses.join(', ')}`).argParser(states),
  ]
}

/**
 * The filter that an API call takes.
 *
 * @param roles the ids that the words for ends mean
 */
export function filterOf(asked: Asked, roles: Pick<Asked, 'from' | 'to' | 'node'> = asked): Filter {
  const { direction, port, product, deployment, condition, status } = asked
  const given = {
    product,
    deployment,
    ...roles,
    direction,
    port,
    condition,
    status,
    when: whenOf(asked.when),
  }
  const nullable = { version: asked.version, protocol: asked.protocol, service: asked.service }
  const filter = {
    ...given,
    ...Object.fromEntries(Object.entries(nullable).map(([name, values]) => [name, values?.map(orNull)])),
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

function whenOf(when: Asked['when']): Filter['when'] {
  if (!when) return undefined
  return Object.fromEntries(
    Object.entries(when).map(([axis, values]) => [axis, values.includes(none) ? null : values]),
  )
}

function orNull(value: string): string | null {
  return value === none ? null : value
}

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
