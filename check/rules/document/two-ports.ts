import { servicesById } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, placeOf, portWords, purposeWords } from '../wording.ts'
import { isNumbered, type Numbered, onEachPage } from './said.ts'

const table = (purpose: string) =>
  [
    '| Protocol | Port | Source | Purpose |',
    '| --- | --- | --- | --- |',
    `| TCP | 9345 | Agents | ${purpose} |`,
    '| TCP | 6443 | Agents | Kubernetes API |',
  ].join('\n')

export const twoPorts: Rule = {
  id: 'two-ports',
  family: 'document',
  severity: 'info',
  description:
    'One table gives the same service, in the same words, the port that it is known by and another one.',
  why: 'Either the service listens on both, which should be said, or one row is left over or describes another service.',
  examples: [{ wrong: table('Kubernetes API'), right: table('Supervisor API'), says: '6443 and 9345' }],
  check: onEachPage(said => {
    const named = said.filter(one => isNumbered(one) && one.fact.named && one.fact.claim.table) as Numbered[]
    const key = ({ fact, protocol }: Numbered) =>
      [fact.unit, protocol, fact.named, fact.claim.description].join('\n')
    return [...groupBy(named, key).values()].flatMap(among)
  }),
}

function among(all: Numbered[]): Problem[] {
  const own = all.filter(isOwn)
  const strange = all.filter(one => !isOwn(one) && one.ports.first === one.ports.last)
  return own.length > 0 ? strange.slice(0, 1).map(one => problem(one, own[0]!)) : []
}

/** Whether the service is known by the port. */
function isOwn({ fact, protocol, ports }: Numbered): boolean {
  return servicesById()
    .get(fact.named!)!
    .ports.includes(`${protocol}/${textOf(ports)}`)
}

function problem(strange: Numbered, own: Numbered): Problem {
  const other = ownerOf(strange)
  const hint = other ? `; ${textOf(strange.ports)} is otherwise the port of ${other}` : ''
  const [low, high] = [strange.ports, own.ports].sort((a, b) => a.first - b.first)
  return {
    at: placeOf(strange.fact),
    message: `${purposeWords(strange.fact)} has two ports in this table, ${textOf(low!)} and ${textOf(high!)}${hint}`,
    evidence: [cite(own.fact, portWords(own.protocol, own.ports))],
    claims: [strange.fact.claim.id, own.fact.claim.id],
  }
}

/** The only service that is known by the port. */
function ownerOf({ protocol, ports }: Numbered): string | null {
  const owners = [...servicesById().values()].filter(one =>
    one.ports.includes(`${protocol}/${textOf(ports)}`),
  )
  return owners.length === 1 ? owners[0]!.title : null
}
