import { portList } from '../../dataset/api/ports.ts'
import { type Filter, query } from '../../dataset/api/query.ts'
import type { Dataset } from '../../dataset/files.ts'
import { nearest } from '../../schema/nearest.ts'
import type { Flow, Ports, When } from '../../schema/types.ts'
import { knownEnds } from '../role-words.ts'
import { countFlows } from './flows.ts'

/** Most values that are listed of many. */
const most = 8

/** Parts of a filter that take names, with the names there are. */
const names: Partial<Record<keyof Filter, (dataset: Dataset) => (string | null)[]>> = {
  from: knownEnds,
  to: knownEnds,
  node: knownEnds,
  product: ({ flows }) => flows.map(({ product }) => product),
  version: ({ flows }) => flows.map(({ version }) => version),
  deployment: ({ flows }) => flows.map(({ deployment }) => deployment),
  protocol: ({ flows }) => flows.map(({ protocol }) => protocol),
  service: ({ flows, services }) => [...services.map(({ id }) => id), ...flows.map(({ service }) => service)],
}

/** A part of a filter, as the command line has it, and what is to be said of it. */
export interface Hint {
  part: string
  text: string
}

/** Tells of names that the dataset does not know, with the nearest that it does. */
export function unknownNames(filter: Filter, dataset: Dataset): Hint[] {
  const plain = Object.entries(names).flatMap(([part, of]) =>
    unknown(part, `--${part} `, listOf(filter[part as keyof Filter]), () => of(dataset)),
  )
  const axes = Object.entries(filter.when ?? {}).flatMap(([axis, values]) =>
    unknown('when', `--when ${axis}=`, listOf(values), () =>
      dataset.flows.flatMap(({ when }) => when[axis as keyof When] ?? []),
    ),
  )
  return [...plain, ...axes]
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
export function loosened(filter: Filter, { flows, roles }: Dataset): Hint[] {
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
  if (part === 'port') return `, ${ports(found, filter)}`
  const ends = part === 'from' || part === 'to'
  const plain = ['product', 'version', 'deployment', 'protocol', 'service', 'status'] as const
  const name = plain.find(name => name === part)
  const values = ends ? found.map(flow => flow[part].id) : name ? found.map(flow => flow[name]) : []
  return values.length > 0 ? `, --${part} ${some(distinct(values))}` : ''
}

function near(filter: Filter, flows: Flow[]): string {
  return `--port ${listOf(filter.port).map(portText).join(',')}: ${ports(flows, filter)}`
}

/** The ports of flows; of many the nearest to those asked for. */
function ports(flows: Flow[], filter: Filter): string {
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
