import ipaddr from 'ipaddr.js'
import type { Node } from '../schema/types.ts'

/** Any end at all, whichever words say so. */
export const any: Node = { kind: 'any', id: 'any' }

const domainName = /^(?:(?:\*|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.)+[a-z]{2,}$/

/**
 * Reads an address, an address range or a domain name, which may start with `*.`.
 * A path after a domain name is left out. A range of one address is that host, and a range of all addresses is any: one fact, one spelling.
 *
 * @returns null for other words
 */
export function address(text: string): Node | null {
  const [base = '', prefix, more] = text.trim().toLowerCase().split('/')
  const ip = parse(base)
  if (prefix === undefined) return ip ? host(ip.toString()) : domainOf(base)
  if (!ip && !/^\d+$/.test(prefix)) return domainOf(base)
  return ip && more === undefined && /^\d+$/.test(prefix) ? range(ip, Number(prefix)) : null
}

/** What follows a name after a slash is a path on that machine. */
function domainOf(text: string): Node | null {
  return domainName.test(text) ? { kind: 'domain', id: text } : null
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const whole = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
  return whole ? ipaddr.parse(text) : null
}

function range(ip: ipaddr.IPv4 | ipaddr.IPv6, prefix: number): Node | null {
  const bits = ip.kind() === 'ipv4' ? 32 : 128
  if (prefix > bits) return null
  if (prefix === 0) return any
  return prefix === bits ? host(ip.toString()) : { kind: 'cidr', id: `${ip.toString()}/${prefix}` }
}

function host(id: string): Node {
  return { kind: 'host', id }
}
