import { fold } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, listed, placeOf, portWords, quoted } from '../wording.ts'
import { isNumbered, keyOf, type Numbered, onEachPage, type Said } from './said.ts'
import { words } from './words.ts'

const page = (cell: string) =>
  [
    '| From / To | Rancher nodes | Internet |',
    '| --- | --- | --- |',
    `| Rancher nodes | 22 TCP | ${cell} |`,
    '',
    '| Protocol | Port | Source | Destination | Description |',
    '| --- | --- | --- | --- | --- |',
    '| TCP | 443 | Rancher nodes | git.rancher.io | Rancher catalog |',
  ].join('\n')

export const missingPort: Rule = {
  id: 'missing-port',
  family: 'document',
  severity: 'warning',
  description:
    'A cell names a host or service, or tells the port in words, where another place of the page gives its number.',
  why: 'Without the number nobody can open the port, and the number is there, only elsewhere.',
  examples: [
    { wrong: page('git.rancher.io'), right: page('443 TCP'), says: 'TCP 443' },
    {
      title: 'a port in words',
      wrong: [
        '| Protocol | Port | Source | Destination | Description |',
        '| --- | --- | --- | --- | --- |',
        '| TCP | Provider dependent | Rancher nodes | hosted clusters | Kubernetes API |',
        '| TCP | 6443 | Rancher nodes | hosted clusters | Kubernetes API |',
      ].join('\n'),
      right: [
        '| Protocol | Port | Source | Destination | Description |',
        '| --- | --- | --- | --- | --- |',
        '| TCP | Provider dependent | Rancher nodes | hosted clusters | Kubernetes API |',
        '| TCP | 6443 | Rancher nodes | control plane nodes | Kubernetes API |',
      ].join('\n'),
      says: '6443',
    },
  ],
  check: onEachPage(said => {
    const numbered = said.filter(one => isNumbered(one) && one.fact.named) as Numbered[]
    const told = groupBy(numbered, ({ fact }) => fact.named!)
    const found = said.filter(isSilent).flatMap(one => {
      const numbers = numbersFor(one, told.get(one.fact.named!)?.slice(0, mostSeen) ?? [])
      return numbers.length > 0 ? [{ one, numbers }] : []
    })
    return [...groupBy(found, ({ one }) => fold(one.fact.claim.portText!)).values()].map(problem)
  }),
}

/** Places with a number that are looked at for one service. */
const mostSeen = 50

/** What tells the port: of a port in words the rows with the same ends, else all that speak of the service. */
function numbersFor(one: Said, told: Numbered[]): Numbered[] {
  if (isInWords(one)) return told.filter(other => sharesEnds(one, other))
  return new Set(told.map(({ ports }) => keyOf(ports))).size === 1 ? told : []
}

/** A row or cell about a known service that gives no number, nor a protocol that has none. */
function isSilent({ fact, ports, protocol }: Said): boolean {
  const { kind, portText } = fact.claim
  const isTransport = protocol === null || transports.has(protocol)
  return (
    ports === null &&
    portText !== null &&
    isTransport &&
    fact.named !== null &&
    listing.has(kind) &&
    !words().allPorts.test(portText)
  )
}

const listing = new Set(['row', 'cell', 'entry'])
const transports = new Set(['tcp', 'udp', 'sctp'])

/** Whether the cell speaks of its port, only not in numbers. */
function isInWords({ fact }: Said): boolean {
  const text = fold(fact.claim.portText ?? '')
  return words().portNouns.some(noun => text.includes(noun)) || words().portInWords.test(text)
}

function sharesEnds(a: Said, b: Said): boolean {
  const meets = (one: string[], other: string[]) =>
    one.length === 0 || other.length === 0 || one.some(role => other.includes(role))
  return meets(a.from.roles, b.from.roles) && a.to.roles.some(role => b.to.roles.includes(role))
}

function problem(found: { one: Said; numbers: Numbered[] }[]): Problem {
  const [{ one, numbers }] = found as [(typeof found)[0]]
  const right = listed(numbers.map(other => portWords(other.protocol, other.ports)))
  const others = numbers.slice(0, 3).map(other => cite(other.fact, portWords(other.protocol, other.ports)))
  return {
    at: placeOf(one.fact),
    message: `${quoted(one.fact.claim.portText!)} gives no port in numbers; elsewhere on the page it is ${right}`,
    evidence: [...others, ...found.slice(1).map(({ one }) => cite(one.fact, 'no port here either'))],
    claims: found.map(({ one }) => one.fact.claim.id),
    severity: isInWords(one) ? 'info' : 'warning',
  }
}
