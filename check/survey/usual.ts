import { compileWords } from '../../extract/trees.ts'
import type { Service, Vocabulary } from '../../reconcile/index.ts'
import { contentOf } from '../load.ts'

/** A service of the registry: what products really use. */
export interface RegisteredService {
  id: string
  /** Words by which pages call it. */
  names: string[]
  /** `tcp/22`. */
  ports: string[]
  /** Where its ports are documented; null where IANA assigns them. */
  reference: string | null
}

/** The services of the registry. */
export function registeredServices(): RegisteredService[] {
  const file = contentOf<Record<string, { names: string[]; ports: string[]; reference?: string }>>('services')
  return Object.entries(file).map(([id, { reference = null, ...service }]) => ({ id, ...service, reference }))
}

function spoken(_vocabulary: Vocabulary) {
  return registeredServices().map(service => ({ ...service, words: compileWords(service.names) }))
}

/** Ports and ranges of a service, as text. */
export function portsOf({ ports }: Pick<Service, 'ports'>): string[] {
  return ports.map(port => port.split('/')[1]!)
}

/** The services of the registry that words name: HTTP, SSH. */
export function spokenServices(words: (string | null)[], vocabulary: Vocabulary): RegisteredService[] {
  const text = words.filter(word => word !== null).join(' ')
  return vocabulary.derive(spoken).filter(({ words }) => words.test(text))
}
