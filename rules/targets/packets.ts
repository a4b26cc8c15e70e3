import type { Icmp } from '../../schema/types.ts'
import type { Family } from '../addresses.ts'
import type { Rule, RuleSet } from '../model.ts'

/** ICMP errors that every machine needs: unreachable (with path MTU), packet too big, time exceeded, parameter problem. */
export const packetErrors: Record<Family, readonly number[]> = { 4: [3, 11, 12], 6: [1, 2, 3, 4] }
/** Router and neighbour solicitations and advertisements: IPv6 does not work without them. */
export const neighbourTypes: readonly number[] = [133, 134, 135, 136]

/** ICMPv6 types by those of ICMP that mean the same. */
const counterparts = new Map([
  [0, 129],
  [3, 1],
  [8, 128],
  [11, 3],
  [12, 4],
])

/** A message of ICMP in a family; documents give the types of IPv4. Null where IPv6 has none. */
export function icmpFor(family: Family, icmp: Icmp): Icmp | null {
  if (family === 4) return icmp
  const type = icmp.type > 127 ? icmp.type : counterparts.get(icmp.type)
  return type === undefined ? null : { type, code: icmp.type === 8 || icmp.type === 0 ? icmp.code : null }
}

/** Whether ports of a rule may be translated to pods before an input chain sees them. */
export function isNodePort({ protocol, ports }: Rule, { nodePorts }: RuleSet): boolean {
  return nodePorts.some(
    one =>
      one.protocol === protocol && ports && one.ports.first <= ports.last && ports.first <= one.ports.last,
  )
}
