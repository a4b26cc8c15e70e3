/** The transports that documentation opens ports of. */
export const transports = ['tcp', 'udp', 'sctp'] as const

/** All protocols whose packets carry port numbers. */
export const protocolsWithPorts: ReadonlySet<string> = new Set([...transports, 'dccp', 'udplite'])

/** IP protocols that have no ports, by their numbers (IANA "Assigned Internet Protocol Numbers"). */
export const portlessByNumber: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipip'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [89, 'ospf'],
  [112, 'vrrp'],
])

/** The name of an IP protocol by its number; `ip-99` for one without a name here. */
export function protocolByNumber(number: number): string {
  const transport = new Map([
    [6, 'tcp'],
    [17, 'udp'],
    [58, 'icmp'],
    [132, 'sctp'],
  ])
  return transport.get(number) ?? portlessByNumber.get(number) ?? `ip-${number}`
}
