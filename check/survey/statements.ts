import type { Ports, Protocol } from '../../schema/types.ts'
import type { Fact } from './facts.ts'
import type { Page } from './page.ts'

/** A port or range as it stands on a page once, with all that is claimed of it there. */
export interface Statement {
  page: Page
  facts: Fact[]
  /** The port or range as text, `2379` or `30000-32767`, also when no such port can exist. */
  value: string
  protocols: Set<Protocol>
  /** What tells its purpose: the named service, else the words. */
  purpose: string | null
  unit: string
  /** Its number in reading order. */
  order: number
  /** Who talks to whom, as sets of roles. */
  ends: Set<string>
}

/** The statements behind facts: a cell that spans columns, or `TCP/UDP`, makes several facts of one. */
export function statementsOf(facts: Fact[]): Statement[] {
  const spots = new Map<string, Fact[]>()
  for (const fact of facts) {
    const known = spots.get(fact.spot)
    if (known) known.push(fact)
    else spots.set(fact.spot, [fact])
  }
  return [...spots.values()].flatMap(statementOf)
}

/** How the two ends of a fact are written in keys; empty when nobody is named. */
export function endsOf({ from, to, claim }: Fact): string {
  const ends = `${from.roles.join('+')}>${to.roles.join('+')}`
  return ends === '>' ? '' : claim.local ? `${ends} local` : ends
}

function statementOf(facts: Fact[], order: number): Statement[] {
  const { page, claim, named, purpose, unit } = facts[0]!
  const value = writtenPort(facts[0]!)
  if (value === null) return []
  return [
    {
      page,
      facts,
      value,
      protocols: new Set(facts.flatMap(fact => fact.claim.protocol ?? [])),
      purpose: named
        ? `service ${named}`
        : purpose === '' || claim.kind === 'sentence'
          ? null
          : `words ${purpose}`,
      unit,
      order,
      ends: new Set(facts.map(endsOf).filter(ends => ends !== '')),
    },
  ]
}

/** A range that is out of bounds is read only as far as it makes sense; here it is wanted as written. */
function writtenPort({ claim: { ports, portText, spans, location }, page }: Fact): string | null {
  if (!ports) return /^\d{3,7}(?=\D|$)/.exec(portText ?? '')?.[0] ?? null
  if (ports.first !== ports.last || !spans.ports) return textOf(ports)
  const { line, endColumn } = spans.ports
  const behind = page.lineAt({ document: location.document, line }).slice(endColumn - 1)
  const last = Number(/^\s*[-–]\s*(\d{2,7})(?![\d.])/.exec(behind)?.[1] ?? 0)
  return textOf(last > ports.first ? { first: ports.first, last } : ports)
}

/** A port or range as it is written: `2379`, `30000-32767`. */
export function textOf({ first, last }: Ports): string {
  return first === last ? `${first}` : `${first}-${last}`
}
