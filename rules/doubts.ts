import { portsOf } from '../dataset/api/ports.ts'
import { ipProtocolOf, protocolsWithPorts } from '../schema/protocols.ts'
import type { Flow } from '../schema/types.ts'

/** Statuses of flows that need no second look. */
const settled: ReadonlySet<string> = new Set(['stated', 'corrected'])

/** Why rules of a flow are comments only; null where they are in force, since nobody doubts it or it was asked for. */
export function doubtAbout(flow: Flow, include: readonly string[]): string | null {
  return settled.has(flow.status) || include.includes(flow.id) || include.includes(flow.status)
    ? null
    : flow.status
}

/**
 * Gives the reason why no rule can be made of a flow; null when one can.
 *
 * @param flows all that were chosen
 * @param include ids of flows whose printed addresses are good
 */
export function obstacles(flows: readonly Flow[], include: readonly string[]): (flow: Flow) => string | null {
  const key = ({ from, to, ...flow }: Flow) => `${from.id} ${to.id} ${portsOf(flow)}`
  const named = new Set(flows.filter(({ protocol }) => protocol !== null).map(key))
  return flow => {
    const { id, from, to, protocol, ports, ipProtocol } = flow
    if (from.kind === 'unknown') return 'the documents do not say who starts the traffic'
    if (to.kind === 'unknown') return 'the documents do not say who listens'
    if (from.kind === 'domain') return 'packets do not show the name of who starts the traffic'
    const printed = [from, to].find(({ kind }) => kind === 'host' || kind === 'cidr')
    if (printed && !include.includes(id))
      return `${printed.id} is an address that a document printed; it may have moved`
    if (protocol === null)
      return named.has(key(flow))
        ? 'another flow has the same ends and ports, and names the protocol'
        : 'the documents do not name the protocol'
    if (protocolsWithPorts.has(protocol))
      return ports ? null : `the documents give no port number (${portsOf(flow) || 'none'})`
    if (protocol === 'all' || protocol === 'icmp') return null
    return (ipProtocol ?? ipProtocolOf(protocol)) === null
      ? `${protocol} is no IP protocol with a known number`
      : null
  }
}
