import { type LookupAddress, promises } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { FetchError } from './fetching.ts'

/** Finds all addresses of a host's name. */
export type FindAddresses = (host: string) => Promise<LookupAddress[]>

/** Addresses of clouds' own services that look like any other. */
const services = new Set(['168.63.129.16'])

/**
 * Whether an address is one that anybody may reach: neither this machine or its networks, nor one that stands for
 * such an address, nor one that is set aside.
 */
export function isPublic(text: string): boolean {
  // Shorter ways to write one are no address to some programs, and another to others.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address instanceof ipaddr.IPv4)
    return address.range() === 'unicast' && !services.has(address.toString())
  const [first, second, ...rest] = address.parts
  const isShort = rest.slice(0, 4).every(part => part === 0)
  // Where there is no IPv4, 64:ff9b::/96 leads to it; ::/96 once did.
  if (first === 0x64 && second === 0xff9b && isShort)
    return isPublic(address.toByteArray().slice(12).join('.'))
  return address.range() === 'unicast' && !(first === 0 && second === 0 && isShort)
}

/**
 * Finds the addresses of a host, each of which must be public: a name may have others the next time, so that what is
 * connected to must be one of these.
 *
 * @param host a name or an address, as it stands in a URL
 * @throws {FetchError} when it has none, or one that is not public
 */
export async function publicAddresses(
  host: string,
  find: FindAddresses = name => promises.lookup(name, { all: true }),
): Promise<LookupAddress[]> {
  const literal = host.replace(/^\[|\]$/g, '')
  const all = ipaddr.isValid(literal)
    ? [{ address: literal, family: literal.includes(':') ? 6 : 4 }]
    : await find(host).catch(error => lost(error))
  if (all.length === 0) lost({ code: 'ENODATA' })
  if (all.some(({ address }) => !isPublic(address)))
    throw new FetchError(`is at ${host}, which is a private address, or none that anybody may ask`)
  return all
}

function lost({ code }: { code?: string }): never {
  throw new FetchError(`cannot be reached (${code ?? 'no address'})`)
}

/** Looks names up for a connection, which is made to the very addresses that were checked. */
export function publicLookup(find?: FindAddresses): LookupFunction {
  return (host, { all }, done) => {
    publicAddresses(host, find).then(
      found => (all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)),
      error => done(error, []),
    )
  }
}
