import type { Ports, Protocol } from '../../../schema/types.ts'

/** Ports of one protocol. */
export interface PortRange extends Ports {
  protocol: Protocol
}

/**
 * Reads `tcp/2379-2380`.
 *
 * @throws when it is written in another way
 */
export function rangeOf(text: string): PortRange {
  const [, protocol, first, last] = /^([a-z]+)\/(\d+)(?:-(\d+))?$/.exec(text) ?? []
  if (!protocol) throw new Error(`${text}: not a port such as tcp/2379-2380`)
  return { protocol, first: Number(first), last: Number(last ?? first) }
}
