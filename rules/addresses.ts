import ipaddr from 'ipaddr.js'

/** Version of the Internet Protocol. */
export type Family = 4 | 6
export const families: readonly Family[] = [4, 6]

/** An interval of numbers, both ends included: addresses or ports. */
export interface Range {
  first: bigint
  last: bigint
}

/** For each family a set of addresses: intervals that are sorted and disjoint. */
export type AddressSet = Readonly<Record<Family, readonly Range[]>>

export const noAddresses: AddressSet = { 4: [], 6: [] }

const bitsOf = (family: Family) => (family === 4 ? 32 : 128)

/**
 * Reads an address, a network such as `10.0.1.0/24`, or a range such as `10.0.1.10-10.0.1.20`.
 *
 * @throws {RangeError} saying what is wrong and how to write it
 */
export function parseAddress(text: string): { family: Family; range: Range } {
  const [from = '', to] = text.split('-').map(part => part.trim())
  if (to !== undefined) {
    const [first, last] = [single(from, text), single(to, text)]
    if (first.family !== last.family) throw new RangeError(`"${text}" mixes IPv4 and IPv6`)
    if (last.value < first.value) throw new RangeError(`"${text}" ends before it begins; exchange the ends`)
    return { family: first.family, range: { first: first.value, last: last.value } }
  }
  const [base = '', prefix] = text.split('/')
  const { family, value } = single(base, text)
  if (prefix === undefined) return { family, range: { first: value, last: value } }
  const bits = bitsOf(family)
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits)
    throw new RangeError(`"${text}" has no prefix length from 0 to ${bits}`)
  const size = 1n << BigInt(bits - Number(prefix))
  const first = (value / size) * size
  if (first !== value)
    throw new RangeError(
      `"${text}" is an address inside its network; write ${textOf(family, first)}/${prefix}`,
    )
  return { family, range: { first, last: first + size - 1n } }
}

function single(text: string, whole: string): { family: Family; value: bigint } {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
  if (!isAddress || text.includes('%'))
    throw new RangeError(`"${whole}" is no address; write one such as 10.0.1.10, 10.0.1.0/24 or fd00:1::/64`)
  const address = ipaddr.parse(text)
  const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return { family: address.kind() === 'ipv4' ? 4 : 6, value }
}

/** @throws {RangeError} for a text that is no address */
export function addressSet(texts: readonly string[]): AddressSet {
  const parsed = texts.map(parseAddress)
  const of = (family: Family) => union(parsed.filter(one => one.family === family).map(({ range }) => range))
  return { 4: of(4), 6: of(6) }
}

/** Joins intervals that overlap; those that only touch stay as people wrote them. */
export function union(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const joined: Range[] = []
  for (const { first, last } of sorted) {
    const before = joined.at(-1)
    if (!before || first > before.last) joined.push({ first, last })
    else if (last > before.last) before.last = last
  }
  return joined
}

/** What is in one set and not in the other. */
export function subtract(from: readonly Range[], what: readonly Range[]): Range[] {
  const left: Range[] = []
  const removed = union(what)
  let next = 0
  for (const range of union(from)) {
    let { first } = range
    while (next < removed.length && removed[next]!.last < first) next++
    for (let i = next; first <= range.last; i++) {
      const gap = removed[i]
      if (!gap || gap.first > range.last) {
        left.push({ first, last: range.last })
        break
      }
      if (gap.first > first) left.push({ first, last: gap.first - 1n })
      first = gap.last + 1n
    }
  }
  return left
}

/** Every address of a family. */
export function everything(family: Family): Range {
  return { first: 0n, last: (1n << BigInt(bitsOf(family))) - 1n }
}

/** A set as addresses and networks (`10.0.1.10`, `10.0.2.0/24`), the fewest that cover it exactly. */
export function networks(family: Family, ranges: readonly Range[]): string[] {
  return ranges.flatMap(({ first, last }) => {
    const found: string[] = []
    while (first <= last) {
      let prefix = bitsOf(family)
      let size = 1n
      while (prefix > 0 && first % (size * 2n) === 0n && first + size * 2n - 1n <= last) {
        size *= 2n
        prefix--
      }
      found.push(textOf(family, first) + (size === 1n ? '' : `/${prefix}`))
      first += size
    }
    return found
  })
}

/** A set for people and nft: networks where an interval is one, else `first-last`. */
export function intervals(family: Family, ranges: readonly Range[]): string[] {
  return ranges.map(range => {
    const [network, second] = networks(family, [range])
    return second ? `${textOf(family, range.first)}-${textOf(family, range.last)}` : network!
  })
}

function textOf(family: Family, value: bigint): string {
  const bytes = Array.from({ length: bitsOf(family) / 8 }, (_, i) => Number((value >> BigInt(i * 8)) & 255n))
  const address = ipaddr.fromByteArray(bytes.reverse())
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString()
}
