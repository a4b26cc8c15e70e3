import { type Command, InvalidArgumentError, Option } from 'commander'
import { covered, gapsIn } from '../dataset/api/coverage.ts'
import { expand } from '../dataset/api/nodes.ts'
import { portList } from '../dataset/api/ports.ts'
import { type Filter, query } from '../dataset/api/query.ts'
import type { Dataset } from '../dataset/files.ts'
import { resolve, type Vocabulary } from '../reconcile/index.ts'
import { nearest } from '../schema/nearest.ts'
import type { Flow, Node, Ports, When } from '../schema/types.ts'
import { countFlows } from './format/flows.ts'
import { exit, exitWith, say } from './io.ts'
import { vocabularyOr } from './options.ts'

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
  archived?: boolean
  data?: string
}

const heading = 'Which flows (all that is given must hold; several values: comma-separated):'
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
    new Option('--archived', 'old documents as well, which are kept as they were'),
  ]
}

/**
 * The filter that an API call takes.
 *
 * @param roles the ids that the words for ends mean
 */
function filterOf(asked: Asked, roles: Pick<Asked, 'from' | 'to' | 'node'> = asked): Filter {
  const { direction, port, product, deployment, condition, status, archived } = asked
  const given = {
    product,
    deployment,
    ...roles,
    direction,
    port,
    condition,
    status,
    archived,
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
const statuses: Flow['status'][] = ['stated', 'corrected', 'disputed', 'unreviewed']
/** The axes of conditions in normal form. */
const axes: (keyof When)[] = ['cni', 'overlay', 'datastore', 'ip', 'os', 'feature', 'provider', 'topology']

/** Values of an option that may be given several times. */
export function words(value: string, before: string[] = []): string[] {
  const named = value.split(',').map(word => word.trim())
  if (named.includes('')) throw new InvalidArgumentError('Name something.')
  return [...before, ...named]
}

/** Ports and ranges: `80,30000-32767`. */
function ports(value: string, before: (number | Ports)[] = []): (number | Ports)[] {
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
type Conditions = { [Axis in keyof When]?: string[] }

/** `cni=canal,flannel`: an axis, and values of which any one will do. */
function conditions(value: string, before: Conditions = {}): Conditions {
  const [, axis, word] = /^([^=]+)=(.+)$/.exec(value) ?? []
  if (!word || !axes.includes(axis as keyof When))
    throw new InvalidArgumentError(`Give axis=value, as cni=canal; axes are ${axes.join(', ')}.`)
  const known = before[axis as keyof When] ?? []
  return { ...before, [axis!]: [...known, ...words(word)] }
}

/** Statuses, comma-separated. */
function states(value: string, before: Flow['status'][] = []): Flow['status'][] {
  const named = words(value) as Flow['status'][]
  if (!named.every(state => statuses.includes(state)))
    throw new InvalidArgumentError(`Statuses are ${statuses.join(', ')}.`)
  return [...before, ...named]
}

/** What words for ends of flows mean. */
interface Meant {
  /** Ids of roles, groups, addresses and hosts; words that mean none stay as they are. */
  ids: string[]
  /** Words that are no ids, with what they mean. */
  read: [word: string, ids: string[]][]
}

/** The ids of everything that flows may lead from or to. */
function knownEnds({ flows, roles }: Pick<Dataset, 'flows' | 'roles'>): string[] {
  const ends = flows.flatMap(({ from, to }) => [from.id, to.id])
  return [...new Set([...roles.map(({ id }) => id), ...ends])].sort()
}

/**
 * Finds out which ends are meant: by their ids, or by what documents in any language call them.
 *
 * @param words as they were given
 * @param asked the product and deployment; plain “nodes” are others in each
 * @param vocabulary the words that are known
 */
function meantBy(words: string[], asked: Asked, dataset: Dataset, vocabulary: Vocabulary): Meant {
  const known = knownEnds(dataset)
  const meant: Meant = { ids: [], read: [] }
  for (const word of words) {
    const id = known.find(id => id.toLowerCase() === word.toLowerCase())
    const spoken = id ? [] : spokenOf(word, asked, dataset, vocabulary).filter(id => known.includes(id))
    if (spoken.length > 0) meant.read.push([word, spoken])
    meant.ids.push(...(id ? [id] : spoken.length > 0 ? spoken : [word]))
  }
  return meant
}

/** Words on the pages asked for; where none are named, what the words mean anywhere. */
function spokenOf(
  word: string,
  { product, deployment }: Asked,
  { flows }: Dataset,
  vocabulary: Vocabulary,
): string[] {
  const anywhere = product || deployment ? null : resolve(word, { product: '', deployment: '' }, vocabulary)
  if (anywhere) return anywhere.map(({ id }) => id)
  const pages = flows.filter(
    flow => (product?.includes(flow.product) ?? true) && (deployment?.includes(flow.deployment) ?? true),
  )
  const scopes = new Map(pages.map(page => [`${page.product}/${page.deployment}`, page]))
  const nodes = [...scopes.values()].flatMap(scope => resolve(word, scope, vocabulary) ?? [])
  return [...new Set(nodes.map(({ id }) => id))]
}

/** Most values that are listed of many. */
const most = 8

/** Parts of a filter that take names, with the names there are. */
const names: Partial<Record<keyof Filter, (dataset: Dataset) => (string | null)[]>> = {
  from: knownEnds,
  to: knownEnds,
  node: knownEnds,
  product: ({ flows }) => flows.map(({ product }) => product),
  version: ({ sources }) => sources.flatMap(({ versions }) => (versions.length > 0 ? versions : [null])),
  deployment: ({ flows }) => flows.map(({ deployment }) => deployment),
  protocol: ({ flows }) => flows.map(({ protocol }) => protocol),
  service: ({ flows, services }) => [...services.map(({ id }) => id), ...flows.map(({ service }) => service)],
}

/** A part of a filter, as the command line has it, and what is to be said of it. */
interface Hint {
  part: string
  text: string
}

/** Tells of names that the dataset does not know, with the nearest that it does. */
function unknownNames(filter: Filter, dataset: Dataset): Hint[] {
  return Object.entries(names).flatMap(([part, of]) =>
    unknown(part, `--${part} `, listOf(filter[part as keyof Filter]), () => of(dataset)),
  )
}

function unknown(
  part: string,
  option: string,
  given: readonly unknown[],
  there: () => (string | null)[],
): Hint[] {
  const known = given.length === 0 ? [] : distinct(there())
  return given
    .filter((value): value is string => typeof value === 'string' && !known.includes(value))
    .map(value => {
      const meant = nearest(value, known)
      const advice = meant ? `did you mean ${meant}?` : `there are ${some(known)}`
      return { part, text: `${option}${value}: not in the dataset; ${advice}` }
    })
}

/** For each part of a filter that finds nothing: what is found without it. */
function loosened(filter: Filter, { flows, roles }: Dataset): Hint[] {
  const parts = (Object.keys(filter) as (keyof Filter)[]).filter(part => part !== 'direction')
  return parts.flatMap(part => {
    const { [part]: given, direction, ...rest } = filter
    const found = query(flows, part === 'node' ? rest : { ...rest, ...(direction && { direction }) }, roles)
    const isSole = parts.length === 1
    if (found.length > 0 && !isSole)
      return [{ part, text: `without --${part}: ${countFlows(found.length)}${there(part, found, filter)}` }]
    const isKnown = query(flows, { [part]: given }, roles).length > 0
    return part === 'port' && !isKnown ? [{ part, text: near(filter, flows) }] : []
  })
}

/** What flows have in the place of what was asked for. */
function there(part: keyof Filter, found: Flow[], filter: Filter): string {
  if (part === 'port') return `, ${portsNear(found, filter)}`
  const ends = part === 'from' || part === 'to'
  const plain = ['product', 'deployment', 'protocol', 'service', 'status'] as const
  const name = plain.find(name => name === part)
  const values = ends ? found.map(flow => flow[part].id) : name ? found.map(flow => flow[name]) : []
  return values.length > 0 ? `, --${part} ${some(distinct(values))}` : ''
}

function near(filter: Filter, flows: Flow[]): string {
  return `--port ${listOf(filter.port).map(portText).join(',')}: ${portsNear(flows, filter)}`
}

/** The ports of flows; of many the nearest to those asked for. */
function portsNear(flows: Flow[], filter: Filter): string {
  const asked = listOf(filter.port).map(port => (typeof port === 'number' ? port : port.first))
  const far = ({ ports }: Flow) =>
    ports
      ? Math.min(...asked.flatMap(port => [Math.abs(ports.first - port), Math.abs(ports.last - port)]))
      : 1e6
  const numbered = flows.filter(({ ports }) => ports)
  const keys = distinct(
    numbered.toSorted((a, b) => far(a) - far(b)).map(flow => portText(flow.ports!)),
    false,
  )
  const kept = new Set(keys.slice(0, most))
  const shown = numbered
    .filter(flow => kept.has(portText(flow.ports!)))
    .map(flow => ({ ...flow, required: true }))
  return `${keys.length > most ? 'nearest' : 'on'} ${portList(shown) || 'no port'}`
}

function portText(port: number | Ports): string {
  if (typeof port === 'number') return String(port)
  return port.first === port.last ? String(port.first) : `${port.first}-${port.last}`
}

function some(values: string[]): string {
  const more = values.length > most ? `, … (${values.length} in all)` : ''
  return `${values.slice(0, most).join(', ')}${more}`
}

function distinct(values: readonly (string | null)[], sorted = true): string[] {
  const unique = [...new Set(values.map(value => value ?? 'none'))]
  return sorted ? unique.sort() : unique
}

function listOf<T>(value: T | readonly T[] | null | undefined): readonly T[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value as T]
}

/** A flow for each role that its groups stand for. */
function expanded(flow: Flow, { roles }: Dataset): Flow[] {
  const ends = (node: Node): Node[] =>
    node.kind === 'group' ? expand(node.id, roles).map(id => ({ kind: 'role', id })) : [node]
  return ends(flow.from).flatMap(from => ends(flow.to).map(to => ({ ...flow, from, to })))
}

/** `cni=calico, os=linux` */
function whenWords({ when = {} }: Filter): string {
  return Object.entries(when)
    .map(([axis, values]) => `${axis}=${listOf(values).join('/')}`)
    .join(', ')
}

/**
 * Finds the flows that are asked for, and reports how words were read and which names the dataset does not know.
 * When there are none, it reports what is near, and sets the exit status.
 *
 * @returns null when there are none
 */
export async function flowsFor(
  asked: Asked & { expand?: boolean; quiet?: boolean },
  dataset: Dataset,
  command: Command,
): Promise<Flow[] | null> {
  if (asked.direction && !asked.node)
    command.error('error: --direction is seen from a node; name it with --node')
  const tell = (message: string) => asked.quiet || say(message)
  const roles = { from: asked.from, to: asked.to, node: asked.node }
  for (const [end, words] of Object.entries(roles)) {
    const meant = words && meantBy(words, asked, dataset, await vocabularyOr(command))
    if (meant) roles[end as keyof typeof roles] = meant.ids
    for (const [word, ids] of meant?.read ?? []) tell(`“${word}” is ${ids.join(', ')}`)
  }
  const filter = filterOf(asked, roles)
  const strange = unknownNames(filter, dataset)
  const gaps = gapsIn(filter, dataset.flows, dataset.roles)
  const all = gaps.length > 0 ? [] : query(dataset.flows, filter, dataset.roles)
  const { flows: whole, left } = covered(all, filter, dataset.flows)
  // What groups stand for is asked once more: a flow of a group may be that of others than those asked for.
  const found = asked.expand
    ? query(
        whole.flatMap(flow => expanded(flow, dataset)),
        filter,
        dataset.roles,
      )
    : whole
  if (found.length > 0) {
    for (const { text } of strange) tell(text)
    for (const name of left) tell(`${name} is left out: its documents do not speak of ${whenWords(filter)}`)
    return found
  }
  if (gaps.length > 0) {
    tell(gaps.map(({ message }) => message).join('\n  '))
    exitWith(exit.holds)
    return null
  }
  const looser = loosened(filter, dataset).filter(hint => !strange.some(({ part }) => part === hint.part))
  tell(['no flow matches', ...[...strange, ...looser].map(({ text }) => text)].join('\n  '))
  exitWith(exit.holds)
  return null
}
