import { everything, type Family, intervals, type Range, subtract, union } from './addresses.ts'
import { peersOf, type Rule, type RuleSet } from './model.ts'

/** What firewalls have to open or close between two states. */
export interface Difference {
  /** `change`: from other addresses. */
  kind: 'open' | 'close' | 'change'
  role: string
  family: Family
  protocol: string
  /** A port or range; empty for protocols without ports. */
  ports: string
  /** Addresses to open, and to close. */
  open: string[]
  close: string[]
  /** Ids of the flows behind the rules. */
  flows: string[]
}

/** Ports of one rule as a span; protocols without ports have one place. */
interface Span {
  first: number
  last: number
}

/**
 * Compares what two rule sets let through, packet by packet: a rule that is written in another way is no difference.
 *
 * @returns by role, family, protocol and ports, in this order
 */
export function diffRules(before: RuleSet, after: RuleSet): Difference[] {
  const groups = new Map<string, [Rule[], Rule[]]>()
  for (const [side, { rules }] of [before, after].entries())
    for (const rule of rules) {
      if (rule.direction !== 'inbound' || rule.held) continue
      const { role, family, protocol, icmp } = rule
      const key = JSON.stringify([role, family, protocol, icmp])
      const group = groups.get(key) ?? [[], []]
      groups.set(key, group)
      group[side as 0 | 1].push(rule)
    }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, [old, now]]) => differences(old, now))
}

function differences(old: readonly Rule[], now: readonly Rule[]): Difference[] {
  const { role, family, protocol } = (now[0] ?? old[0])!
  const found: (Span & Omit<Difference, 'ports'>)[] = []
  for (const span of spansOf([...old, ...now])) {
    const [had, has] = [addressesAt(old, span, family), addressesAt(now, span, family)]
    const open = intervals(family, subtract(has, had))
    const close = intervals(family, subtract(had, has))
    if (open.length + close.length === 0) continue
    const kind = had.length === 0 ? 'open' : has.length === 0 ? 'close' : 'change'
    const flows = [
      ...new Set(
        [...old, ...now].filter(rule => covers(rule, span)).flatMap(rule => rule.flows.map(({ id }) => id)),
      ),
    ]
    const last = found.at(-1)
    const same =
      last &&
      last.last + 1 === span.first &&
      JSON.stringify([last.kind, last.open, last.close, last.flows]) ===
        JSON.stringify([kind, open, close, flows])
    if (same) last.last = span.last
    else found.push({ ...span, kind, role, family, protocol, open, close, flows })
  }
  return found.map(({ first, last, ...rest }) => ({
    ...rest,
    ports: first < 0 ? '' : first === last ? String(first) : `${first}-${last}`,
  }))
}

/** The port ranges of rules, cut where any of them begins or ends. */
function spansOf(rules: readonly Rule[]): Span[] {
  if (rules.some(({ ports }) => !ports)) return [{ first: -1, last: -1 }]
  const starts = new Set(rules.flatMap(({ ports }) => [ports!.first, ports!.last + 1]))
  const sorted = [...starts].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((first, i) => ({ first, last: sorted[i + 1]! - 1 }))
}

function covers({ ports }: Rule, { first, last }: Span): boolean {
  return !ports || (ports.first <= first && last <= ports.last)
}

function addressesAt(rules: readonly Rule[], span: Span, family: Family): Range[] {
  return union(
    rules.filter(rule => covers(rule, span)).flatMap(rule => peersOf(rule) ?? [everything(family)]),
  )
}
