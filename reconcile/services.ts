import type { Node, Ports, Protocol } from '../schema/types.ts'
import type { Roles } from './roles-vocabulary.ts'
import { escapeLiteral, normalize, wholeWords } from './text.ts'
import type { Vocabulary } from './vocabulary.ts'

/** One service in `services.yaml`. */
export interface ServiceEntry {
  title: string
  names: string[]
  /** `tcp/6443`, `udp/6783-6784` */
  ports: string[]
  /** Roles that the service runs on; only for telling it by its port. */
  to?: string[]
  /** Likewise the product that it belongs to. */
  product?: string
  /** Roles of the nodes that alone run it, and those that are such by `is-a`; every node may when this is missing. */
  on?: string[]
}

/** What a service can be told by. */
export interface Clues {
  /** The words for the purpose, the best first. */
  words: (string | null)[]
  protocol: Protocol | null
  ports: Ports | null
  to: Node
  product: string
}

/** A service, ready for use. */
export interface Service extends Omit<ServiceEntry, 'names'> {
  id: string
  names: RegExp[]
  /** Those of its names that are words, as the file has them. */
  words: string[]
}

interface Mention {
  service: Service
  start: number
  end: number
}

/** The content of `services.yaml`. */
export interface ServicesFile {
  services: Record<string, Partial<ServiceEntry>>
}

/**
 * Names the service that listens.
 * Words go first: a mistyped port must not lead to another service.
 *
 * @returns its id; null when neither words nor port tell one alone
 */
export function serviceOf(clues: Clues, vocabulary: Vocabulary): string | null {
  const told = clues.words.map(words =>
    words === null ? null : byWords(normalize(words), clues, vocabulary),
  )
  return (told.find(service => service !== null) ?? byPort(clues, vocabulary))?.id ?? null
}

/**
 * Makes the services ready for use; entries that were added to the file need not say everything.
 *
 * @param file all services, those of products among them
 */
export function buildServices(file: ServicesFile, { isA }: Roles): Map<string, Service> {
  const services = Object.entries(file.services).map(([id, entry]): Service => {
    const also = [...isA].filter(([, general]) => general.some(role => entry.on?.includes(role)))
    return {
      ...entry,
      id,
      title: entry.title ?? id,
      names: (entry.names ?? []).map(expressionOf),
      words: (entry.names ?? []).filter(name => !expression.test(name)),
      ports: entry.ports ?? [],
      ...(entry.on && { on: [...new Set([...entry.on, ...also.map(([role]) => role)])] }),
    }
  })
  return new Map(services.map(service => [service.id, service]))
}

const expression = /^\/(.+)\/$/

function expressionOf(name: string): RegExp {
  const own = expression.exec(name)?.[1]
  return wholeWords(own ?? `${escapeLiteral(normalize(name))}s?`)
}

/** The services that words name, however many. */
export function servicesNamed(words: string, { services }: Vocabulary): Service[] {
  const normal = normalize(words)
  const all = [...services.values()].flatMap(service => mentions(service, normal))
  return [...new Set(longest(all).map(mention => mention.service))]
}

/** Of services named side by side, the port decides. */
function byWords(words: string, clues: Clues, vocabulary: Vocabulary): Service | null {
  const candidates = servicesNamed(words, vocabulary)
  return sole(candidates) ?? sole(candidates.filter(service => fits(service, clues)))
}

function mentions(service: Service, words: string): Mention[] {
  const found = service.names.map(name => name.exec(words)).filter(match => match !== null)
  return found.map(match => ({ service, start: match.index, end: match.index + match[0].length }))
}

/** "Read-only kubelet" is no mention of the kubelet: the longer of two overlapping names is meant. */
function longest(all: Mention[]): Mention[] {
  const length = ({ start, end }: Mention) => end - start
  const covers = (one: Mention, other: Mention) =>
    one.start < other.end && other.start < one.end && length(one) > length(other)
  return all.filter(mention => !all.some(other => covers(other, mention)))
}

function byPort(clues: Clues, { services }: Vocabulary): Service | null {
  const open = [...services.values()].filter(
    service => fits(service, clues) && (service.product ?? clues.product) === clues.product,
  )
  const running = open.filter(service => service.to?.includes(clues.to.id))
  return sole(running.length > 0 ? running : open.filter(service => service.to === undefined))
}

function fits(service: Service, { protocol, ports }: Clues): boolean {
  if (ports === null) return false
  const range = ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`
  return service.ports.some(port =>
    protocol === null ? port.endsWith(`/${range}`) : port === `${protocol}/${range}`,
  )
}

function sole<T>(candidates: T[]): T | null {
  return candidates.length === 1 ? (candidates[0] ?? null) : null
}
