import type { Ports, Protocol } from '../../../schema/types.ts'
import { agree, type Numbered } from './said.ts'

/** Ports with their protocol. */
interface Opening {
  protocol: Protocol | null
  ports: Ports
}

/** Wider ranges are compared as a whole, narrower ones port by port. */
const widest = 16

/** The ports of an opening that no statement covers, as ranges; all or none of a wide range. */
export function missingFrom({ protocol, ports }: Opening, stated: Numbered[]): Ports[] {
  const same = stated.filter(one => agree(one.protocol, protocol))
  const isStated = ({ first, last }: Ports) =>
    same.some(one => one.ports.first <= last && first <= one.ports.last)
  if (ports.last - ports.first >= widest) return isStated(ports) ? [] : [ports]
  const ranges: Ports[] = []
  for (let port = ports.first; port <= ports.last; port++) {
    if (isStated({ first: port, last: port })) continue
    const before = ranges.at(-1)
    if (before?.last === port - 1) before.last = port
    else ranges.push({ first: port, last: port })
  }
  return ranges
}
