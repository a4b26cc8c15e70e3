import { fold } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Text } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'
import { registeredServices } from '../../survey/usual.ts'
import { cite, idsOf, listed, locateIn, placeOf, portWords, quoted } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { isNumbered, keyOf, listing, type Numbered, onEachPage, type Said, words } from './page-facts.ts'

const rows = (...all: string[]) => table('Protocol | Port | Source | Destination | Description', ...all)
const matrix = (cell: string) =>
  lines(
    table('From / To | Rancher nodes | Internet', `Rancher nodes | 22 TCP | ${cell}`),
    `\n${rows('TCP | 443 | Rancher nodes | git.rancher.io | Rancher catalog')}`,
  )
const provider = (nodes: string) =>
  rows(
    'TCP | Provider dependent | Rancher nodes | hosted clusters | Kubernetes API',
    `TCP | 6443 | Rancher nodes | ${nodes} | Kubernetes API`,
  )

/** Cells without a port that another place of the page has. */
export const missingPort: Rule = {
  id: 'missing-port',
  family: 'document',
  severity: 'warning',
  description:
    'A cell names a host or service, or describes the port in words, where another place of the page has its number.',
  why: 'The port cannot be opened without its number, and the number is somewhere else.',
  examples: [
    {
      wrong: matrix('git.rancher.io'),
      right: matrix('443 TCP'),
      says: '“git.rancher.io” has no port number; elsewhere on the page it is TCP 443',
    },
    {
      title: 'a port in words',
      wrong: provider('hosted clusters'),
      right: provider('control plane nodes'),
      says: '“Provider dependent” has no port number; elsewhere on the page it is TCP 6443',
    },
  ],
  check: onEachPage(said => {
    const numbered = said.filter(isNumbered).filter(({ fact }) => fact.named)
    const byService = groupBy(numbered, ({ fact }) => fact.named!)
    return silent(
      said.filter(isWithoutPort),
      one => portsFor(one, byService.get(one.fact.named!)?.slice(0, mostSeen) ?? []),
      ({ fact }) => fold(fact.claim.portText!),
    ).map(({ all, others }) => ({
      ...problemOf(all, 'no port here either', others, portWords),
      message: `${quoted(all[0]!.fact.claim.portText!)} has no port number; elsewhere on the page it is ${listed(others.map(portWords))}`,
      severity: isInWords(all[0]!) ? 'info' : 'warning',
    }))
  }),
}

const protocols = (protocol: string) =>
  table(
    'Protocol | Port | Source | Description',
    'TCP | 6443 | agents | Kubernetes API',
    `${protocol} | 6443 | users | Kubernetes API`,
    'UDP | 8472 | agents | overlay',
  )

/** Rows without a protocol that another place of the page has. */
export const missingProtocol: Rule = {
  id: 'missing-protocol',
  family: 'document',
  severity: 'info',
  description:
    'A row or cell names no protocol, where others of its table do and another place has the one of its port.',
  why: 'The reader has to guess, or to search the page, before writing the firewall rule.',
  examples: [
    {
      wrong: protocols(''),
      right: protocols('TCP'),
      says: '6443 names no protocol; elsewhere on the page it is TCP',
    },
    {
      title: 'a list of ports of different protocols',
      wrong: 'Open these ports between lamps: `500`, `4500`, `5432`',
      right: 'Open these ports between lamps: `500` and `4500` (UDP), `5432` (TCP)',
      says: 'The list of ports names no protocol; 500 and 4500 are UDP, 5432 TCP',
    },
  ],
  check: onEachPage((said, page) => {
    const stated = said.filter(({ protocol }) => protocol !== null)
    const byThing = groupBy(stated, thingOf)
    const mixed = new Set(stated.map(({ fact }) => fact.unit))
    const sharesEnd = (a: Said, b: Said) =>
      a.ports !== null || a.to.roles.some(role => b.to.roles.includes(role))
    const rows = silent(
      said.filter(({ fact, protocol }) => protocol === null && fact.claim.table && mixed.has(fact.unit)),
      one => (byThing.get(thingOf(one))?.slice(0, mostSeen) ?? []).filter(other => sharesEnd(one, other)),
      thingOf,
    ).map(({ all, others }) => {
      const { ports, fact } = all[0]!
      const name = ports ? textOf(ports) : quoted(fact.claim.portText ?? '')
      const words = ({ protocol }: Said) => protocol!.toUpperCase()
      return {
        ...problemOf(all, 'no protocol here either', others, words),
        message: `${name} names no protocol; elsewhere on the page it is ${listed(others.map(words))}`,
      }
    })
    return [...rows, ...mixedLists(page)]
  }),
}

/** Ports that a text has to list to be a list of ports. */
const leastListed = 3
/** Texts before a list in which the word for ports is looked for. */
const mostBefore = 2

/** Texts that list ports of different protocols, by the registry, and name none. */
function mixedLists({ texts, vocabulary }: Page): Problem[] {
  const protocolsOf = registeredProtocols()
  const nouns = vocabulary.ports.nouns.filter(word => !word.startsWith('/'))
  const isAboutPorts = ({ rich }: Text) => nouns.some(noun => rich.text.toLowerCase().includes(noun))
  return texts.flatMap((text, i) => {
    const words = text.rich.text
    const ports = [...new Set(words.match(/(?<![\p{L}\d.:/-])\d{2,5}(?![\p{L}\d./:-])/gu))]
    if (text.kind !== 'prose' || ports.length < leastListed || words.length > longestList) return []
    const named = words.toLowerCase().match(/[a-z]+/g) ?? []
    if (named.some(word => vocabulary.protocols.has(word))) return []
    if (!texts.slice(Math.max(0, i - mostBefore), i + 1).some(isAboutPorts)) return []
    const [udp, tcp] = (['udp', 'tcp'] as const).map(one =>
      ports.filter(port => protocolsOf.get(port) === one),
    )
    const at = udp!.length > 0 && tcp!.length > 0 && locateIn(text)
    const message = `The list of ports names no protocol; ${listed(udp!)} ${udp!.length > 1 ? 'are' : 'is'} UDP, ${listed(tcp!)} TCP`
    return at ? [{ at, message, severity: 'warning' }] : []
  })
}

/** Longer texts list more than ports. */
const longestList = 300

/** The only protocol of the services that use a port. */
function registeredProtocols(): Map<string, string> {
  const found = new Map<string, Set<string>>()
  for (const port of registeredServices().flatMap(({ ports }) => ports)) {
    const [protocol = '', number = ''] = port.split('/')
    found.set(number, (found.get(number) ?? new Set()).add(protocol))
  }
  return new Map([...found].flatMap(([port, all]) => (all.size === 1 ? [[port, [...all][0]!]] : [])))
}

/** Places with a value that are examined for one thing. */
const mostSeen = 50

/** What lacks a value that others have, by thing, with the others of its first. */
function silent<Other>(
  lacking: Said[],
  othersFor: (one: Said) => Other[],
  thing: (one: Said) => string,
): { all: Said[]; others: Other[] }[] {
  const found = lacking
    .map(one => ({ one, others: othersFor(one) }))
    .filter(({ others }) => others.length > 0)
  return [...groupBy(found, ({ one }) => thing(one)).values()].map(all => ({
    all: all.map(({ one }) => one),
    others: all[0]!.others,
  }))
}

function problemOf<Other extends Said>(
  [first, ...more]: Said[],
  note: string,
  others: Other[],
  words: (other: Other) => string,
) {
  return {
    at: placeOf(first!.fact),
    evidence: [
      ...others.slice(0, 3).map(other => cite(other.fact, words(other))),
      ...more.map(({ fact }) => cite(fact, note)),
    ],
    claims: idsOf([first!, ...more].map(({ fact }) => fact)),
  } satisfies Partial<Problem>
}

/** A port, or a known service whose port is described in words. */
function thingOf({ fact, ports }: Said): string {
  return ports ? keyOf(ports) : fact.claim.portText === null ? fact.spot : (fact.named ?? fact.spot)
}

/** What has the port: for a port in words the rows with the same ends, else all about the service. */
function portsFor(one: Said, told: Numbered[]): Numbered[] {
  if (isInWords(one)) return told.filter(other => sharesEnds(one, other))
  return new Set(told.map(({ ports }) => keyOf(ports))).size === 1 ? told : []
}

const transports = new Set(['tcp', 'udp', 'sctp'])

/** A row or cell about a known service without a number, and without a protocol that has no ports. */
function isWithoutPort({ fact, ports, protocol }: Said): boolean {
  const { kind, portText } = fact.claim
  if (ports !== null || portText === null || fact.named === null || !listing.has(kind)) return false
  return (protocol === null || transports.has(protocol)) && !words().allPorts.test(portText)
}

/** Whether the cell describes its port in words. */
function isInWords({ fact }: Said): boolean {
  const text = fold(fact.claim.portText ?? '')
  return words().portNouns.some(noun => text.includes(noun)) || words().portInWords.test(text)
}

function sharesEnds(a: Said, b: Said): boolean {
  const meets = (one: string[], other: string[]) =>
    one.length === 0 || other.length === 0 || one.some(role => other.includes(role))
  return meets(a.from.roles, b.from.roles) && a.to.roles.some(role => b.to.roles.includes(role))
}
