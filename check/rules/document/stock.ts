import type { Ports, Protocol } from '../../../schema/types.ts'
import { agree, keyOf, type Numbered } from './said.ts'

/** Ports with their protocol. */
interface Opening {
  protocol: Protocol | null
  ports: Ports
}

/** Ports that were stated, for fast look-up. */
export interface Stock {
  /** Whether any port of an opening is stated, outside a unit where one is given. */
  touches(opening: Opening, unit?: string): boolean
}

/** Ranges up to this wide are looked at port by port. */
const mostApart = 16

/** What one unit, or several, state. */
interface Entry extends Opening {
  /** Two are enough to know whether there is another one. */
  units: string[]
}

/** Makes a stock of what claims state. */
export function stockOf(said: Numbered[]): Stock {
  const wide = new Map<string, Entry>()
  const single = new Map<number, Map<string, Entry>>()
  for (const { fact, protocol, ports } of said) {
    if (isWide(ports)) note(wide, { protocol, ports }, fact.unit)
    else for (const port of spread(ports)) note(entriesAt(port), { protocol, ports: at(port) }, fact.unit)
  }
  return {
    touches: ({ protocol, ports }, unit) => {
      const counts = (entry: Entry) =>
        agree(entry.protocol, protocol) && entry.units.some(one => one !== unit)
      const near = isWide(ports) ? [] : spread(ports).flatMap(port => [...(single.get(port)?.values() ?? [])])
      return near.some(counts) || [...wide.values()].some(entry => meet(entry.ports, ports) && counts(entry))
    },
  }

  function entriesAt(port: number): Map<string, Entry> {
    const known = single.get(port) ?? new Map<string, Entry>()
    single.set(port, known)
    return known
  }
}

function note(entries: Map<string, Entry>, { protocol, ports }: Opening, unit: string): void {
  const key = `${protocol} ${keyOf(ports)}`
  const entry = entries.get(key) ?? { protocol, ports, units: [] }
  entries.set(key, entry)
  if (entry.units.length < 2 && !entry.units.includes(unit)) entry.units.push(unit)
}

/** The ports of an opening that a stock does not have, as ranges; all or none of a wide range. */
export function missingFrom({ protocol, ports }: Opening, stock: Stock, unit?: string): Ports[] {
  const isThere = (one: Ports) => stock.touches({ protocol, ports: one }, unit)
  if (isWide(ports)) return isThere(ports) ? [] : [ports]
  const ranges: Ports[] = []
  for (const port of spread(ports).filter(port => !isThere(at(port)))) {
    const before = ranges.at(-1)
    if (before?.last === port - 1) before.last = port
    else ranges.push(at(port))
  }
  return ranges
}

function at(port: number): Ports {
  return { first: port, last: port }
}

function isWide({ first, last }: Ports): boolean {
  return last - first >= mostApart
}

function spread({ first, last }: Ports): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function meet(a: Ports, b: Ports): boolean {
  return a.first <= b.last && b.first <= a.last
}
