/** The transports that documentation opens ports of. */
export const transports = ['tcp', 'udp', 'sctp'] as const

/** All protocols whose packets carry port numbers. */
export const protocolsWithPorts: ReadonlySet<string> = new Set([...transports, 'dccp', 'udplite'])

/** IP protocols that have no ports, by their numbers (IANA, Protocol Numbers). */
export const portlessByNumber: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipip'],
  [41, 'ipv6-encap'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'icmpv6'],
  [88, 'eigrp'],
  [89, 'ospf'],
  [103, 'pim'],
  [112, 'vrrp'],
  [115, 'l2tp'],
])

/** The name of an IP protocol by its number; `ip-99` for one without a name here. */
export function protocolByNumber(number: number): string {
  const transport = new Map([
    [6, 'tcp'],
    [17, 'udp'],
    [132, 'sctp'],
  ])
  return transport.get(number) ?? portlessByNumber.get(number) ?? `ip-${number}`
}

const numbers = new Map([...portlessByNumber].map(([number, name]) => [name, number]))

/** The number of an IP protocol other than TCP, UDP, SCTP and ICMP; null for these, and where it is not known. */
export function ipProtocolOf(protocol: string | null): number | null {
  if (protocol === null || protocol === 'icmp') return null
  const [, number] = /^ip-(\d{1,3})$/.exec(protocol) ?? []
  return number ? Number(number) : (numbers.get(protocol) ?? null)
}
