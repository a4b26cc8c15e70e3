import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, listed, placeOf, quoted } from '../wording.ts'
import { keyOf, onEachPage, type Said } from './said.ts'

const table = (protocol: string) =>
  [
    '| Protocol | Port | Source | Description |',
    '| --- | --- | --- | --- |',
    '| TCP | 6443 | agents | Kubernetes API |',
    `| ${protocol} | 6443 | users | Kubernetes API |`,
    '| UDP | 8472 | agents | overlay |',
  ].join('\n')

export const missingProtocol: Rule = {
  id: 'missing-protocol',
  family: 'document',
  severity: 'info',
  description:
    'A row or cell names no protocol, where others of its table do and another place gives the one of its port.',
  why: 'The reader has to guess, or to search the page, before the firewall rule can be written.',
  examples: [{ wrong: table(''), right: table('TCP'), says: 'names no protocol' }],
  check: onEachPage(said => {
    const told = groupBy(
      said.filter(one => one.protocol !== null),
      keyOfThing,
    )
    const mixed = new Set(said.filter(one => one.protocol !== null).map(({ fact }) => fact.unit))
    const silent = said.filter(
      ({ fact, protocol }) => protocol === null && fact.claim.table && mixed.has(fact.unit),
    )
    const found = silent.flatMap(one => {
      const others = (told.get(keyOfThing(one)) ?? [])
        .slice(0, mostSeen)
        .filter(other => sharesEnd(one, other))
      return others.length > 0 ? [{ one, others }] : []
    })
    return [...groupBy(found, ({ one }) => keyOfThing(one)).values()].map(problem)
  }),
}

/** Places with a protocol that are looked at for one port. */
const mostSeen = 50

/** A port, or a known service whose port is told in words. */
function keyOfThing({ fact, ports }: Said): string {
  return ports ? keyOf(ports) : `${fact.claim.portText === null ? fact.spot : (fact.named ?? fact.spot)}`
}

function sharesEnd(a: Said, b: Said): boolean {
  return a.ports !== null || a.to.roles.some(role => b.to.roles.includes(role))
}

function problem(found: { one: Said; others: Said[] }[]): Problem {
  const [{ one, others }] = found as [(typeof found)[0]]
  const name = one.ports ? textOf(one.ports) : quoted(one.fact.claim.portText ?? '')
  return {
    at: placeOf(one.fact),
    message: `${name} names no protocol; elsewhere on the page it is ${listed(others.map(other => other.protocol!.toUpperCase()))}`,
    evidence: [
      ...others.slice(0, 3).map(other => cite(other.fact, other.protocol!.toUpperCase())),
      ...found.slice(1).map(({ one }) => cite(one.fact, 'no protocol here either')),
    ],
    claims: found.map(({ one }) => one.fact.claim.id),
  }
}
