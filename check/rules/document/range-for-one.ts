import { type Service, servicesById } from '../../../reconcile/index.ts'
import type { Ports } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, listed, placeOf, portWords, purposeWords } from '../wording.ts'
import { isNumbered, keyOf, type Numbered, onEachPage } from './said.ts'

const table = (purpose: string) =>
  [
    '| Protocol | Port | Source | Purpose |',
    '| --- | --- | --- | --- |',
    `| TCP | 2379-2380 | Master nodes | ${purpose} |`,
  ].join('\n')

export const rangeForOne: Rule = {
  id: 'range-for-one',
  family: 'document',
  severity: 'info',
  description:
    'The description of a range names the service of one of its ports only, though another port in it has a service of its own.',
  why: 'Readers learn of the one service only, and open to its clients the port of the other as well.',
  examples: [
    { wrong: table('etcd server client API'), right: table('etcd server client and peer API'), says: '2380' },
  ],
  check: onEachPage(said => {
    const ranges = said.filter(one => isNumbered(one) && isNarrow(one.ports)) as Numbered[]
    const found = ranges.flatMap(one => {
      const rest = unnamedIn(one)
      return rest.length > 0 ? [{ one, rest }] : []
    })
    return [...groupBy(found, ({ one }) => `${keyOf(one.ports)} ${one.fact.named}`).values()].map(problem)
  }),
}

/** A wide range is set aside for many services, known and unknown. */
const widest = 16

function isNarrow({ first, last }: Ports): boolean {
  return first < last && last - first < widest
}

interface Found {
  one: Numbered
  rest: Service[]
}

/** The services of a range's other ports, when its words name one that has but some of them. */
function unnamedIn({ fact, protocol, ports }: Numbered): Service[] {
  const named = fact.services.length === 1 && fact.named === fact.services[0]!.id ? fact.services[0]! : null
  if (named === null || !within(named, protocol, ports)) return []
  const own = new Set(named.ports)
  const others = [...servicesById().values()].filter(one => one !== named && within(one, protocol, ports))
  const rest = others.filter(one => one.ports.every(port => !own.has(port)))
  // Another name for the same thing tells of its parts: "peer" suffices for the etcd peers.
  const text = (fact.claim.description ?? '').toLowerCase()
  return rest.filter(({ id }) => !text.includes(id.split('-').at(-1)!))
}

/** Whether a service has single ports only, and all of them in a range that is wider. */
function within({ ports }: Service, protocol: string | null, range: Ports): boolean {
  return (
    ports.length > 0 &&
    ports.every(port => {
      const [own, number] = port.split('/')
      return own === protocol && Number(number) >= range.first && Number(number) <= range.last
    })
  )
}

function problem(found: Found[]): Problem {
  const [{ one, rest }] = found as [Found]
  const others = listed(
    rest.map(({ title, ports }) => `${ports.map(port => port.split('/')[1]).join(', ')} is that of ${title}`),
  )
  return {
    at: placeOf(one.fact),
    message: `${portWords(one.protocol, one.ports)} is said to be for ${purposeWords(one.fact)}, but of these ports ${others}`,
    evidence: found.slice(1).map(({ one }) => cite(one.fact, 'here too')),
    claims: found.map(({ one }) => one.fact.claim.id),
  }
}
