import type { Icmp, Protocol } from '../schema/types.ts'

/** Numbers of IP protocols that have no ports (IANA, Protocol Numbers). */
const numbers: Record<string, number> = {
  igmp: 2,
  ipip: 4,
  'ipv6-encap': 41,
  gre: 47,
  esp: 50,
  ah: 51,
  eigrp: 88,
  ospf: 89,
  pim: 103,
  vrrp: 112,
  l2tp: 115,
}

/** The number of an IP protocol other than TCP, UDP, SCTP and ICMP; null for these, and where it is not known. */
export function ipProtocolOf(protocol: Protocol | null): number | null {
  if (protocol === null) return null
  const [, number] = /^ip-(\d{1,3})$/.exec(protocol) ?? []
  return number ? Number(number) : Object.hasOwn(numbers, protocol) ? numbers[protocol]! : null
}

const listed =
  /^(?:icmp\s*)?(?:types?\s*)?((?:\d{1,3}(?:\/(?:\d{1,3}|\*))?)(?:\s*(?:,|;|、|&|and)\s*\d{1,3}(?:\/(?:\d{1,3}|\*))?)*)$/i

/**
 * Reads types and codes of ICMP messages: `8/0` is one type with its code, `0, 8` are two types.
 *
 * @param text what a document gives in the place of a port
 * @returns none for other words
 */
export function icmpOf(text: string | null): Icmp[] {
  const [, list] = listed.exec(text?.trim() ?? '') ?? []
  const parts = list?.match(/\d+(?:\/(?:\d+|\*))?/g) ?? []
  const all = parts.map(part => {
    const [type, code] = part.split('/')
    return { type: Number(type), code: code === undefined || code === '*' ? null : Number(code) }
  })
  return all.every(({ type, code }) => type <= 255 && (code ?? 0) <= 255) ? all : []
}
