import { titleOf, type Vocabulary } from '../../../reconcile/index.ts'
import type { Fact, Survey } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'

/** Everything that documents say about one service on one port. */
export interface Thing {
  service: string
  /** As text: `10250`, `30000-32767`. */
  port: string
  facts: Fact[]
}

/** Facts by service and port, with slips corrected, in the order of the first fact. */
export function thingsOf({ facts, meant }: Survey): Thing[] {
  const things = new Map<string, Thing>()
  for (const fact of facts) {
    const { ports, service } = meant(fact)
    if (!service || !ports) continue
    const port = textOf(ports)
    const key = `${service} ${port}`
    const known = things.get(key)
    if (known) known.facts.push(fact)
    else things.set(key, { service, port, facts: [fact] })
  }
  return [...things.values()]
}

/** A thing in words: `TCP 10250 (Kubelet API)`. */
export function title({ service, port, facts }: Thing): string {
  return `Port ${port} (${serviceTitle(service, facts[0]!.vocabulary)})`
}

/** A service in words. */
export function serviceTitle(service: string, { services }: Vocabulary): string {
  return services.get(service)?.title ?? service
}

/** Roles in words. */
export function named(roles: string[], vocabulary: Vocabulary): string {
  return roles
    .map(role =>
      role === 'any' ? 'anybody' : `“${titleOf(role, vocabulary) ?? role.replace(/^[a-z]+:/, '')}”`,
    )
    .join(', ')
}

/** One fact of each kind and document first, then further ones. */
export function spread(facts: Fact[], kindOf: (fact: Fact) => string): Fact[] {
  const seen = new Set<string>()
  const isFirst = (fact: Fact) => {
    const key = `${fact.page.path} ${kindOf(fact)}`
    return seen.has(key) ? false : Boolean(seen.add(key))
  }
  const first = facts.filter(isFirst)
  const units = new Set(first.map(({ unit }) => unit))
  const rest = facts.filter(fact => !units.has(fact.unit) && Boolean(units.add(fact.unit)))
  return [...first, ...rest]
}
