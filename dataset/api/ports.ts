import type { Flow } from '../../schema/types.ts'

/** A port or range as people write it, or the words that the document has instead: `2379-2380`. */
export function portsOf({ ports, portText }: Pick<Flow, 'ports' | 'portText'>): string {
  if (!ports) return portText ?? ''
  return ports.first === ports.last ? String(ports.first) : `${ports.first}-${ports.last}`
}

/**
 * The ports of flows in a line, by protocol and each once: `443, 2379-2380 tcp; 8472* udp`.
 * One that is needed only under conditions has a `*`.
 */
export function portList(flows: readonly PortFlow[]): string {
  const protocols = [...new Set(flows.map(protocolOf))].sort()
  return protocols
    .map(protocol => `${numbers(flows.filter(flow => protocolOf(flow) === protocol))} ${protocol}`.trim())
    .join('; ')
}

/** As much of a flow as {@link portList} looks at. */
export type PortFlow = Pick<Flow, 'protocol' | 'ports' | 'portText' | 'required'>

function protocolOf({ protocol }: PortFlow): string {
  return protocol ?? ''
}

function numbers(flows: readonly PortFlow[]): string {
  const ports = [...new Set([...flows].sort(byPort).map(portsOf))]
  const always = new Set(flows.filter(flow => flow.required).map(portsOf))
  return ports.map(port => (always.has(port) ? port : `${port}*`)).join(', ')
}

/** Words in place of a port go last. */
function byPort(a: PortFlow, b: PortFlow): number {
  const last = 65536
  return (
    (a.ports?.first ?? last) - (b.ports?.first ?? last) || (a.ports?.last ?? last) - (b.ports?.last ?? last)
  )
}
