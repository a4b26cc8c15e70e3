import type { Ports, Protocol } from '../../schema/types.ts'
import { groupBy } from '../group.ts'
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
  /** Who talks to whom, role by role: `worker>controlplane`. */
  ends: Set<string>
}

/** The statements behind facts: a cell that spans columns, or `TCP/UDP`, makes several facts of one. */
export function statementsOf(facts: Fact[]): Statement[] {
  return [...groupBy(facts, ({ spot }) => spot).values()].flatMap(statementOf)
}

/** Who talks to whom, role by role, and whether within the node; nothing when nobody is named. */
export function endsOf({ from, to, claim }: Fact): string[] {
  const scope = claim.local ? ' local' : ''
  if (from.roles.length + to.roles.length === 0) return claim.local ? ['local'] : []
  const [sources, destinations] = [from.roles, to.roles].map(roles => (roles.length > 0 ? roles : ['']))
  const pairs = sources!.flatMap(source =>
    destinations!.map(destination => `${source}>${destination}${scope}`),
  )
  return claim.local ? [...pairs, 'local'] : pairs
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
      ends: new Set(facts.flatMap(endsOf)),
    },
  ]
}

/** Characters beside a port that may belong to a range; of a long line no more is looked at. */
const widestRange = 40

/** As written, where that is more than was understood: zeros in front, the other end of an impossible range. */
function writtenPort({ claim: { ports, portText, spans, location }, page }: Fact): string | null {
  if (!ports) return /^\d{3,7}(?=\D|$)/.exec(portText ?? '')?.[0] ?? null
  const plain = textOf(ports)
  if (!spans.ports || spans.ports.line !== spans.ports.endLine) return plain
  const { line, column, endColumn } = spans.ports
  const text = page.lineAt({ document: location.document, line })
  const near = text.slice(Math.max(0, column - 1 - widestRange), column - 1)
  const before = /(?<![\d.])\d{1,7}\s*[-–]\s*$/.exec(near)?.[0] ?? ''
  const behind = /^\s*[-–]\s*\d{1,7}(?![\d.])/.exec(text.slice(endColumn - 1))?.[0] ?? ''
  const written = `${before}${text.slice(column - 1, endColumn - 1)}${behind}`
    .replace(/\s+/g, '')
    .replace('–', '-')
  return /^\d+(?:-\d+)?$/.test(written) ? written : plain
}

/** Whether there can be such a port or range. */
export function isPossible(value: string): boolean {
  const [first = '', last = first] = value.split('-')
  const hasZeros = /^0\d/.test(first) || /^0\d/.test(last)
  return !hasZeros && Number(first) <= Number(last) && Number(last) <= 65_535
}

/** A port or range as it is written: `2379`, `30000-32767`. */
export function textOf({ first, last }: Ports): string {
  return first === last ? `${first}` : `${first}-${last}`
}
