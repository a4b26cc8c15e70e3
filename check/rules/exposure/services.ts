import type { Fact, Meant } from '../../survey/index.ts'
import type { PortRange } from './range.ts'
import { exposures, type Guarded } from './vocabulary.ts'

/** A wider range is not about one service that happens to lie in it. */
const narrow = 16

/**
 * The service that a fact is about, if it is one that must not be open to everybody: by its words, which go
 * before the port, as an odd port may carry any service.
 */
export function guardedService({ claim, named }: Fact, meant: Meant): Guarded | null {
  const { guarded } = exposures()
  const words = [claim.description, claim.portText].filter(text => text !== null).join(' ')
  const told = guarded.find(({ services, names }) =>
    named === null ? names.test(words) : services.includes(named),
  )
  const byPort = named === null ? guarded.find(({ ports }) => ports.some(range => meets(range, meant))) : null
  return told ?? byPort ?? null
}

/** Whether a fact speaks of ports of a range: of some of them, or of that range and little beside it. */
export function meets(range: PortRange, { protocol, ports }: Pick<Meant, 'protocol' | 'ports'>): boolean {
  if (!ports || (protocol !== null && protocol !== 'all' && protocol !== range.protocol)) return false
  const inside = range.first <= ports.first && ports.last <= range.last
  const around = ports.first <= range.first && range.last <= ports.last && ports.last - ports.first < narrow
  return inside || around
}
